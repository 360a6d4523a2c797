use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint("CONNECT", "/v1")]
    fn list(&self) -> Call<()>;
}

fn main() {}
