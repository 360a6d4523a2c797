use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/a%5Eb")]
    fn list(&self) -> Call<()>;
}

fn main() {}
