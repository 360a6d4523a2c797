use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<account>")]
    fn list(&self, account: &str) -> Call<()>;
}

fn main() {}
