use endpoint::{Api, Error, endpoint};

#[derive(Debug, thiserror::Error)]
#[error("nope")]
struct Nope;

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    async fn list(&self) -> Result<(), Error<Nope>>;
}

fn main() {}
