use endpoint::{Api, Error, RawBody, endpoint};

struct Nope;

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    async fn list(&self) -> Result<Nope, Error<RawBody>>;
}

fn main() {}
