use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1", idempotent = true)]
    fn list(&self) -> Call<()>;
}

fn main() {}
