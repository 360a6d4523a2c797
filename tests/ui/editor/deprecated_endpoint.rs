#![deny(deprecated)]

use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[deprecated(note = "use `accounts`")]
    #[endpoint(GET, "/v1/account/<account>")]
    fn account(&self, account: &str) -> Call<()>;
}

fn call(api: &impl Accounts) -> Call<()> {
    api.account("acct_1")
}

fn main() {
    let _ = call(endpoint::Client::offline());
}

impl Accounts for endpoint::Client {}
