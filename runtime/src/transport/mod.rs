//! How a request reaches the network: layers, and below them any tower service, its type forgotten.

mod body;
mod erased;
mod exchange;
mod guard;
mod layered;
mod not_sent;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;

pub use self::body::ResponseBody;
pub(crate) use self::erased::{Offline, erase};
pub(crate) use self::exchange::Exchange;
pub(crate) use self::guard::{Broken, check};
pub use self::layered::Inner;
pub(crate) use self::layered::{Wrap, layered, wrap};
pub use self::not_sent::NotSent;
#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
use crate::Body;
use crate::draft::Promise;

/// A transport without its type.
pub(crate) trait Transport: Send + Sync {
    /// Sends `request` where it was promised to go, or refuses.
    fn send(&self, request: http::Request<Body>, promise: &Promise) -> Exchange;

    /// Whether it sends nothing, whatever the base.
    fn is_offline(&self) -> bool {
        false
    }
}

/// An error and what caused it, outermost first.
pub(crate) fn causes<'a>(
    error: &'a (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |error| error.source())
}
