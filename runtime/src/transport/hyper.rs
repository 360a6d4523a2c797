//! The lean transport.

mod connector;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

#[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
use http_body_util::BodyExt;
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tower::Service;

use self::connector::Connector;
use super::attend::Attendance;
use super::gate::Gate;
use super::proof::classify;
use super::{CONNECT_TIMEOUT, Exchange, ResponseBody, Transport, check, host};
use crate::draft::Promise;
use crate::{Body, BoxError, BuildError};

/// The lean transport: the pooled client of `hyper-util`, feature `hyper`. Where the feature
/// `reqwest` is off it is the default.
///
/// It speaks HTTP/1.1 (with the feature `http2` also HTTP/2, where a TLS server offers it), verifies
/// certificates as the operating system does, and keeps idle connections for 90 s. It knows no
/// proxies. A request that a closing connection hands back untouched goes to another connection;
/// apart from that it retries nothing.
///
/// ```
/// use endpoint::Client;
/// use endpoint::transport::Hyper;
///
/// let client = Client::builder("https://api.stripe.com")
///     .transport(Hyper::new()?)
///     .build()?;
/// # Ok::<(), endpoint::BuildError>(())
/// ```
#[derive(Clone)]
pub struct Hyper {
    stack: Stack,
    connect_timeout: Duration,
    gate: Option<Arc<Gate>>,
}

type Pool = Client<Connector, Body>;

#[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
type Stack = tower_http::decompression::Decompression<Pool>;
#[cfg(not(any(feature = "gzip", feature = "brotli", feature = "zstd")))]
type Stack = Pool;

impl Hyper {
    /// A pool of its own, whose connections must be there within 10 s, DNS and TLS included.
    ///
    /// # Errors
    ///
    /// Where the TLS library cannot be set up.
    pub fn new() -> Result<Self, BuildError> {
        Self::with_connect_timeout(CONNECT_TIMEOUT)
    }

    /// The same with another limit on connecting, DNS and TLS included.
    ///
    /// # Errors
    ///
    /// Where the TLS library cannot be set up.
    pub fn with_connect_timeout(limit: Duration) -> Result<Self, BuildError> {
        let connector = Connector::new(limit).map_err(|error| {
            BuildError::new("transport", "TLS cannot be set up").caused_by(error)
        })?;
        let pool = Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .build(connector);
        Ok(Self {
            stack: stack(pool),
            connect_timeout: limit,
            gate: None,
        })
    }
}

#[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
fn stack(pool: Pool) -> Stack {
    Stack::new(pool)
}

#[cfg(not(any(feature = "gzip", feature = "brotli", feature = "zstd")))]
fn stack(pool: Pool) -> Stack {
    pool
}

impl Transport for Hyper {
    fn send(&self, mut request: http::Request<Body>, promise: &Promise) -> Exchange {
        match check(request.uri(), promise) {
            Ok(()) => {
                host::state(&mut request, promise);
                Exchange::hyper(self.answering(request))
            }
            Err(broken) => Exchange::refused(broken),
        }
    }

    fn with_connections(&self, limit: usize) -> Option<Arc<dyn Transport>> {
        Some(Arc::new(Self {
            gate: Some(Gate::new(limit, self.connect_timeout)),
            ..self.clone()
        }))
    }

    fn is_ours(&self) -> bool {
        true
    }
}

impl Service<http::Request<Body>> for Hyper {
    type Response = http::Response<ResponseBody>;
    type Error = BoxError;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Answering {
        self.answering(request)
    }
}

impl Hyper {
    fn answering(&self, request: http::Request<Body>) -> Answering {
        let call = self.gate.as_ref().and_then(|gate| gate.call(request.uri()));
        Answering {
            attendance: Attendance::new(call),
            sending: self.sending(request),
        }
    }

    #[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
    fn sending(&self, request: http::Request<Body>) -> Sending {
        self.stack.clone().call(request)
    }

    #[cfg(not(any(feature = "gzip", feature = "brotli", feature = "zstd")))]
    fn sending(&self, request: http::Request<Body>) -> Sending {
        self.stack.request(request)
    }
}

impl fmt::Debug for Hyper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hyper")
    }
}

/// A request that hyper is sending.
pub struct Answering {
    attendance: Attendance,
    sending: Sending,
}

type Sending = <Stack as Service<http::Request<Body>>>::Future;

impl Answering {
    pub(super) fn may_have_been_sent(&self) -> bool {
        self.attendance.may_have_been_sent()
    }
}

impl Future for Answering {
    type Output = Result<http::Response<ResponseBody>, BoxError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self {
            attendance,
            sending,
        } = &mut *self;
        attendance
            .poll(|| Pin::new(sending).poll(cx))
            .map_ok(|response| response.map(body))
            .map_err(|error| classify(error.into()))
    }
}

impl fmt::Debug for Answering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answering")
    }
}

#[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
fn body(body: tower_http::decompression::DecompressionBody<hyper::body::Incoming>) -> ResponseBody {
    ResponseBody::new(body.map_err(super::garbled::classify))
}

#[cfg(not(any(feature = "gzip", feature = "brotli", feature = "zstd")))]
fn body(body: hyper::body::Incoming) -> ResponseBody {
    body.into()
}
