use endpoint::{Api, Call, endpoint};
use serde::Serialize;

#[derive(Serialize)]
struct A {
    name: String,
}

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self, #[quary] a: &A) -> Call<()>;
}

fn main() {}
