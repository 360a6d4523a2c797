use endpoint::{Api, Body, Call, endpoint};

trait Accounts: Api {
    #[endpoint(PUT, "/v1", idempotent = true)]
    fn list(&self, #[body] b: Body) -> Call<()>;
}

fn main() {}
