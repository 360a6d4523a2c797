use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/x?")]
    fn list(&self) -> Call<()>;
}

fn main() {}
