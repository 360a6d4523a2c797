#![deny(deprecated)]

use endpoint::{Api, Call, endpoint};

#[deprecated]
type OldId = str;

pub trait Accounts: Api {
    #[endpoint(GET, "/v1/account/<account>")]
    fn account(&self, account: &OldId) -> Call<()>;
}

fn main() {}
