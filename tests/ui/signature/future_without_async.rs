use endpoint::{Api, Error, RawBody, endpoint};

type A = Result<Vec<String>, Error<RawBody>>;

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self) -> impl Future<Output = A>;
}

fn main() {}
