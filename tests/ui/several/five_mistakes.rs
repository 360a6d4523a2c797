use endpoint::{Api, Call, endpoint};
use serde::Serialize;

#[derive(Serialize)]
struct Person {
    name: String,
}

trait Persons: Api {
    #[endpoint(post, "/v1/accounts/{account}", timeout = 30)]
    fn create(&mut self, account: &str, #[jsno] person: &Person) -> Call<()>;
}

fn main() {}
