use endpoint::{Api, Call, endpoint};

struct Nope;

trait Accounts: Api {
    #[endpoint(GET, "/v1/<id>")]
    fn list(&self, id: Nope) -> Call<()>;
}

fn main() {}
