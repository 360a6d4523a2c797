use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint("PROPFIND", "/v1")]
    fn list(&self) -> Call<()>;
}

fn main() {}
