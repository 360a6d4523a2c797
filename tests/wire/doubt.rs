//! What may have been sent is never called unsent, whoever hides it.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;
use endpoint::testing::PausedClock;
use endpoint::transport::{Inner, NotSent, Reqwest};
use endpoint::{Api, Body, BoxError, Call, Client, ErrorKind, Retry, endpoint};
use endpoint_tests::{Server, answer};
use futures_util::stream;
use http::{Request, Response};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tower::{Service, ServiceExt};

use crate::over;

trait Things: Api {
    #[endpoint(POST, "/things")]
    fn create(&self) -> Call<()>;
    #[endpoint(POST, "/things")]
    fn upload(&self, #[body] content: Body) -> Call<()>;
}

impl Things for Client {}

#[tokio::test]
async fn a_foreign_clients_redirect_to_no_http_url_may_have_been_sent() {
    let headers = ["Location: myapp://done"];
    let server = Server::start(answer("303 See Other", &headers, ""))
        .await
        .unwrap();
    let client = Client::builder(server.url())
        .clock(PausedClock::new())
        .transport(Reqwest::from(reqwest::Client::new()))
        .build()
        .unwrap();
    let error = client.create().await.unwrap_err();
    assert!(error.may_have_been_sent(), "{error}");
    assert_eq!(server.arrived().len(), 1, "{error}");
}

/// A transport whose first request is lost on its way back.
fn losing(arrived: &Arc<AtomicU32>) -> impl Service<
    Request<Body>,
    Response = Response<Body>,
    Error = BoxError,
    Future = std::future::Ready<Result<Response<Body>, BoxError>>,
> + Clone + Send + Sync + use<> {
    let arrived = Arc::clone(arrived);
    tower::service_fn(move |_: Request<Body>| {
        arrived.fetch_add(1, Ordering::SeqCst);
        std::future::ready(Err("reset by peer".into()))
    })
}

#[tokio::test]
async fn a_layers_second_try_that_must_not_leave_hides_no_first_one() {
    let arrived = Arc::new(AtomicU32::new(0));
    // The second request has lost its extensions, so that it goes nowhere.
    let twice = tower::layer::layer_fn(|inner: Inner| {
        tower::service_fn(move |request: Request<Body>| {
            let inner = inner.clone();
            async move {
                let mut again = Request::new(Body::empty());
                *again.uri_mut() = request.uri().clone();
                match inner.clone().oneshot(request).await {
                    Err(_) => inner.oneshot(again).await,
                    answered => answered,
                }
            }
        })
    });
    let client = Client::builder("http://localhost")
        .transport(losing(&arrived))
        .layer(twice)
        .clock(PausedClock::new())
        .build()
        .unwrap();
    let error = client.create().await.unwrap_err();
    assert_eq!(arrived.load(Ordering::SeqCst), 1);
    assert!(error.may_have_been_sent(), "{error}");
    assert_eq!(error.attempts(), 1, "{error}");
}

#[tokio::test]
async fn two_marks_of_unsent_in_a_row_hide_no_first_one() {
    let arrived = Arc::new(AtomicU32::new(0));
    let marking = tower::layer::layer_fn(|inner: Inner| {
        tower::service_fn(move |request: Request<Body>| {
            let inner = inner.clone();
            async move {
                let answered = inner.oneshot(request).await;
                answered.map_err(|error| BoxError::from(NotSent::new(NotSent::new(error))))
            }
        })
    });
    let client = Client::builder("http://localhost")
        .transport(losing(&arrived))
        .layer(marking)
        .clock(PausedClock::new())
        .build()
        .unwrap();
    let error = client.create().await.unwrap_err();
    assert!(error.may_have_been_sent(), "{error}");
    assert_eq!(arrived.load(Ordering::SeqCst), 1, "a POST without a key");
}

#[tokio::test]
async fn an_upload_whose_source_is_not_reached_may_have_been_sent() {
    // Reads whatever comes, and answers nothing.
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let arrived = Arc::new(AtomicU32::new(0));
    let beginnings = Arc::clone(&arrived);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut all = Vec::new();
            // A client that breaks off is what this is about.
            let _ = stream.read_to_end(&mut all).await;
            let began = all.windows(9).any(|bytes| bytes == b"beginning");
            beginnings.fetch_add(u32::from(began), Ordering::SeqCst);
        }
    });
    let nobody = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let source = format!("http://{}", nobody.local_addr().unwrap());
    drop(nobody);
    let made = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&made);
    let content = Body::replayable(move || {
        counter.fetch_add(1, Ordering::SeqCst);
        let source = source.clone();
        let more = async move {
            // The beginning is on its way before the rest is asked for.
            tokio::time::sleep(Duration::from_millis(50)).await;
            reqwest::get(source).await?.bytes().await
        };
        let more = stream::once(Box::pin(more));
        let beginning = stream::iter([Ok(Bytes::from_static(b"beginning"))]);
        Body::from_stream(futures_util::StreamExt::chain(beginning, more))
    });
    let client = over(url).clock(PausedClock::new()).build().unwrap();
    let error = client.upload(content).await.unwrap_err();
    assert!(error.may_have_been_sent(), "{error}");
    assert!(
        error.to_string().contains("the request's body broke off"),
        "{error}"
    );
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(made.load(Ordering::SeqCst), 1, "a POST without a key");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(arrived.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_a_layer_sends_on_its_own_stays_when_the_call_is_over() {
    let arrived = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&arrived);
    let transport = tower::service_fn(move |_: Request<Body>| {
        counter.fetch_add(1, Ordering::SeqCst);
        std::future::ready(Ok::<_, Infallible>(Response::new(Body::empty())))
    });
    let spawning = tower::layer::layer_fn(|inner: Inner| {
        tower::service_fn(move |request: Request<Body>| {
            let inner = inner.clone();
            let sending = tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(100)).await;
                inner.oneshot(request).await
            });
            async move { sending.await? }
        })
    });
    let client = Client::builder("http://localhost")
        .transport(transport)
        .layer(spawning)
        .retry(Retry::never())
        .build()
        .unwrap();
    let call = client.create().timeout(Duration::from_millis(20));
    let error = call.await.unwrap_err();
    assert!(!error.may_have_been_sent(), "{error}");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(arrived.load(Ordering::SeqCst), 0, "it was called unsent");
    client.create().await.unwrap();
    assert_eq!(arrived.load(Ordering::SeqCst), 1);
}
