//! Where Stripe is, and who is asking.

use endpoint::auth::Basic;
use endpoint::{Api, Arrays, BuildError, Client, ClientBuilder, Retry};

use super::{AccountId, Persons, Reversals, Secrets, Topups, Transfers};

/// Stripe as a client sees it; its operations are the traits of this module.
#[derive(Debug, Clone)]
pub struct Stripe {
    client: Client,
}

impl Api for Stripe {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Persons for Stripe {}
impl Topups for Stripe {}
impl Transfers for Stripe {}
impl Reversals for Stripe {}
impl Secrets for Stripe {}

impl Stripe {
    /// The version of the API that the types of this module describe.
    pub const VERSION: &str = "2026-10-28.endive";

    /// Stripe at `base_url`, with a secret key.
    ///
    /// # Errors
    ///
    /// A base URL that is none, or a key that no header can carry.
    pub fn new(base_url: &str, key: &str) -> Result<Self, BuildError> {
        Ok(Self::from_client(Self::settings(base_url, key).build()?))
    }

    /// The settings that Stripe needs, for a client with further ones.
    ///
    /// Each POST carries an idempotency key, so that failed attempts of all operations are
    /// repeated; where Stripe says whether that is worth it, it decides.
    pub fn settings(base_url: &str, key: &str) -> ClientBuilder {
        Client::builder(base_url)
            .auth(Basic::new(key, ""))
            .header("Stripe-Version", Self::VERSION)
            .arrays(Arrays::Indexed)
            .idempotency_header("Idempotency-Key")
            .retry(Retry::standard().server_header("Stripe-Should-Retry"))
    }

    /// Stripe through a client that is ready.
    pub fn from_client(client: Client) -> Self {
        Self { client }
    }

    /// Stripe as a connected account sees it: every call acts for this account. It shares the
    /// connections.
    ///
    /// # Errors
    ///
    /// An id that no header can carry.
    pub fn for_account(&self, account: &AccountId) -> Result<Self, BuildError> {
        let client = self
            .client
            .with_header("Stripe-Account", account.as_str())?;
        Ok(Self::from_client(client))
    }
}
