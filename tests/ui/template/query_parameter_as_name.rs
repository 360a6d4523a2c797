use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/x?<name>=1")]
    fn list(&self, name: &str) -> Call<()>;
}

fn main() {}
