use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<person>")]
    fn list(&self, person: &str) -> Call<()>;
}

fn main() {}
