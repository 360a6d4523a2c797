use endpoint::{Api, Error, RawBody, endpoint};

type A = Vec<String>;
type E = RawBody;

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    async fn list(&self) -> Result<A, Error<E>>;
}

fn main() {}
