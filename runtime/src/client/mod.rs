//! The client: where calls go, with what, and under which limits.

pub(crate) mod base;
mod builder;

use std::fmt;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use http::response::Parts;
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::sync::Semaphore;

use self::base::Base;
pub use self::builder::ClientBuilder;
use crate::auth::{Auth, Credential};
use crate::draft::KEY_OF_MANY;
use crate::encode::Arrays;
use crate::error::BuildError;
use crate::retry::{Balance, Budget, Clock, TokioClock, earliest};
use crate::transport::{Offline, Transport};
use crate::{Endpoint, Retry, TimeoutHeader, Undeclared};

/// Sends calls: a cheap handle on bases, credentials, limits and a transport with its connections.
///
/// ```
/// use std::time::{Duration, Instant};
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

#[derive(Clone)]
pub(crate) struct Settings {
    /// The main base first; names of the others are unique.
    pub(crate) bases: Vec<(String, Base)>,
    /// Sent with every call, `User-Agent` included.
    pub(crate) headers: HeaderMap,
    pub(crate) credential: Option<Credential>,
    pub(crate) arrays: Arrays,
    pub(crate) limits: Limits,
    pub(crate) request_id: Vec<HeaderName>,
    pub(crate) idempotency_header: Option<HeaderName>,
    /// Tells servers how long each attempt is waited for at most.
    pub(crate) timeout_header: Option<(HeaderName, TimeoutHeader)>,
    pub(crate) retry: Retry,
    /// Shared by all copies of a client, so that a dying server is not hammered by any of them.
    pub(crate) budget: Arc<Balance>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) transport: Arc<dyn Transport>,
    /// How many redirects of a call are followed.
    pub(crate) redirects: u32,
    /// Places for attempts under way, shared by all copies of a client.
    pub(crate) in_flight: Option<Arc<Semaphore>>,
}

impl Settings {
    /// What the server calls the request, by the first of the headers that may say so.
    pub(crate) fn request_id_in(&self, head: &Parts) -> Option<String> {
        let mut names = self.request_id.iter();
        let value = names.find_map(|name| head.headers.get(name))?;
        value.to_str().ok().map(str::to_owned)
    }
}

/// How long and how large anything may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Instant>,
    pub(crate) attempt_timeout: Duration,
    pub(crate) read_timeout: Duration,
    pub(crate) max_response_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: None,
            deadline: None,
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
                idempotency_header: None,
                timeout_header: None,
                retry: Retry::never(),
                budget: Arc::new(Balance::new(Budget::standard(), TokioClock.now())),
                clock: Arc::new(TokioClock),
                transport: Arc::new(Offline),
                redirects: 0,
                in_flight: None,
            }))
        });
        &OFFLINE
    }

    /// A call of an endpoint that nobody declared yet; see [`Undeclared`].
    pub fn request(&self, endpoint: &'static Endpoint) -> Undeclared {
        Undeclared::new(self, endpoint)
    }

    /// A call to an absolute URL that a server handed out, such as a presigned upload: without the
    /// client's credentials, default headers and minted idempotency keys, with its limits and retries.
    /// `endpoint` names it in errors and gives the method; its template is not used.
    ///
    /// ```
    /// use endpoint::{Call, Client, Endpoint, RawBody};
    ///
    /// static UPLOAD: Endpoint = Endpoint::new("upload", "PUT", "{presigned}");
    ///
    /// fn upload(client: &Client, presigned: &str, content: Vec<u8>) -> Call<RawBody> {
    ///     client.request_url(&UPLOAD, presigned).body(content).call()
    /// }
    /// ```
    pub fn request_url(&self, endpoint: &'static Endpoint, url: &str) -> Undeclared {
        Undeclared::at(self, endpoint, url)
    }

    /// A copy that sends one more header with every call; it shares the connections and the retry
    /// budget.
    ///
    /// ```
    /// # use endpoint::{BuildError, Client};
    /// # fn run(client: Client) -> Result<(), BuildError> {
    /// let connected = client.with_header("Stripe-Account", "acct_1")?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// The same as for [`ClientBuilder::header`].
    pub fn with_header<N, V>(&self, name: N, value: V) -> Result<Self, BuildError>
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        let (name, value) = builder::checked_header(name, value)?;
        if self.0.idempotency_header.as_ref() == Some(&name) {
            return Err(BuildError::new(format!("header(\"{name}\")"), KEY_OF_MANY));
        }
        Ok(self.scoped(|settings| {
            settings.headers.insert(name, value);
        }))
    }

    /// A copy with another credential: what a server does that calls others for its own caller.
    ///
    /// ```
    /// use endpoint::auth::Bearer;
    /// use endpoint::{BuildError, Client};
    ///
    /// fn on_behalf_of(client: &Client, token: &str) -> Result<Client, BuildError> {
    ///     client.with_auth(Bearer::new(token))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Where the credential would travel unencrypted.
    pub fn with_auth(&self, auth: impl Auth) -> Result<Self, BuildError> {
        builder::check_privacy(&self.0.bases)?;
        Ok(self.scoped(|settings| settings.credential = Some(Credential::new(auth))))
    }

    /// A copy with another limit on each call, from its start to the end of the answer's body.
    #[must_use]
    pub fn with_timeout(&self, limit: Duration) -> Self {
        self.scoped(|settings| settings.limits.timeout = Some(limit))
    }

    /// A copy whose calls end at `instant`, besides any other limit: what a server passes on of its
    /// own caller's deadline. Of several deadlines the earliest holds, so that no copy outlives the
    /// deadline of the client that it was made from.
    ///
    /// ```
    /// # use std::time::{Duration, Instant};
    /// # fn run(client: endpoint::Client, for_all_calls: Instant) {
    /// let client = client.with_deadline(for_all_calls);
    /// let step = client.with_deadline(Instant::now() + Duration::from_secs(2));
    /// # }
    /// ```
    #[must_use]
    pub fn with_deadline(&self, instant: Instant) -> Self {
        self.scoped(|settings| {
            let deadline = &mut settings.limits.deadline;
            *deadline = earliest(*deadline, Some(instant));
        })
    }

    fn scoped(&self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::clone(&self.0);
        change(&mut settings);
        Self(Arc::new(settings))
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
        self.0.transport.is_offline()
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
