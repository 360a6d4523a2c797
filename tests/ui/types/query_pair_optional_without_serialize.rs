use endpoint::{Api, Call, endpoint};

struct Nope;

trait Accounts: Api {
    #[endpoint(GET, "/v1?<id>")]
    fn list(&self, id: Option<&Nope>) -> Call<()>;
}

fn main() {}
