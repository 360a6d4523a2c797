use endpoint::{Api, Call, endpoint};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Nope {
    code: String,
}

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self) -> Call<(), Nope>;
}

fn main() {}
