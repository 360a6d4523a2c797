//! Tower layers around each attempt, and the last look below them.

use std::convert::Infallible;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use endpoint::auth::Bearer;
use endpoint::testing::PausedClock;
use endpoint::transport::{Inner, NotSent, ResponseBody};
use endpoint::{Api, Body, BoxError, Call, Client, Endpoint, ErrorKind, RawBody, Retry, endpoint};
use endpoint_tests::{Server, answer};
use http::{Request, Response, StatusCode};
use http_body_util::{Full, Limited};
use tower::limit::ConcurrencyLimitLayer;
use tower::util::MapRequestLayer;
use tower::{Layer, Service, ServiceExt};
use tower_http::decompression::DecompressionLayer;
use tower_http::map_request_body::MapRequestBodyLayer;
use tower_http::map_response_body::MapResponseBodyLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::over;

trait Things: Api {
    #[endpoint(GET, "/things/<id>")]
    fn thing(&self, id: &str) -> Call<RawBody>;
    #[endpoint(POST, "/things")]
    fn create(&self, #[form] fields: &[(&str, &str)]) -> Call<()>;
}

impl Things for Client {}

type Notes = Arc<Mutex<Vec<String>>>;

fn note(notes: &Notes, text: impl Into<String>) {
    notes.lock().unwrap().push(text.into());
}

#[tokio::test]
async fn tower_https_trace_reads_the_declaration() {
    let server = Server::json("null").await.unwrap();
    let notes = Notes::default();
    let kept = Arc::clone(&notes);
    let trace = TraceLayer::new_for_http().make_span_with(move |request: &Request<Body>| {
        let endpoint = request.extensions().get::<&'static Endpoint>().unwrap();
        note(&kept, endpoint.to_string());
        tracing::Span::none()
    });
    let client = over(server.url()).layer(trace).build().unwrap();
    client.thing("1").await.unwrap();
    assert_eq!(*notes.lock().unwrap(), ["GET /things/{id}"]);
    assert_eq!(server.arrived()[0].line(), "GET /things/1");
}

/// Accepts connections and never answers.
async fn silent() -> (tokio::net::TcpListener, String) {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

#[tokio::test]
async fn timeouts_of_layers_end_attempts() {
    let (_listener, url) = silent().await;
    let limit = Duration::from_millis(50);
    let answers = TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, limit);
    let client = over(&url)
        .retry(Retry::never())
        .layer(answers)
        .build()
        .unwrap();
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::GATEWAY_TIMEOUT));

    let client = over(&url)
        .retry(Retry::never())
        .layer(tower::timeout::TimeoutLayer::new(limit))
        .build()
        .unwrap();
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.is_timeout());
    assert!(error.may_have_been_sent());
}

/// `hello`, by gzip.
const HELLO: [u8; 25] = [
    0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 7, 0, 0x86, 0xa6, 0x10, 0x36,
    5, 0, 0, 0,
];

#[tokio::test]
async fn tower_https_decompression_changes_the_bodys_type() {
    let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: 25\r\n\r\n";
    let server = Server::start([head.as_bytes(), &HELLO].concat())
        .await
        .unwrap();
    let client = over(server.url())
        .layer(DecompressionLayer::new())
        .build()
        .unwrap();
    assert_eq!(client.thing("1").await.unwrap().as_bytes(), b"hello");
    let arrived = server.arrived();
    assert!(
        arrived[0]
            .header("accept-encoding")
            .unwrap()
            .contains("gzip")
    );
}

#[tokio::test]
async fn bodies_of_other_types_pass_both_ways() {
    let server = Server::json("[1, 2, 3]").await.unwrap();
    let client = over(server.url())
        .retry(Retry::never())
        .layer(MapResponseBodyLayer::new(|body: ResponseBody| {
            Limited::new(body, 4)
        }))
        .layer(MapRequestBodyLayer::new(|body: Body| {
            Full::new(Bytes::copy_from_slice(body.as_bytes().unwrap_or(b"?")))
        }))
        .build()
        .unwrap();
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.may_have_been_sent());
    client.create(&[("a", "b")]).await.unwrap_err();
    let arrived = &server.arrived()[1];
    assert_eq!(arrived.body, "a=b");
    assert_eq!(arrived.header("content-length"), Some("3"));
}

