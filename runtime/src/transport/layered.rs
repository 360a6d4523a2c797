//! Layers: tower middleware around each attempt, with the last look at the request below them.

use std::any::Any;
use std::fmt;
use std::future::{Future, poll_fn, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use tower::{Layer, Service};

use super::erased::call;
use super::exchange::{BoxExchange, Exchange, Outcome};
use super::{Broken, NotSent, ResponseBody, Transport, causes};
use crate::draft::Promise;
use crate::{Body, BoxError};

/// What a [layer](crate::ClientBuilder::layer) wraps: the layers that were added after it, and below
/// them the transport.
///
/// It takes a request with any body, so that a layer may replace the body's type, and answers with a
/// [`ResponseBody`]. The declaration (`&'static Endpoint`) is among the request's extensions. A layer
/// that passes the request on must leave the extensions in it: what the template promised rides
/// there, and a request without it does not leave.
///
/// ```
/// use endpoint::{Body, Client, Endpoint};
/// use http::Request;
/// use tower::util::MapRequestLayer;
///
/// let noted = MapRequestLayer::new(|request: Request<Body>| {
///     if let Some(endpoint) = request.extensions().get::<&'static Endpoint>() {
///         println!("sending {endpoint}");
///     }
///     request
/// });
/// let client = Client::builder("https://api.example.com").layer(noted).build()?;
/// # Ok::<(), endpoint::BuildError>(())
/// ```
#[derive(Clone)]
pub struct Inner(Below);

#[derive(Clone)]
enum Below {
    Layer(Arc<dyn Pass>),
    Transport(Arc<dyn Transport>),
}

/// A layer around what is below it, without its type.
pub(crate) trait Pass: Send + Sync {
    fn pass(&self, request: http::Request<Body>) -> BoxExchange;
}

/// What is made by a layer.
struct Made<S>(S);

impl<S, B> Pass for Made<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>>,
    S: Clone + Send + Sync + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn pass(&self, request: http::Request<Body>) -> BoxExchange {
        call(&self.0, request)
    }
}

/// A layer without its type.
pub(crate) type Wrap = Box<dyn FnOnce(Inner) -> Arc<dyn Pass> + Send + Sync>;

pub(crate) fn wrap<L, B>(layer: L) -> Wrap
where
    L: Layer<Inner> + Send + Sync + 'static,
    L::Service: Service<http::Request<Body>, Response = http::Response<B>>,
    L::Service: Clone + Send + Sync + 'static,
    <L::Service as Service<http::Request<Body>>>::Future: Send,
    <L::Service as Service<http::Request<Body>>>::Error: Into<BoxError>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    Box::new(move |inner| Arc::new(Made(layer.layer(inner))))
}

/// `transport` with `layers` around it, the first of them outermost.
pub(crate) fn layered(transport: Arc<dyn Transport>, layers: Vec<Wrap>) -> Arc<dyn Transport> {
    let mut below = Below::Transport(transport);
    for wrap in layers.into_iter().rev() {
        below = Below::Layer(wrap(Inner(below)));
    }
    match below {
        Below::Layer(outermost) => Arc::new(Layered(outermost)),
        Below::Transport(transport) => transport,
    }
}

/// A transport with layers around it.
struct Layered(Arc<dyn Pass>);

impl Transport for Layered {
    fn send(&self, mut request: http::Request<Body>, promise: &Promise) -> Exchange {
        let passage = Arc::new(Passage::new(promise.clone()));
        request
            .extensions_mut()
            .insert(Ticket(Arc::clone(&passage)));
        Exchange::layered(self.0.pass(request), passage)
    }
}

/// Among a request's extensions while it is on its way through the layers.
#[derive(Clone)]
struct Ticket(Arc<Passage>);

