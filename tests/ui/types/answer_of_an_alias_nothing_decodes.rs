use endpoint::{Api, endpoint};

struct Nope;

type Answer<T> = endpoint::Call<T, endpoint::RawBody>;

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self) -> Answer<Nope>;
}

fn main() {}
