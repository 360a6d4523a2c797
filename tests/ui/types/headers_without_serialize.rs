use endpoint::{Api, Call, endpoint};

struct Nope;

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self, #[headers] id: &Nope) -> Call<()>;
}

fn main() {}
