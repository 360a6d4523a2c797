use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<key..>/x")]
    fn list(&self, key: &str) -> Call<()>;
}

fn main() {}
