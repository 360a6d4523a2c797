use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/a%60b")]
    fn list(&self) -> Call<()>;
}

fn main() {}
