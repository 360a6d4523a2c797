use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/x?=<limit>")]
    fn list(&self, limit: u32) -> Call<()>;
}

fn main() {}
