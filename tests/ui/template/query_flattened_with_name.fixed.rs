use endpoint::{Api, Call, endpoint};
use serde::Serialize;

#[derive(Serialize)]
struct Filter {
    limit: u32,
}

trait Accounts: Api {
    #[endpoint(GET, "/v1/x?<filter..>")]
    fn list(&self, filter: &Filter) -> Call<()>;
}

fn main() {}
