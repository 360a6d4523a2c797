use endpoint::{Api, Call, endpoint};

struct Nope;

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self, #[header("Id")] id: Option<&Nope>) -> Call<()>;
}

fn main() {}
