//! Headers that are sent with every call, and the names of those that carry ids.

use http::{HeaderName, HeaderValue, header};

use super::ClientBuilder;
use crate::TimeoutHeader;
use crate::draft::refused_header;
use crate::error::BuildError;

impl ClientBuilder {
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

    /// The header with the server's id of a request. Default: `Request-Id`, then `X-Request-Id`.
    pub fn request_id_header(mut self, name: impl AsRef<str>) -> Self {
        if let Some(name) = self.header_name("request_id_header", name.as_ref()) {
            self.request_id = vec![name];
        }
        self
    }

    /// The header that carries idempotency keys, such as `Idempotency-Key`. With it, each `POST` and
    /// `PATCH` is sent with a key that is minted once per call and kept over its attempts, and may
    /// so be retried. A key of the caller's own wins: by
    /// [`Call::idempotency_key`](crate::Call::idempotency_key), or as a header of this name of the
    /// declaration's argument or of the call. Default: none, and no key is sent.
    pub fn idempotency_header(mut self, name: impl AsRef<str>) -> Self {
        self.idempotency_header = self.header_name("idempotency_header", name.as_ref());
        if let Some(why) = self.idempotency_header.as_ref().and_then(refused_header) {
            self.fail(BuildError::new("idempotency_header", why));
        }
        self
    }

    /// Tells the server with each attempt how long its answer is waited for: what is left until the
    /// call's `timeout` or deadline. A call without either sends nothing, and a header of that name
    /// that the call, the declaration or the client has is kept. Default: none.
    ///
    /// ```
    /// use std::time::Duration;
    /// use endpoint::{Client, TimeoutHeader};
    ///
    /// let client = Client::builder("https://api.example.com")
    ///     .timeout_header(TimeoutHeader::seconds("Request-Timeout"))
    ///     .timeout(Duration::from_secs(30))
    ///     .build()?;
    /// # Ok::<(), endpoint::BuildError>(())
    /// ```
    pub fn timeout_header(mut self, header: TimeoutHeader) -> Self {
        let Some(name) = self.header_name("timeout_header", header.name()) else {
            return self;
        };
        if let Some(why) = refused_header(&name) {
            self.fail(BuildError::new("timeout_header", why));
        }
        self.timeout_header = Some((name, header));
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
}

/// A header that may be set by hand.
pub(in crate::client) fn checked_header<N, V>(
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
