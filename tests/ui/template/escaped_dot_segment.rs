use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/%2e/x")]
    fn list(&self) -> Call<()>;
}

fn main() {}
