use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/a/%2e%2E/x")]
    fn list(&self) -> Call<()>;
}

fn main() {}
