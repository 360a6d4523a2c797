use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(#[query] &self) -> Call<()>;
}

fn main() {}
