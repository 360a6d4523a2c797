use endpoint::{Api, Error, RawBody, endpoint};

type A = Result<Vec<String>, Error<RawBody>>;

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    async fn list(&self) -> A;
}

fn main() {}
