use std::collections::BTreeMap;

use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self, #[headers("")] all: &BTreeMap<String, String>) -> Call<()>;
}

fn main() {}
