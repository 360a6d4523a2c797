//! Stripe's API: one trait a family, one signature an operation.

mod error;
mod ids;
mod lists;
mod persons;

use endpoint::auth::Basic;
use endpoint::{Api, Arrays, BuildError, Client};

pub use self::error::StripeError;
pub use self::ids::{AccountId, FileId, PersonId};
pub use self::lists::{Deleted, List, ListParams};
pub use self::persons::{
    Address, CreatePerson, Dob, ListPersons, Person, Persons, Relationship, RelationshipFilter,
    Verification,
};

/// A call of Stripe's.
pub type Call<T> = endpoint::Call<T, StripeError>;

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
    pub fn settings(base_url: &str, key: &str) -> endpoint::ClientBuilder {
        Client::builder(base_url)
            .auth(Basic::new(key, ""))
            .header("Stripe-Version", Self::VERSION)
            .arrays(Arrays::Indexed)
    }

    /// Stripe through a client that is ready.
    pub fn from_client(client: Client) -> Self {
        Self { client }
    }
}
