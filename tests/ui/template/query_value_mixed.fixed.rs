use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/x?q=<rest>")]
    fn list(&self, rest: &str) -> Call<()>;
}

fn main() {}