#[tokio::test]
async fn towers_concurrency_limit_holds_calls_back_unsent() {
    let (listener, url) = silent().await;
    let client = over(&url)
        .retry(Retry::never())
        .layer(ConcurrencyLimitLayer::new(1))
        .build()
        .unwrap();
    let first = tokio::spawn(client.thing("1").send());
    let _stream = listener.accept().await.unwrap();
    let error = client
        .thing("2")
        .timeout(Duration::from_millis(50))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(!error.may_have_been_sent(), "{error}");
    first.abort();
}

/// A layer written by hand: notes each attempt under its own name.
#[derive(Clone)]
struct Noting(&'static str, Notes);

#[derive(Clone)]
struct Noted<S>(S, Noting);

impl<S> Layer<S> for Noting {
    type Service = Noted<S>;

    fn layer(&self, inner: S) -> Noted<S> {
        Noted(inner, self.clone())
    }
}

impl<S: Service<Request<Body>>> Service<Request<Body>> for Noted<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Body>) -> S::Future {
        let signed = request.headers().contains_key("authorization");
        note(&self.1.1, format!("{} {signed}", self.1.0));
        self.0.call(request)
    }
}

#[tokio::test]
async fn the_first_layer_is_outermost_and_each_attempt_passes_all() {
    let server = Server::script([
        answer("503 Service Unavailable", &[], ""),
        answer("200 OK", &[], ""),
    ])
    .await
    .unwrap();
    let notes = Notes::default();
    let client = over(server.url())
        .auth(Bearer::new("t"))
        .clock(PausedClock::new().jitter(0.0))
        .layer(Noting("outer", Arc::clone(&notes)))
        .layer(Noting("inner", Arc::clone(&notes)))
        .build()
        .unwrap();
    client.thing("1").await.unwrap();
    let expected = ["outer true", "inner true", "outer true", "inner true"];
    assert_eq!(*notes.lock().unwrap(), expected);
}

fn rewriting(
    url: &'static str,
) -> MapRequestLayer<impl Fn(Request<Body>) -> Request<Body> + Clone + Send + Sync> {
    MapRequestLayer::new(move |mut request: Request<Body>| {
        *request.uri_mut() = url.parse().unwrap();
        request
    })
}

