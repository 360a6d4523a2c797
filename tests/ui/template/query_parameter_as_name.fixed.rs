use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/x?<name>")]
    fn list(&self, name: &str) -> Call<()>;
}

fn main() {}
