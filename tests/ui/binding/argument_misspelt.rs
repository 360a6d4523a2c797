use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<person>")]
    fn list(&self, persom: &str) -> Call<()>;
}

fn main() {}
