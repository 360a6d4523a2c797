//! The client of the API.

use endpoint::{Api, BuildError, Client};

use super::{Objects, Signer};

/// An object store, and who asks it.
#[derive(Debug, Clone)]
pub struct Store {
    client: Client,
}

impl Store {
    /// The store at `url`, requests signed by `signer`.
    ///
    /// # Errors
    ///
    /// Where `url` is none that the store can have.
    pub fn new(url: &str, signer: Signer) -> Result<Self, BuildError> {
        let client = Client::builder(url)
            .auth(signer)
            .request_id_header("x-amz-request-id")
            .build()?;
        Ok(Self { client })
    }

    /// The same API through a client that was built otherwise.
    pub fn with_client(client: Client) -> Self {
        Self { client }
    }
}

impl Api for Store {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Objects for Store {}
