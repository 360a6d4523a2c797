use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<account_id>")]
    fn list(&self, account_id: &str) -> Call<()>;
}

fn main() {}
