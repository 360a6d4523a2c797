use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(POST, "/v1")]
    fn list(&self, #[field("")] a: &str) -> Call<()>;
}

fn main() {}
