//! Settings of a client, checked together at the end.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use tower::Service;

use super::base::Base;
use super::{Client, Limits, Settings};
use crate::auth::{Auth, Credential};
use crate::draft::refused_header;
use crate::encode::Arrays;
use crate::error::BuildError;
use crate::retry::{Clock, TokioClock};
use crate::transport::{Erased, Transport};
use crate::{Body, BoxError, Retry};

/// Settings of a [`Client`]; made by [`Client::builder`].
///
/// A wrong setting is reported by [`build`](ClientBuilder::build), by name.
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
    retry: Retry,
    clock: Arc<dyn Clock>,
    transport: Option<Arc<dyn Transport>>,
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
            retry: Retry::standard(),
            clock: Arc::new(TokioClock),
            transport: None,
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
    /// Loopback addresses need no leave.
    pub fn allow_http(mut self, name: impl Into<String>) -> Self {
        self.plain_http.push(name.into());
        self
    }

    /// Sends a header with every call; a later one of the same name replaces it, and so do a
    /// declaration's and a call's. `Authorization` is refused: use [`auth`](ClientBuilder::auth).
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match checked_header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => self.fail(error),
        }
        self
    }

    /// The `User-Agent` of every call. Default: `endpoint/VERSION`.
    pub fn user_agent(self, value: impl AsRef<str>) -> Self {
        match HeaderValue::from_str(value.as_ref()) {
            Ok(value) => self.header(header::USER_AGENT, value),
            Err(_) => {
                let mut this = self;
                this.fail(BuildError::new(
                    "user_agent",
                    "the value is none that a header can carry (RFC 9110, section 5.5)",
                ));
                this
            }
        }
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

    /// Limits one attempt until the answer's head has arrived. Default: 60 s.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt_timeout = limit;
        self
    }

    /// Limits silence while an answer's body arrives. Default: 30 s.
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.limits.read_timeout = limit;
        self
    }

    /// Limits connecting, DNS and TLS included. Default: 10 s.
    ///
    /// With [`transport`](ClientBuilder::transport) it is refused: a service of yours connects on
    /// its own terms.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = Some(limit);
        self
    }

    /// Limits an answer's body, in bytes after decompression. Default: 16 MiB. Error bodies are cut
    /// at 64 KiB.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.limits.max_response_bytes = limit;
        self
    }

    /// The header with the server's id of a request. Default: `Request-Id`, then `X-Request-Id`.
    pub fn request_id_header(mut self, name: impl AsRef<str>) -> Self {
        if let Some(name) = self.header_name("request_id_header", name.as_ref()) {
            self.request_id = vec![name];
        }
        self
    }

    /// The header that carries idempotency keys, such as `Idempotency-Key`. With it, each `POST` and
    /// `PATCH` is sent with a key that is minted once per call and kept over its attempts, and may
    /// so be retried. Default: none, and no key is sent.
    pub fn idempotency_header(mut self, name: impl AsRef<str>) -> Self {
        self.idempotency_header = self.header_name("idempotency_header", name.as_ref());
        self
    }

    /// When failed attempts are repeated. Default: [`Retry::standard`].
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Where time and chance come from. Default: [`TokioClock`].
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    fn header_name(&mut self, setting: &'static str, name: &str) -> Option<HeaderName> {
        let parsed = HeaderName::try_from(name).ok();
        if parsed.is_none() {
            self.fail(BuildError::new(
                setting,
                "the name is no token (RFC 9110, section 5.1)",
            ));
        }
        parsed
    }

    /// Sends through `service` instead of the network's default: an `axum::Router`, a
    /// `tower::service_fn`, a transport of your own.
    ///
    /// An error that the service wraps in [`transport::NotSent`](crate::transport::NotSent) counts
    /// as provably unsent; any other may have been sent.
    ///
    /// ```
    /// use endpoint::{Body, Client};
    /// use http::{Request, Response};
    ///
    /// let answer = tower::service_fn(|_: Request<Body>| async {
    ///     Ok::<_, std::convert::Infallible>(Response::new(Body::from("null")))
    /// });
    /// let client = Client::builder("http://api.test").transport(answer).build()?;
    /// # Ok::<(), endpoint::BuildError>(())
    /// ```
    pub fn transport<S, B>(mut self, service: S) -> Self
    where
        S: Service<http::Request<Body>, Response = http::Response<B>>,
        S: Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.transport = Some(Arc::new(Erased(service)));
        self
    }

    /// Uses a reqwest client of your making: proxies, certificates, DNS. Its redirects and its
    /// retries are switched off; those are the endpoint client's.
    #[cfg(feature = "reqwest")]
    pub fn reqwest(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.reqwest = Some(builder);
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
        let bases = self.checked_bases()?;
        if self.credential.is_some() {
            check_privacy(&bases)?;
        }
        let transport = self.chosen_transport(&bases)?;
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
            retry: self.retry,
            budget: Arc::default(),
            clock: self.clock,
            transport,
        })))
    }

    fn checked_bases(&self) -> Result<Vec<(String, Base)>, BuildError> {
        if let Some(unknown) = self
            .plain_http
            .iter()
            .find(|name| !self.bases.iter().any(|(known, _)| known == *name))
        {
            return Err(BuildError::new(
                format!("allow_http(\"{unknown}\")"),
                "the client has no base of this name; the main one is named \"\"",
            ));
        }
        let parse = |(name, url): &(String, String)| {
            let base = Base::parse(&base_setting(name), url)?;
            let base = if self.plain_http.contains(name) {
                base.allowing_http()
            } else {
                base
            };
            Ok((name.clone(), base))
        };
        self.bases.iter().map(parse).collect()
    }

    fn chosen_transport(
        &mut self,
        bases: &[(String, Base)],
    ) -> Result<Arc<dyn Transport>, BuildError> {
        if let Some(transport) = self.transport.take() {
            if self.connect_timeout.is_some() {
                return Err(BuildError::new(
                    "connect_timeout",
                    "a transport of your own connects on its own terms: set the limit there",
                ));
            }
            #[cfg(feature = "reqwest")]
            if self.reqwest.is_some() {
                return Err(BuildError::new(
                    "reqwest",
                    "there is a `transport` too: keep one of them",
                ));
            }
            return Ok(transport);
        }
        self.default_transport(bases)
    }

    #[cfg(feature = "reqwest")]
    fn default_transport(
        &mut self,
        bases: &[(String, Base)],
    ) -> Result<Arc<dyn Transport>, BuildError> {
        for (name, base) in bases {
            crate::transport::reqwest::check_base(base.url())
                .map_err(|message| BuildError::new(base_setting(name), message))?;
        }
        let builder = self.reqwest.take().unwrap_or_default();
        let timeout = self.connect_timeout.unwrap_or(Duration::from_secs(10));
        crate::transport::Reqwest::build(builder, timeout)
            .map(|transport| Arc::new(Erased(transport)) as Arc<dyn Transport>)
            .map_err(|error| {
                BuildError::new("reqwest", "the reqwest client cannot be built").caused_by(error)
            })
    }

    #[cfg(not(feature = "reqwest"))]
    fn default_transport(
        &mut self,
        _: &[(String, Base)],
    ) -> Result<Arc<dyn Transport>, BuildError> {
        Err(BuildError::new(
            "transport",
            "no transport is compiled in: enable the feature `reqwest`, or call `.transport(service)`",
        ))
    }
}

