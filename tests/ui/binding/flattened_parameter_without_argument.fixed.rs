use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1?<filter..>")]
    fn list(&self, filter: &std::collections::BTreeMap<String, String>) -> Call<()>;
}

fn main() {}
