//! Any tower service as a transport.

#[cfg(any(feature = "reqwest", feature = "hyper"))]
use std::any::Any;
use std::future::poll_fn;
use std::sync::Arc;

use bytes::Bytes;
use tower::Service;

use super::exchange::{BoxExchange, Exchange};
use super::{Broken, NotSent, ResponseBody, Transport, check};
use crate::draft::Promise;
use crate::{Body, BoxError};

/// `service` without its type. The built-in transports are transports already.
pub(crate) fn erase<S, B>(service: S) -> Arc<dyn Transport>
where
    S: Service<http::Request<Body>, Response = http::Response<B>>,
    S: Clone + Send + Sync + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    #[cfg(feature = "reqwest")]
    if let Some(own) = (&service as &dyn Any).downcast_ref::<super::Reqwest>() {
        return Arc::new(own.clone());
    }
    #[cfg(feature = "hyper")]
    if let Some(own) = (&service as &dyn Any).downcast_ref::<super::Hyper>() {
        return Arc::new(own.clone());
    }
    Arc::new(Erased(service))
}

/// A service of the user's in place of the network.
struct Erased<S>(S);

impl<S, B> Transport for Erased<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>>,
    S: Clone + Send + Sync + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: http::Request<Body>, promise: &Promise) -> Exchange {
        match check(request.uri(), promise) {
            Ok(()) => Exchange::boxed(call(&self.0, request)),
            Err(broken) => Exchange::refused(broken),
        }
    }
}

/// Waits until a copy of `service` is ready, and hands `request` to it.
pub(super) fn call<S, B>(service: &S, request: http::Request<Body>) -> BoxExchange
where
    S: Service<http::Request<Body>, Response = http::Response<B>>,
    S: Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let mut service = service.clone();
    Box::pin(async move {
        poll_fn(|cx| service.poll_ready(cx))
            .await
            .map_err(NotSent::new)?;
        let response = service.call(request).await.map_err(Into::into)?;
        Ok(response.map(ResponseBody::new))
    })
}

/// The transport of [`Client::offline`](crate::Client::offline).
pub(crate) struct Offline;

impl Transport for Offline {
    fn send(&self, _: http::Request<Body>, _: &Promise) -> Exchange {
        Exchange::refused(Broken::new(
            "the client is offline: this method has no answer of its own in the test double",
        ))
    }

    fn is_offline(&self) -> bool {
        true
    }
}
