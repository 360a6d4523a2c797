use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<type>")]
    fn list(&self) -> Call<()>;
}

fn main() {}
