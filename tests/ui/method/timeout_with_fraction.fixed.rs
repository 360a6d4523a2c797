use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1", timeout = "1500ms")]
    fn list(&self) -> Call<()>;
}

fn main() {}
