use endpoint::{Api, Call, endpoint};

struct Nope;

trait Accounts: Api {
    #[endpoint(GET, "/v1/<key..>")]
    fn list(&self, key: &Nope) -> Call<()>;
}

fn main() {}
