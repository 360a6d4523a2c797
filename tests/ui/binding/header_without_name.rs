use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self, #[header] account_id: &str) -> Call<()>;
}

fn main() {}
