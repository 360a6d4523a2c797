use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/x?active=")]
    fn list(&self) -> Call<()>;
}

fn main() {}