#[tokio::test]
async fn a_request_that_a_layer_turned_elsewhere_does_not_leave() {
    let reached = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&reached);
    let transport = tower::service_fn(move |request: Request<Body>| {
        counter.fetch_add(1, Ordering::SeqCst);
        assert!(request.extensions().get::<&'static Endpoint>().is_some());
        std::future::ready(Ok::<_, Infallible>(Response::new(Body::empty())))
    });
    let attempt = async |url| {
        let client = Client::builder("http://localhost")
            .transport(transport.clone())
            .layer(rewriting(url))
            .build()
            .unwrap();
        client.thing("1").await
    };
    for url in [
        "http://elsewhere/things/1",
        "https://localhost/things/1",
        "http://localhost/things",
        "http://localhost/things/1/2",
        "http://localhost/things/..",
    ] {
        let error = attempt(url).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unexpected, "{url}: {error}");
        assert!(!error.may_have_been_sent());
        assert_eq!(error.attempts(), 0);
    }
    assert_eq!(reached.load(Ordering::SeqCst), 0);
    attempt("http://localhost/things/1?trace=1").await.unwrap();
    assert_eq!(reached.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_request_whose_extensions_a_layer_dropped_does_not_leave() {
    let server = Server::json("null").await.unwrap();
    let rebuilt = MapRequestLayer::new(|request: Request<Body>| {
        let (parts, body) = request.into_parts();
        let mut bare = Request::new(body);
        *bare.method_mut() = parts.method;
        *bare.uri_mut() = parts.uri;
        bare
    });
    let client = over(server.url())
        .layer(Noting("outer", Notes::default()))
        .layer(rebuilt)
        .layer(Noting("inner", Notes::default()))
        .build()
        .unwrap();
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    assert!(!error.may_have_been_sent());
    assert_eq!(
        error.to_string(),
        "GET /things/{id}: a layer dropped the request's extensions, and with them what its template promised (not sent)"
    );
    assert!(server.arrived().is_empty());
}

/// A layer made of a function of what it wraps and the request.
fn function<F, R>(
    function: F,
) -> impl Layer<
    Inner,
    Service = impl Service<
        Request<Body>,
        Response = Response<ResponseBody>,
        Error = BoxError,
        Future: Send,
    > + Clone
              + Send
              + Sync
              + 'static,
> + Send
+ Sync
+ 'static
where
    F: Fn(Inner, Request<Body>) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Result<Response<ResponseBody>, BoxError>> + Send + 'static,
{
    tower::layer::layer_fn(move |inner: Inner| {
        let function = function.clone();
        tower::service_fn(move |request| function(inner.clone(), request))
    })
}

#[tokio::test]
async fn a_layer_that_fails_by_itself_has_sent_nothing() {
    let server = Server::json("null").await.unwrap();
    let open = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&open);
    let breaker = function(move |inner, request| {
        let tries = counter.fetch_add(1, Ordering::SeqCst);
        async move {
            if tries == 0 {
                return Err("the circuit is open".into());
            }
            inner.oneshot(request).await
        }
    });
    let client = over(server.url())
        .layer(breaker)
        .clock(PausedClock::new().jitter(0.0))
        .build()
        .unwrap();
    let call = client.create(&[]).retry(Retry::never());
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(!error.may_have_been_sent());
    assert_eq!(
        error.to_string(),
        "POST /things: a layer ended the attempt before it was sent (not sent, 1 attempt)"
    );
    assert!(server.arrived().is_empty());
    // Unsent, so that even a POST without a key may be tried again.
    open.store(0, Ordering::SeqCst);
    client.create(&[]).await.unwrap();
    assert_eq!(server.arrived().len(), 1);
}

#[tokio::test]
async fn a_layer_that_tries_again_cannot_hide_what_was_sent() {
    let attempts = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&attempts);
    let transport = tower::service_fn(move |_: Request<Body>| {
        let first = counter.fetch_add(1, Ordering::SeqCst) == 0;
        std::future::ready(match first {
            true => Err::<Response<Body>, BoxError>("reset by peer".into()),
            false => Err(NotSent::new("refused").into()),
        })
    });
    let twice = function(|inner, request| async move {
        let mut again = Request::new(Body::empty());
        *again.uri_mut() = request.uri().clone();
        *again.extensions_mut() = request.extensions().clone();
        match inner.clone().oneshot(request).await {
            Err(_) => inner.oneshot(again).await,
            answered => answered,
        }
    });
    let client = Client::builder("http://localhost")
        .transport(transport)
        .layer(twice)
        .retry(Retry::never())
        .build()
        .unwrap();
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(attempts.load(Ordering::SeqCst), 2);
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.may_have_been_sent());
}

#[tokio::test]
async fn a_refused_connection_is_unsent_through_layers_that_wrap_errors() {
    #[derive(Debug, thiserror::Error)]
    #[error("wrapped")]
    struct Wrapped(#[source] BoxError);
    let (listener, url) = silent().await;
    drop(listener);
    let wrapping = function(|inner, request| async move {
        let answered = inner.oneshot(request).await;
        answered.map_err(|error| BoxError::from(Wrapped(error)))
    });
    let client = over(url)
        .layer(wrapping)
        .retry(Retry::never())
        .build()
        .unwrap();
    let started = Instant::now();
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(!error.may_have_been_sent());
    assert!(error.to_string().contains("no connection to"), "{error}");
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_layer_may_answer_by_itself() {
    let cached = function(|_, _| async { Ok(Response::new(ResponseBody::default())) });
    let client = Client::builder("http://localhost")
        .layer(cached)
        .build()
        .unwrap();
    assert_eq!(client.thing("1").await.unwrap().as_bytes(), b"");
}
