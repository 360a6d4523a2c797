use endpoint::{Api, Error, RawBody, endpoint};

struct Nope;

type Answer<T> = Result<T, Error<RawBody>>;

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    async fn list(&self) -> Answer<Nope>;
}

fn main() {}
