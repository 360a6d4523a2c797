//! The client: where calls go, with what, and under which limits.

pub(crate) mod base;
mod builder;

use std::fmt;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use http::{HeaderMap, HeaderName};

use self::base::Base;
pub use self::builder::ClientBuilder;
use crate::auth::Credential;
use crate::encode::Arrays;
use crate::transport::{Offline, Transport};

/// Sends calls: a cheap handle on bases, credentials, limits and a transport with its connections.
///
/// ```
/// use std::time::Duration;
/// use endpoint::Client;
/// use endpoint::auth::Basic;
///
/// let client = Client::builder("https://api.stripe.com")
///     .auth(Basic::new("sk_test_123", ""))
///     .header("Stripe-Version", "2026-10-28.endive")
///     .timeout(Duration::from_secs(30))
///     .build()?;
/// # Ok::<(), endpoint::BuildError>(())
/// ```
#[derive(Clone)]
pub struct Client(Arc<Settings>);

pub(crate) struct Settings {
    /// The main base first; names of the others are unique.
    pub(crate) bases: Vec<(String, Base)>,
    /// Sent with every call, `User-Agent` included.
    pub(crate) headers: HeaderMap,
    pub(crate) credential: Option<Credential>,
    pub(crate) arrays: Arrays,
    pub(crate) limits: Limits,
    pub(crate) request_id: Vec<HeaderName>,
    pub(crate) transport: Arc<dyn Transport>,
}

/// How long and how large anything may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Duration,
    pub(crate) read_timeout: Duration,
    pub(crate) max_response_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: None,
            attempt_timeout: Duration::from_secs(60),
            read_timeout: Duration::from_secs(30),
            max_response_bytes: 16 * 1024 * 1024,
        }
    }
}

impl Client {
    /// Begins a client for the API at `base`, an absolute URL that may carry a path prefix.
    ///
    /// The prefix is always appended to, never resolved against: with the base
    /// `https://example.com/api`, the template `/v1/things` is sent to
    /// `https://example.com/api/v1/things`.
    pub fn builder(base: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(base.into())
    }

    /// A client that sends nothing: every call fails unsent with
    /// [`ErrorKind::Unexpected`](crate::ErrorKind::Unexpected), naming the endpoint.
    ///
    /// It is what the `client()` of a test double returns, so that a method which the double does
    /// not override is noticed:
    ///
    /// ```
    /// use endpoint::{Api, Client};
    ///
    /// struct Fake;
    ///
    /// impl Api for Fake {
    ///     fn client(&self) -> &Client {
    ///         Client::offline()
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn offline() -> &'static Client {
        static OFFLINE: LazyLock<Client> = LazyLock::new(|| {
            Client(Arc::new(Settings {
                bases: vec![(String::new(), Base::offline())],
                headers: HeaderMap::new(),
                credential: None,
                arrays: Arrays::default(),
                limits: Limits::default(),
                request_id: Vec::new(),
                transport: Arc::new(Offline),
            }))
        });
        &OFFLINE
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0
    }

    pub(crate) fn base(&self, name: &str) -> Option<&Base> {
        if self.is_offline() {
            return self.0.bases.first().map(|(_, base)| base);
        }
        let (_, base) = self.0.bases.iter().find(|(known, _)| known == name)?;
        Some(base)
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    pub(crate) fn arrays(&self) -> Arrays {
        self.0.arrays
    }

    fn is_offline(&self) -> bool {
        std::ptr::eq(Arc::as_ptr(&self.0), Arc::as_ptr(&Self::offline().0))
    }
}

/// The bases; no header, no credential.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bases: Vec<_> = self.0.bases.iter().map(|(_, base)| base.url()).collect();
        f.debug_struct("Client")
            .field("bases", &bases)
            .finish_non_exhaustive()
    }
}
