use endpoint::{Api, Error, endpoint};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Nope {
    code: String,
}

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    async fn list(&self) -> Result<(), Error<Nope>>;
}

fn main() {}
