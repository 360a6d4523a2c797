use endpoint::{Api, endpoint};

struct Nope;

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self) -> Nope;
}

fn main() {}
