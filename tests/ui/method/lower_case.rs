use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(get, "/v1")]
    fn list(&self) -> Call<()>;
}

fn main() {}
