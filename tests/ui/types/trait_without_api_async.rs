use endpoint::{Error, RawBody, endpoint};

trait Accounts {
    #[endpoint(GET, "/v1")]
    async fn list(&self) -> Result<(), Error<RawBody>>;
}

fn main() {}
