use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/x?q=a%2Bb")]
    fn list(&self) -> Call<()>;
}

fn main() {}
