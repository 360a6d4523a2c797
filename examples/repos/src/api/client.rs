//! Where the host is, and who is asking.

use endpoint::auth::Bearer;
use endpoint::{Api, Arrays, BuildError, Client, ClientBuilder};

use super::{Contents, Issues, Limits, Repos, Search, limits};

/// A code host as a client sees it; its operations are the traits of this module.
#[derive(Debug, Clone)]
pub struct Forge {
    client: Client,
}

impl Api for Forge {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Repos for Forge {}
impl Issues for Forge {}
impl Contents for Forge {}
impl Search for Forge {}
impl Limits for Forge {}

impl Forge {
    /// The version of the API that the types of this module describe.
    pub const VERSION: &str = "2022-11-28";

    /// The host at `base_url`, with an access token.
    ///
    /// # Errors
    ///
    /// A base URL that is none.
    pub fn new(base_url: &str, token: &str) -> Result<Self, BuildError> {
        Ok(Self::from_client(Self::settings(base_url, token).build()?))
    }

    /// The settings that the host needs, for a client with further ones.
    ///
    /// Repositories that were renamed are followed where that is safe, and a rate limit is waited
    /// for where it ends within a minute.
    pub fn settings(base_url: &str, token: &str) -> ClientBuilder {
        Client::builder(base_url)
            .auth(Bearer::new(token))
            .header("Accept", "application/vnd.github+json")
            .header("X-GitHub-Api-Version", Self::VERSION)
            .request_id_header("X-GitHub-Request-Id")
            .arrays(Arrays::Comma)
            .redirects(2)
            .retry(limits::retry())
    }

    /// The host through a client that is ready.
    pub fn from_client(client: Client) -> Self {
        Self { client }
    }
}
