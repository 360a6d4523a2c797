use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<account-id>")]
    fn list(&self, account_id: &str) -> Call<()>;
}

fn main() {}
