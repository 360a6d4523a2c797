//! What stands on a method stays there, also where lints are denied.
#![deny(deprecated, missing_docs, unused_parens, unused_variables)]

use endpoint::{Api, Call, endpoint};

/// Accounts.
pub trait Accounts: Api {
    /// An account.
    #[endpoint(GET, "/v1/accounts/<account>")]
    #[must_use = "it is sent when awaited"]
    fn account(&self, account: &str) -> Call<()>;

    #[deprecated(note = "use `account`")]
    #[endpoint(GET, "/v1/account/<account>")]
    #[allow(clippy::wrong_self_convention)]
    fn to_account(&self, account: &str) -> Call<()>;

    #[endpoint(GET, "/v1/accounts/<_id>")]
    #[expect(non_snake_case)]
    fn Account(&self, #[allow(unused)] _id: &str) -> Call<()>;
}

impl Accounts for endpoint::Client {}

/// The caller says that it knows.
#[allow(deprecated)]
pub fn old(api: &impl Accounts) -> Call<()> {
    api.to_account("acct_1")
}
