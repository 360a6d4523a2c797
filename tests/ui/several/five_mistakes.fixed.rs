use endpoint::{Api, Call, endpoint};
use serde::Serialize;

#[derive(Serialize)]
struct Person {
    name: String,
}

trait Persons: Api {
    #[endpoint(POST, "/v1/accounts/<account>", timeout = "30s")]
    fn create(&self, account: &str, #[json] person: &Person) -> Call<()>;
}

fn main() {}
