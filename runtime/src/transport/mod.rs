//! How a request reaches the network: layers, and below them any tower service, its type forgotten.
//!
//! By default a client sends through reqwest (feature `reqwest`), or through a pool of hyper's where that
//! is off (feature `hyper`). [`ClientBuilder::transport`](crate::ClientBuilder::transport) takes any other
//! service instead, an `axum::Router` in tests for one; what it provably did not send it wraps in
//! [`NotSent`]. [`ClientBuilder::layer`](crate::ClientBuilder::layer) puts middleware around each attempt,
//! which sees [`Inner`] below it. Below all of that the URL is compared with what the template promised.

#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod attend;
mod body;
mod erased;
mod exchange;
#[cfg(all(
    any(feature = "reqwest", feature = "hyper"),
    any(feature = "gzip", feature = "brotli", feature = "zstd")
))]
mod garbled;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod gate;
mod guard;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod host;
#[cfg(feature = "hyper")]
mod hyper;
mod layered;
mod not_sent;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod proof;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod tls;

pub use self::body::ResponseBody;
pub(crate) use self::erased::{Offline, erase};
pub(crate) use self::exchange::{Exchange, Outcome};
pub(crate) use self::guard::{Broken, check};
#[cfg(feature = "hyper")]
pub use self::hyper::Hyper;
pub use self::layered::Inner;
pub(crate) use self::layered::{Wrap, layered, wrap};
pub use self::not_sent::NotSent;
#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
use crate::draft::Promise;
use crate::{Body, BodyError};

/// How long connecting may take, DNS and TLS included, unless the builder says otherwise.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
pub(crate) const CONNECT_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);

#[cfg(all(
    any(feature = "reqwest", feature = "hyper"),
    any(feature = "gzip", feature = "brotli", feature = "zstd")
))]
pub(crate) use self::garbled::is_garbled;

/// Nothing decompresses.
#[cfg(not(all(
    any(feature = "reqwest", feature = "hyper"),
    any(feature = "gzip", feature = "brotli", feature = "zstd")
)))]
pub(crate) fn is_garbled(_: &(dyn std::error::Error + 'static)) -> bool {
    false
}

/// A transport without its type.
pub(crate) trait Transport: Send + Sync {
    /// Sends `request` where it was promised to go, or refuses.
    fn send(&self, request: http::Request<Body>, promise: &Promise) -> Exchange;

    /// The same transport with so many connections to an origin at most, where it can see to that.
    fn with_connections(&self, _limit: usize) -> Option<std::sync::Arc<dyn Transport>> {
        None
    }

    /// Whether no code of the user's sees the request on its way.
    fn is_ours(&self) -> bool {
        false
    }

    /// Whether it sends nothing, whatever the base.
    fn is_offline(&self) -> bool {
        false
    }
}

/// An error and what caused it, outermost first.
#[cfg(all(
    any(feature = "reqwest", feature = "hyper"),
    any(feature = "gzip", feature = "brotli", feature = "zstd")
))]
pub(crate) fn causes<'a>(
    error: &'a (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |error| error.source())
}

/// An error and what caused it, as far as it happened on the way to the server. What made a request's body break off
/// happened where the body comes from, and says nothing of the connection.
pub(crate) fn causes_on_the_way<'a>(
    error: &'a (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |error| {
        error.source().filter(|_| !error.is::<BodyError>())
    })
}
