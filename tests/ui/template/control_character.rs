use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/a\tb")]
    fn list(&self) -> Call<()>;
}

fn main() {}
