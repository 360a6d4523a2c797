//! Which failures of the network prove that nothing was sent.

use std::error::Error;

use super::{NotSent, causes_on_the_way};
use crate::BoxError;

/// `error`, marked where it proves that the request was not sent.
pub(super) fn classify(error: BoxError) -> BoxError {
    if is_unsent(&*error) {
        NotSent::new(error).into()
    } else {
        error
    }
}

/// Whether the request provably took no effect: there was no connection for it, the connection's
/// task handed it back untouched, or the server says that it did not look at it.
fn is_unsent(error: &(dyn Error + 'static)) -> bool {
    causes_on_the_way(error).any(|cause| {
        if let Some(error) = cause.downcast_ref::<hyper_util::client::legacy::Error>() {
            // An error that comes after a connection was chosen names that connection.
            return error.is_connect() || error.connect_info().is_none();
        }
        // Of a client's errors, only a request that was handed back is "canceled".
        let handed_back = cause
            .downcast_ref::<hyper::Error>()
            .is_some_and(hyper::Error::is_canceled);
        handed_back || is_not_looked_at(cause)
    })
}

/// The server did not look at the stream (RFC 9113, section 8.7): it refused it, or said farewell to
/// the connection with an earlier stream as its last. Streams up to that one fail otherwise.
#[cfg(feature = "http2")]
fn is_not_looked_at(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<h2::Error>().is_some_and(|error| {
        let refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
        error.is_remote() && (refused || error.is_go_away())
    })
}

#[cfg(not(feature = "http2"))]
fn is_not_looked_at(_: &(dyn Error + 'static)) -> bool {
    false
}
