use endpoint::{Api, Call, endpoint};

struct Nope;

trait Accounts: Api {
    #[endpoint(PUT, "/v1")]
    fn list(&self, #[body] image: Nope) -> Call<()>;
}

fn main() {}
