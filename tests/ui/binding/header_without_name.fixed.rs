use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self, #[header("Account-Id")] account_id: &str) -> Call<()>;
}

fn main() {}
