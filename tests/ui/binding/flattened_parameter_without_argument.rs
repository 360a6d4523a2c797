use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1?<filter..>")]
    fn list(&self) -> Call<()>;
}

fn main() {}
