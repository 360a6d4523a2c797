use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1", base = "files")]
    fn list(&self) -> Call<()>;
}

fn main() {}
