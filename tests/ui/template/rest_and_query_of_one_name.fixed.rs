use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<key..>?<key_2>")]
    fn list(&self, key: &str, key_2: &str) -> Call<()>;
}

fn main() {}
