use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1", auth = true)]
    fn list(&self) -> Call<()>;
}

fn main() {}
