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
use super::{Broken, NotSent, ResponseBody, Transport, causes_on_the_way};
use crate::draft::Promise;
use crate::{Body, BoxError};

/// What a [layer](crate::ClientBuilder::layer) wraps: the layers that were added after it, and below
/// them the transport.
///
/// It takes a request with any body, so that a layer may replace the body's type, and answers with a
/// [`ResponseBody`]. The declaration (`&'static Endpoint`) is among the request's extensions. A layer
/// that passes the request on must leave the extensions in it: what the template promised rides
/// there, and a request without it does not leave. Neither does one that a layer still has on a task of
/// its own when the attempt has ended without an answer: the call may have said that nothing was sent.
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
    /// Whether the attempt is over, so that nothing more may leave: it may have been called unsent.
    over: AtomicBool,
}

impl Passage {
    fn new(promise: Promise) -> Self {
        Self {
            promise,
            arrived: AtomicBool::new(false),
            sent: AtomicUsize::new(0),
            over: AtomicBool::new(false),
        }
    }

    pub(super) fn may_have_been_sent(&self) -> bool {
        self.sent.load(Ordering::SeqCst) > 0
    }

    /// Lets nothing more leave, on whatever task a layer has it.
    pub(super) fn close(&self) {
        self.over.store(true, Ordering::SeqCst);
    }

    fn begin(&self) {
        self.arrived.store(true, Ordering::Release);
    }

    /// Polls a request below the layers, and counts it while it may have been sent. It counts before
    /// the transport sees it: who closes the passage meanwhile finds it counted, or it finds the passage
    /// closed.
    fn poll(
        &self,
        counted: &mut bool,
        exchange: &mut Exchange,
        cx: &mut Context<'_>,
    ) -> Poll<Outcome> {
        let before = *counted;
        self.count(counted, true);
        if self.over.load(Ordering::SeqCst) {
            self.count(counted, before);
            return Poll::Ready(Err(Broken::new("the call is over").into()));
        }
        let outcome = Pin::new(&mut *exchange).poll(cx);
        let sent = match &outcome {
            Poll::Pending => exchange.may_have_been_sent(),
            Poll::Ready(Ok(_)) => true,
            Poll::Ready(Err(error)) => !(error.is::<NotSent>() || error.is::<Broken>()),
        };
        self.count(counted, sent);
        outcome
    }

    fn count(&self, counted: &mut bool, sent: bool) {
        match (*counted, sent) {
            (false, true) => self.sent.fetch_add(1, Ordering::SeqCst),
            (true, false) => self.sent.fetch_sub(1, Ordering::SeqCst),
            _ => return,
        };
        *counted = sent;
    }

    /// What the layers' error means: they may have hidden the transport's, or have failed by
    /// themselves before the transport had anything, or after.
    pub(super) fn judge(&self, error: BoxError) -> BoxError {
        if self.may_have_been_sent() {
            // The last of several says it of itself; an earlier one has left.
            return if error.is::<NotSent>() || error.is::<Broken>() {
                Doubtful(error).into()
            } else {
                error
            };
        }
        let broken = causes_on_the_way(&*error).find_map(|cause| cause.downcast_ref::<Broken>());
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

/// An error that says of itself that nothing was sent, in an attempt of which something may have been.
#[derive(Debug)]
struct Doubtful(BoxError);

impl fmt::Display for Doubtful {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a layer's last request was not sent, but one before it may have been")
    }
}

impl std::error::Error for Doubtful {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
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
        passage.poll(&mut counted, &mut exchange, cx)
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
