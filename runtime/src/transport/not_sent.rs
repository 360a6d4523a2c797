//! The proof that a request never left.

use std::fmt;

use crate::BoxError;

/// Wraps an error of a transport or layer whose request provably never left: such a call reports
/// [`may_have_been_sent`](crate::Error::may_have_been_sent) as `false`, and may be retried whatever
/// its method.
///
/// ```
/// use endpoint::transport::NotSent;
/// use endpoint::{Body, BoxError};
/// use http::{Request, Response};
///
/// async fn closed_at_night(request: Request<Body>) -> Result<Response<Body>, BoxError> {
///     Err(NotSent::new("the gate is closed").into())
/// }
/// ```
#[derive(Debug)]
pub struct NotSent {
    source: BoxError,
    by: By,
}

/// Who did not send it.
#[derive(Debug, PartialEq)]
enum By {
    Transport,
    Layer,
}

impl NotSent {
    /// States that the request which failed with `source` was not sent.
    pub fn new(source: impl Into<BoxError>) -> Self {
        Self {
            source: source.into(),
            by: By::Transport,
        }
    }

    /// States that a layer failed with `source` before the transport had the request.
    pub(super) fn by_layer(source: BoxError) -> Self {
        Self {
            source,
            by: By::Layer,
        }
    }

    /// Whether the transport never saw the request.
    pub(crate) fn is_by_layer(&self) -> bool {
        self.by == By::Layer
    }

    pub(crate) fn into_source(self) -> BoxError {
        self.source
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request was not sent")
    }
}

impl std::error::Error for NotSent {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
