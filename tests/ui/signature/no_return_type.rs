use endpoint::{Api, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self);
}

fn main() {}
