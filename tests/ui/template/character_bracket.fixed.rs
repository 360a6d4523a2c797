use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/a%5Bb")]
    fn list(&self) -> Call<()>;
}

fn main() {}