/// A header that may be set by hand.
pub(super) fn checked_header<N, V>(
    name: N,
    value: V,
) -> Result<(HeaderName, HeaderValue), BuildError>
where
    N: TryInto<HeaderName>,
    V: TryInto<HeaderValue>,
{
    let name = name.try_into().map_err(|_| {
        BuildError::new(
            "header",
            "a header name is no token (RFC 9110, section 5.1)",
        )
    })?;
    let refuse = |why| BuildError::new(format!("header(\"{name}\")"), why);
    if let Some(why) = refused_header(&name) {
        return Err(refuse(why));
    }
    let value = value
        .try_into()
        .map_err(|_| refuse("the value is none that a header can carry (RFC 9110, section 5.5)"))?;
    Ok((name, value))
}

fn base_setting(name: &str) -> String {
    if name.is_empty() {
        "base".to_owned()
    } else {
        format!("base(\"{name}\")")
    }
}

/// Whether credentials may travel to all of `bases`.
pub(super) fn check_privacy(bases: &[(String, Base)]) -> Result<(), BuildError> {
    let Some((name, base)) = bases.iter().find(|(_, base)| !base.is_private()) else {
        return Ok(());
    };
    Err(BuildError::new(
        base_setting(name),
        format!(
            "credentials would travel unencrypted to {}: write `https://`, or allow it with `.allow_http(\"{name}\")`",
            base.origin()
        ),
    ))
}
