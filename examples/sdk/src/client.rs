//! Where Nameplate is, who is asking, and the way to each group.

use std::time::Duration;

use endpoint::auth::Bearer;
use endpoint::{Api, BuildError, Client, ClientBuilder, Retry};

/// A client of Nameplate: a cheap handle; copies share their connections.
///
/// ```
/// use nameplate::Nameplate;
///
/// let client = Nameplate::builder().token("np_live_123").build()?;
/// # Ok::<(), nameplate::BuildError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Nameplate {
    client: Client,
}

/// Through which the groups send; nothing to call.
#[doc(hidden)]
impl Api for Nameplate {
    fn client(&self) -> &Client {
        &self.client
    }
}

#[cfg(feature = "zones")]
impl crate::Zones for Nameplate {}
#[cfg(feature = "records")]
impl crate::Records for Nameplate {}
#[cfg(feature = "keys")]
impl crate::Keys for Nameplate {}

impl Nameplate {
    /// The version of the API that this crate speaks, sent with every call.
    pub const API_VERSION: &str = "2026-10-01";

    /// Begins a client.
    pub fn builder() -> Builder {
        let settings = Client::builder("https://api.nameplate.example")
            .header("Nameplate-Version", Self::API_VERSION)
            .user_agent(concat!("nameplate-rust/", env!("CARGO_PKG_VERSION")))
            .idempotency_header("Idempotency-Key")
            .timeout(Duration::from_secs(30));
        Builder(settings)
    }

    // `&dyn` and not `&impl`, whose methods could only be called where the trait is imported.

    /// Zones: the domains that Nameplate serves.
    #[cfg(feature = "zones")]
    #[must_use]
    pub fn zones(&self) -> &dyn crate::Zones {
        self
    }

    /// Records of a zone.
    #[cfg(feature = "records")]
    #[must_use]
    pub fn records(&self) -> &dyn crate::Records {
        self
    }

    /// API keys of the account.
    #[cfg(feature = "keys")]
    #[must_use]
    pub fn keys(&self) -> &dyn crate::Keys {
        self
    }
}

/// Settings of a [`Nameplate`]; a wrong one is reported by [`build`](Builder::build).
#[must_use = "a builder does nothing until `build` is called"]
pub struct Builder(ClientBuilder);

impl Builder {
    /// The token of an API key, sent with every call.
    pub fn token(self, token: impl Into<String>) -> Self {
        Self(self.0.auth(Bearer::new(token)))
    }

    /// Where Nameplate is. Default: `https://api.nameplate.example`.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        Self(self.0.base_url(url))
    }

    /// Limits each call, retries included. Default: 30 s.
    pub fn timeout(self, limit: Duration) -> Self {
        Self(self.0.timeout(limit))
    }

    /// When failed calls are repeated. Default: [`Retry::standard`].
    pub fn retry(self, retry: Retry) -> Self {
        Self(self.0.retry(retry))
    }

    /// Sends to `recorder` instead of the network.
    #[cfg(feature = "testing")]
    pub fn recorder(self, recorder: &crate::testing::Recorder) -> Self {
        Self(recorder.stand_in(self.0))
    }

    /// Every other setting: proxies, layers, a transport. What it takes is `endpoint`'s and changes
    /// with it; see [`declare`](crate::declare).
    #[cfg(feature = "declare")]
    pub fn configure(self, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        Self(change(self.0))
    }

    /// Checks the settings and makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// A [`BuildError`] that names the setting.
    pub fn build(self) -> Result<Nameplate, BuildError> {
        let client = self.0.build()?;
        Ok(Nameplate { client })
    }
}
