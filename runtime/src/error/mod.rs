//! What a failed call says.

mod build;
mod failure;

use std::fmt;
use std::sync::LazyLock;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use self::build::BuildError;
pub(crate) use self::failure::Failure;
use crate::decode::ApiError;
use crate::{Endpoint, RawBody};

/// Any error, boxed.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What kind of failure ended a call.
///
/// ```
/// use endpoint::{Error, ErrorKind};
/// use http::StatusCode;
///
/// fn gone<E>(error: &Error<E>) -> bool {
///     error.kind() == ErrorKind::Status && error.status() == Some(StatusCode::NOT_FOUND)
/// }
/// ```
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// An argument, header or option cannot be sent as it is. Nothing was sent.
    Argument,
    /// The credential could not be made or refreshed, or may not be sent to this address.
    Auth,
    /// No connection: DNS, connect or TLS handshake failed. The last attempt was not sent; an earlier
    /// one may have been ([`may_have_been_sent`](Error::may_have_been_sent)).
    Connect,
    /// The connection failed after the request may have been sent.
    Transport,
    /// Time ran out.
    Timeout,
    /// The server answered with a status that the return type does not accept.
    Status,
    /// The answer's body is not what the return type says.
    Decode,
    /// The answer exceeds a limit of the client.
    Limit,
    /// A list's next page cannot be followed.
    Page,
    /// The call was made where it cannot work: a test double without an answer, a request that
    /// left the path it was built for, no async runtime.
    Unexpected,
}

/// A failed call: what was tried, how far it got, and what the server said.
///
/// `E` is the API's own error body, there when the server sent one ([`api`](Error::api)). `Display`
/// is one line with the HTTP method, the path template (never a filled-in value), the failure, the
/// request id and the number of attempts. Causes are in
/// [`source`](std::error::Error::source), and not repeated in `Display`. The guide has
/// [a page](crate::guide::errors) about reading one, and what to do then.
///
/// ```
/// use endpoint::{Error, RawBody};
///
/// fn report(error: &Error<RawBody>) {
///     if error.may_have_been_sent() {
///         eprintln!("may have happened: {error}");
///     } else {
///         eprintln!("safe to try again: {error}");
///     }
/// }
/// ```
pub struct Error<E = RawBody>(Box<Inner<E>>);

struct Inner<E> {
    failure: Box<Failure>,
    api: Option<E>,
}

impl<E> Error<E> {
    pub(crate) fn new(failure: Box<Failure>, api: Option<E>) -> Self {
        Self(Box::new(Inner { failure, api }))
    }

    /// An error as a server's answer makes it, for test doubles: status and the API's error body.
    ///
    /// ```
    /// use endpoint::{Error, ErrorKind};
    /// use http::StatusCode;
    ///
    /// let error = Error::from_api(StatusCode::PAYMENT_REQUIRED, "card_declined".to_owned());
    /// assert_eq!(error.kind(), ErrorKind::Status);
    /// assert_eq!(error.to_string(), "402 card_declined");
    /// ```
    pub fn from_api(status: StatusCode, api: E) -> Self {
        let (mut head, ()) = http::Response::new(()).into_parts();
        head.status = status;
        let mut failure = Failure::new(ErrorKind::Status, "");
        failure.head = Some(Box::new(head));
        failure.sent = true;
        Self::new(Box::new(failure), Some(api))
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.failure.kind
    }

    /// The API's own error body, where the server sent one that decodes as `E`.
    #[must_use]
    pub fn api(&self) -> Option<&E> {
        self.0.api.as_ref()
    }

    /// The API's own error body, owned.
    #[must_use]
    pub fn into_api(self) -> Option<E> {
        self.0.api
    }

    /// The status of the last answer, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.failure.head.as_ref().map(|head| head.status)
    }

    /// The headers of the last answer; empty where there was none.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        static NONE: LazyLock<HeaderMap> = LazyLock::new(HeaderMap::new);
        match &self.0.failure.head {
            Some(head) => &head.headers,
            None => &NONE,
        }
    }

    /// The body of the last answer as it came, up to the client's limit for error bodies.
    #[must_use]
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.0.failure.raw_body.as_ref()
    }

    /// The server's id of the request, from the header that the client was told of, or `Request-Id`
    /// or `X-Request-Id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.failure.request_id.as_deref()
    }

    /// The operation that failed; `None` for an error that a test double made.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.0.failure.endpoint
    }

    /// How often the request was handed to the transport.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.failure.attempts
    }

    /// How long the server asks to wait (`Retry-After`, in seconds or as a date, or what
    /// [`Retry::retry_after`](crate::Retry::retry_after) reads), whether or not it was waited for.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.failure.retry_after
    }

    /// The idempotency key that the call was sent with: minted, or set by
    /// [`Call::idempotency_key`](crate::Call::idempotency_key). Sent again with the same key, the
    /// call cannot take effect twice where the server knows keys.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&str> {
        self.0.failure.idempotency_key.as_ref()?.to_str().ok()
    }

    /// Time from the start of the call to its failure.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.failure.elapsed
    }

    /// Whether any attempt of this call may have reached the server. `false` is certain; `true`
    /// where nobody can know.
    #[must_use]
    pub fn may_have_been_sent(&self) -> bool {
        self.0.failure.sent
    }

    /// Whether time ran out, be it connecting, waiting for the answer or reading it.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.failure.timed_out
    }

    /// The same error with another type for the API's body; all the rest of it is kept.
    ///
    /// ```
    /// use endpoint::Error;
    /// use http::StatusCode;
    ///
    /// let error = Error::from_api(StatusCode::NOT_FOUND, "gone".to_owned());
    /// let length = error.map_api(|api| api.len());
    /// assert_eq!(length.api(), Some(&4));
    /// ```
    pub fn map_api<F>(self, map: impl FnOnce(E) -> F) -> Error<F> {
        let Inner { failure, api } = *self.0;
        Error(Box::new(Inner {
            failure,
            api: api.map(map),
        }))
    }
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { failure, api } = &*self.0;
        failure.write(f, api.as_ref().map(|api| api as &dyn fmt::Display))
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { failure, api } = &*self.0;
        f.debug_struct("Error")
            .field("kind", &failure.kind)
            .field("endpoint", &failure.endpoint.map(ToString::to_string))
            .field("status", &self.status())
            .field("api", api)
            .field("message", &failure.message)
            .field("request_id", &failure.request_id)
            .field("attempts", &failure.attempts)
            .field("may_have_been_sent", &failure.sent)
            .field("source", &failure.source)
            .finish_non_exhaustive()
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0
            .failure
            .source
            .as_ref()
            .map(|source| &**source as &(dyn std::error::Error + 'static))
    }
}

impl<E: ApiError> Error<E> {
    /// Adds the API's own words to a failure, where its body decodes as `E`.
    #[cold]
    pub(crate) fn from_failure(mut failure: Box<Failure>) -> Self {
        let mut api = None;
        if let (Some(head), Some(body)) = (&failure.head, &failure.raw_body)
            && failure.kind == ErrorKind::Status
        {
            match E::decode(head, body) {
                Ok(decoded) => api = Some(decoded),
                // Why the body ended early says more.
                Err(error) if !body.is_empty() => drop(failure.source.get_or_insert(error)),
                Err(_) => {}
            }
        }
        Self::new(failure, api)
    }
}
