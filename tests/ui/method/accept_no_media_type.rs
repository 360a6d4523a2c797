use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1", accept = "pdf")]
    fn list(&self) -> Call<()>;
}

fn main() {}
