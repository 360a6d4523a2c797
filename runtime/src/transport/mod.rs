//! How a request reaches the network: any tower service, its type forgotten.

mod guard;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;

use bytes::Bytes;
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;
use tower::Service;

pub(crate) use self::guard::{Broken, check};
#[cfg(feature = "reqwest")]
pub use self::reqwest::Reqwest;
use crate::body::BodyError;
use crate::{Body, BoxError};

pub(crate) type ResponseBody = UnsyncBoxBody<Bytes, BodyError>;
pub(crate) type Exchange =
    Pin<Box<dyn Future<Output = Result<http::Response<ResponseBody>, BoxError>> + Send>>;

/// A transport without its type.
pub(crate) trait Transport: Send + Sync {
    fn send(&self, request: http::Request<Body>) -> Exchange;

    /// Whether it sends nothing, whatever the base.
    fn is_offline(&self) -> bool {
        false
    }
}

/// Any tower service as a transport.
pub(crate) struct Erased<S>(pub(crate) S);

impl<S, B> Transport for Erased<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>>,
    S: Clone + Send + Sync + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let mut service = self.0.clone();
        Box::pin(async move {
            poll_fn(|cx| service.poll_ready(cx))
                .await
                .map_err(NotSent::new)?;
            let response = service.call(request).await.map_err(Into::into)?;
            Ok(response.map(|body| body.map_err(BodyError::new).boxed_unsync()))
        })
    }
}

/// The transport of [`Client::offline`](crate::Client::offline).
pub(crate) struct Offline;

impl Transport for Offline {
    fn send(&self, _: http::Request<Body>) -> Exchange {
        let refused = Broken::new(
            "the client is offline: this method has no answer of its own in the test double",
        );
        Box::pin(std::future::ready(Err(refused.into())))
    }

    fn is_offline(&self) -> bool {
        true
    }
}

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
pub struct NotSent(BoxError);

impl NotSent {
    /// States that the request which failed with `source` was not sent.
    pub fn new(source: impl Into<BoxError>) -> Self {
        Self(source.into())
    }

    pub(crate) fn into_source(self) -> BoxError {
        self.0
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request was not sent")
    }
}

impl std::error::Error for NotSent {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
    }
}
