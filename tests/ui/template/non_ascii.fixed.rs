use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/caf%C3%A9")]
    fn list(&self) -> Call<()>;
}

fn main() {}
