use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self, #[header("Limit")] limit: Option<u32>) -> Call<()>;
}

fn main() {}
