use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<self>")]
    fn list(&self, account: &str) -> Call<()>;
}

fn main() {}
