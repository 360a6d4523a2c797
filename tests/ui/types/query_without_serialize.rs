use endpoint::{Api, Call, endpoint};

struct Nope;

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self, #[query] filter: &Nope) -> Call<()>;
}

fn main() {}
