use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/x?q=a+b")]
    fn list(&self) -> Call<()>;
}

fn main() {}
