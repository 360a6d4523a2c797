use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/x?a=1&b=2")]
    fn list(&self) -> Call<()>;
}

fn main() {}
