use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<a>")]
    fn list(&self, a: &str) -> Call<()>;
}

fn main() {}