/// One attempt on its way through the layers: what must hold when it leaves them, and what has left.
pub(super) struct Passage {
    promise: Promise,
    /// Whether any request has arrived below the layers.
    arrived: AtomicBool,
    /// How many requests the transport got and has not handed back as unsent: a layer may try again.
    sent: AtomicUsize,
}

impl Passage {
    fn new(promise: Promise) -> Self {
        Self {
            promise,
            arrived: AtomicBool::new(false),
            sent: AtomicUsize::new(0),
        }
    }

    pub(super) fn may_have_been_sent(&self) -> bool {
        self.sent.load(Ordering::Acquire) > 0
    }

    fn begin(&self) {
        self.arrived.store(true, Ordering::Release);
    }

    /// Counts a request once it may have been sent, and no more once it provably was not.
    fn observe(&self, counted: &mut bool, exchange: &Exchange, outcome: &Poll<Outcome>) {
        let sent = match outcome {
            Poll::Pending => exchange.may_have_been_sent(),
            Poll::Ready(Ok(_)) => true,
            Poll::Ready(Err(error)) => !(error.is::<NotSent>() || error.is::<Broken>()),
        };
        match (*counted, sent) {
            (false, true) => self.sent.fetch_add(1, Ordering::AcqRel),
            (true, false) => self.sent.fetch_sub(1, Ordering::AcqRel),
            _ => return,
        };
        *counted = sent;
    }

    /// What the layers' error means: they may have hidden the transport's, or have failed by
    /// themselves before the transport had anything, or after.
    pub(super) fn judge(&self, error: BoxError) -> BoxError {
        if self.may_have_been_sent() {
            return match error.downcast::<NotSent>() {
                // The last of several; an earlier one has left.
                Ok(unsent) => unsent.into_source(),
                Err(error) => error,
            };
        }
        let broken = causes(&*error).find_map(|cause| cause.downcast_ref::<Broken>());
        if let Some(broken) = broken {
            return broken.clone().into();
        }
        if error.is::<NotSent>() && self.arrived.load(Ordering::Acquire) {
            return error;
        }
        let source = match error.downcast::<NotSent>() {
            Ok(unsent) => unsent.into_source(),
            Err(error) => error,
        };
        if self.arrived.load(Ordering::Acquire) {
            NotSent::new(source).into()
        } else {
            NotSent::by_layer(source).into()
        }
    }
}

impl<RB> Service<http::Request<RB>> for Inner
where
    RB: http_body::Body<Data = Bytes> + Send + 'static,
    RB::Error: Into<BoxError>,
{
    type Response = http::Response<ResponseBody>;
    type Error = BoxError;
    type Future = BoxExchange;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<RB>) -> BoxExchange {
        let request = request.map(any_body);
        match &self.0 {
            Below::Layer(layer) => layer.pass(request),
            Below::Transport(transport) => leave(&**transport, request),
        }
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inner")
    }
}

/// Hands a request to the transport, below all layers.
fn leave(transport: &dyn Transport, mut request: http::Request<Body>) -> BoxExchange {
    let Some(Ticket(passage)) = request.extensions_mut().remove() else {
        return Box::pin(ready(Err(Broken::new(
            "a layer dropped the request's extensions, and with them what its template promised",
        )
        .into())));
    };
    passage.begin();
    let mut exchange = transport.send(request, &passage.promise);
    let mut counted = false;
    Box::pin(poll_fn(move |cx| {
        let outcome = Pin::new(&mut exchange).poll(cx);
        passage.observe(&mut counted, &exchange, &outcome);
        outcome
    }))
}

/// The body that a layer passes on, which most often is ours.
fn any_body<RB>(body: RB) -> Body
where
    RB: http_body::Body<Data = Bytes> + Send + 'static,
    RB::Error: Into<BoxError>,
{
    let mut body = Some(body);
    if let Some(ours) = (&mut body as &mut dyn Any).downcast_mut::<Option<Body>>() {
        return ours.take().unwrap_or_default();
    }
    body.map_or_else(Body::empty, Body::stream)
}
