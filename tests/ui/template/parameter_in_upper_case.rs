use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<Account>")]
    fn list(&self, account: &str) -> Call<()>;
}

fn main() {}
