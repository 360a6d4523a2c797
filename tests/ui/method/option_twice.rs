use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1", auth = false, auth = false)]
    fn list(&self) -> Call<()>;
}

fn main() {}
