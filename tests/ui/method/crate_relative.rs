use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1", crate = super::http)]
    fn list(&self) -> Call<()>;
}

fn main() {}
