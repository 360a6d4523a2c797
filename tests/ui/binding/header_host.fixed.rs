use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self) -> Call<()>;
}

fn main() {}
