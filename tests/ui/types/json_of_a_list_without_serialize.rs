use endpoint::{Api, Call, endpoint};

struct Nope;

trait Accounts: Api {
    #[endpoint(POST, "/v1")]
    fn list(&self, #[json] orders: &[Nope]) -> Call<()>;
}

fn main() {}
