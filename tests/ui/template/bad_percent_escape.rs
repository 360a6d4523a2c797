use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/100%")]
    fn list(&self) -> Call<()>;
}

fn main() {}
