use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<type>")]
    fn list(&self, type: &str) -> Call<()>;
}

fn main() {}
