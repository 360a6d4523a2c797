//! Settings of a client, checked together at the end.

mod bases;
mod headers;
mod transport;

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header};
use tokio::sync::Semaphore;

use self::bases::base_setting;
pub(super) use self::bases::check_privacy;
pub(super) use self::headers::checked_header;
use super::{Client, Limits, Settings};
use crate::auth::{Auth, Credential};
use crate::draft::KEY_OF_MANY;
use crate::encode::Arrays;
use crate::error::BuildError;
use crate::retry::{Balance, Budget, Clock, TokioClock};
use crate::transport::{Transport, Wrap};
use crate::{Retry, TimeoutHeader};

/// Settings of a [`Client`]; made by [`Client::builder`].
///
/// A wrong setting is reported by [`build`](ClientBuilder::build), by name. Only the base is needed; each
/// setting says what holds without it. Of the client, a declaration, its arguments and a call the later
/// wins.
///
/// ```
/// use std::time::Duration;
///
/// use endpoint::auth::Bearer;
/// use endpoint::{Arrays, Client, Retry};
///
/// let client = Client::builder("https://api.shop.example/v2")
///     .base("files", "https://files.shop.example")
///     .auth(Bearer::new("t0ken"))
///     .header("Shop-Version", "2026-10-28")
///     .user_agent("till/1.0")
///     .idempotency_header("Idempotency-Key")
///     .arrays(Arrays::Brackets)
///     .timeout(Duration::from_secs(60))
///     .attempt_timeout(Duration::from_secs(20))
///     .connect_timeout(Duration::from_secs(3))
///     .read_timeout(Duration::from_secs(10))
///     .max_response_bytes(1024 * 1024)
///     .max_in_flight(32)
///     .retry(Retry::standard().max_retries(3))
///     .build()?;
/// # Ok::<(), endpoint::BuildError>(())
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    bases: Vec<(String, String)>,
    plain_http: Vec<String>,
    headers: HeaderMap,
    credential: Option<Credential>,
    arrays: Arrays,
    limits: Limits,
    connect_timeout: Option<Duration>,
    request_id: Vec<HeaderName>,
    idempotency_header: Option<HeaderName>,
    timeout_header: Option<(HeaderName, TimeoutHeader)>,
    retry: Retry,
    budget: Budget,
    clock: Arc<dyn Clock>,
    transport: Option<Arc<dyn Transport>>,
    layers: Vec<Wrap>,
    redirects: u32,
    in_flight: Option<Arc<Semaphore>>,
    #[cfg(feature = "reqwest")]
    reqwest: Option<reqwest::ClientBuilder>,
    error: Option<BuildError>,
}

impl ClientBuilder {
    pub(super) fn new(base: String) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::USER_AGENT,
            HeaderValue::from_static(concat!("endpoint/", env!("CARGO_PKG_VERSION"))),
        );
        Self {
            bases: vec![(String::new(), base)],
            plain_http: Vec::new(),
            headers,
            credential: None,
            arrays: Arrays::default(),
            limits: Limits::default(),
            connect_timeout: None,
            request_id: Vec::new(),
            idempotency_header: None,
            timeout_header: None,
            retry: Retry::standard(),
            budget: Budget::standard(),
            clock: Arc::new(TokioClock),
            transport: None,
            layers: Vec::new(),
            redirects: 0,
            in_flight: None,
            #[cfg(feature = "reqwest")]
            reqwest: None,
            error: None,
        }
    }

    fn fail(&mut self, error: BuildError) {
        self.error.get_or_insert(error);
    }

    /// Sends `auth` with every call; see [`auth`](crate::auth). Default: none.
    pub fn auth(mut self, auth: impl Auth) -> Self {
        self.credential = Some(Credential::new(auth));
        self
    }

    /// Sends to the API at `url` instead of the base that the builder began with: what the builder of
    /// an SDK, which knows where its API is, offers for tests and private installations.
    ///
    /// ```
    /// use endpoint::{Client, ClientBuilder};
    ///
    /// fn settings() -> ClientBuilder {
    ///     Client::builder("https://api.shop.example").user_agent("shop-sdk/1.2")
    /// }
    ///
    /// let client = settings().base_url("http://localhost:8080").build()?;
    /// # Ok::<(), endpoint::BuildError>(())
    /// ```
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        if let Some((_, main)) = self.bases.first_mut() {
            *main = url.into();
        }
        self
    }

    /// Adds a base for endpoints that say `base = "name"`.
    pub fn base(mut self, name: impl Into<String>, url: impl Into<String>) -> Self {
        let name = name.into();
        if self.bases.iter().any(|(known, _)| *known == name) {
            self.fail(BuildError::new(
                base_setting(&name),
                "a base of this name is there already; the main one is named \"\"",
            ));
        }
        self.bases.push((name, url.into()));
        self
    }

    /// Lets credentials travel over plain `http://` to the base `name` (`""` is the main one).
    /// Loopback addresses need no leave; where `HTTP_PROXY` is set and `NO_PROXY` does not name them, the
    /// transport `reqwest` takes even those to the proxy.
    pub fn allow_http(mut self, name: impl Into<String>) -> Self {
        self.plain_http.push(name.into());
        self
    }

    /// How arrays are written in queries and forms. Default: [`Arrays::Repeat`].
    pub fn arrays(mut self, style: Arrays) -> Self {
        self.arrays = style;
        self
    }

    /// Limits each call from its start to the end of the answer's body, retries included.
    /// Default: none.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.timeout = Some(limit);
        self
    }

    /// Limits one attempt until the answer's head has arrived. A streamed body may take longer, as long
    /// as it moves: the time is counted anew while the server takes more of it. Default: 60 s.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt_timeout = limit;
        self
    }

    /// Limits silence while an answer's body arrives. Default: 30 s.
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.limits.read_timeout = limit;
        self
    }

    /// Limits an answer's body, in bytes after decompression. Default: 16 MiB. Error bodies are cut
    /// at 64 KiB.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.limits.max_response_bytes = limit;
        self
    }

    /// When failed attempts are repeated. Default: [`Retry::standard`].
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// How often failed attempts of all calls together are repeated; copies of the client share the
    /// budget. Default: [`Budget::standard`].
    pub fn retry_budget(mut self, budget: Budget) -> Self {
        self.budget = budget;
        self
    }

    /// Where time and chance come from. Default: [`TokioClock`].
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Checks the settings and makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// A [`BuildError`] that names the first setting that is wrong, or that the transport cannot
    /// honour.
    pub fn build(mut self) -> Result<Client, BuildError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        if let Some(name) = &self.idempotency_header
            && self.headers.contains_key(name)
        {
            return Err(BuildError::new(format!("header(\"{name}\")"), KEY_OF_MANY));
        }
        let bases = self.checked_bases()?;
        if self.credential.is_some() {
            check_privacy(&bases)?;
        }
        let transport = self.layered_transport(&bases)?;
        if self.request_id.is_empty() {
            self.request_id = vec![
                HeaderName::from_static("request-id"),
                HeaderName::from_static("x-request-id"),
            ];
        }
        Ok(Client(Arc::new(Settings {
            bases,
            headers: self.headers,
            credential: self.credential,
            arrays: self.arrays,
            limits: self.limits,
            request_id: self.request_id,
            idempotency_header: self.idempotency_header,
            timeout_header: self.timeout_header,
            retry: self.retry,
            budget: Arc::new(Balance::new(self.budget.check()?, self.clock.now())),
            clock: self.clock,
            transport,
            redirects: self.redirects,
            in_flight: self.in_flight,
        })))
    }
}
