use endpoint::{Api, Pages, endpoint};
use serde::Deserialize;

#[derive(Deserialize)]
struct Nope;

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self) -> Pages<Nope>;
}

fn main() {}
