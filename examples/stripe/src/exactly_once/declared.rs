//! The transfer as it should be declared, and as it should not.

use endpoint::auth::Basic;
use endpoint::{Api, Arrays, Client, ClientBuilder, endpoint};

use crate::api::{Call, CreateTransfer, Stripe, Transfer, Transfers};

/// By which declaration transfers are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declared {
    /// As in [`crate::api`]: retries go with an idempotency key.
    Well,
    /// As idempotent, which it is not, on a client without idempotency keys.
    Careless,
}

/// A declaration that is wrong: a transfer made twice is two transfers.
trait Careless: Api {
    #[endpoint(POST, "/v1/transfers", idempotent = true)]
    fn create_transfer_carelessly(&self, #[form] params: &CreateTransfer) -> Call<Transfer>;
}

impl Careless for Stripe {}

impl Declared {
    pub(super) fn settings(self, base_url: &str, key: &str) -> ClientBuilder {
        match self {
            Self::Well => Stripe::settings(base_url, key),
            Self::Careless => Client::builder(base_url)
                .auth(Basic::new(key, ""))
                .arrays(Arrays::Indexed),
        }
    }

    pub(super) fn create_transfer(
        self,
        stripe: &Stripe,
        params: &CreateTransfer,
    ) -> Call<Transfer> {
        match self {
            Self::Well => stripe.create_transfer(params),
            Self::Careless => stripe.create_transfer_carelessly(params),
        }
    }
}
