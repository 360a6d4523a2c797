use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1", accept = "application/pdf")]
    fn list(&self) -> Call<()>;
}

fn main() {}
