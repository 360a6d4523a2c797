use endpoint::{Api, Call, endpoint};
use serde::Serialize;

#[derive(Serialize)]
struct Order {
    total: u64,
}

trait Accounts: Api {
    #[endpoint(POST, "/v1")]
    fn list(&self, order: &Order) -> Call<()>;
}

fn main() {}
