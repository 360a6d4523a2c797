use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<a>/<a_2>")]
    fn list(&self, a: &str, a_2: &str) -> Call<()>;
}

fn main() {}
