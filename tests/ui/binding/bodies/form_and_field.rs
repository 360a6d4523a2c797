use endpoint::{Api, Call, endpoint};
use serde::Serialize;

#[derive(Serialize)]
struct A {
    name: String,
}

trait Accounts: Api {
    #[endpoint(POST, "/v1")]
    fn list(&self, #[form] a: &A, #[field] b: u8) -> Call<()>;
}

fn main() {}
