use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self, #[headers] limit: Option<u32>) -> Call<()>;
}

fn main() {}
