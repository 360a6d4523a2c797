use endpoint::{Api, Call, endpoint};

#[derive(Debug, thiserror::Error)]
#[error("nope")]
struct Nope;

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self) -> Call<(), Nope>;
}

fn main() {}
