use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint("G T", "/v1")]
    fn list(&self) -> Call<()>;
}

fn main() {}
