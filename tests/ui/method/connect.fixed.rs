use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(OPTIONS, "/v1")]
    fn list(&self) -> Call<()>;
}

fn main() {}
