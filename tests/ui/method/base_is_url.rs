use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1", base = "https://x.com")]
    fn list(&self) -> Call<()>;
}

fn main() {}
