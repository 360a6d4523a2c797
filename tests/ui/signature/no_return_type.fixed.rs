use endpoint::{Api, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self) -> endpoint::Call<()>;
}

fn main() {}
