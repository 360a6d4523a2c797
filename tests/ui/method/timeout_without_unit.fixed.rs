use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1", timeout = "30s")]
    fn list(&self) -> Call<()>;
}

fn main() {}
