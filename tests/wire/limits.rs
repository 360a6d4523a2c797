//! How large an answer may be, and how long an upload may take.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use endpoint::{Api, Body, BoxError, Call, Client, ErrorKind, RawBody, Retry, endpoint};
use endpoint_tests::{Server, answer};
use http_body::Frame;
use http_body_util::BodyExt;
use tokio::time::{Sleep, sleep};

use crate::over;

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn things(&self) -> Call<RawBody>;
}

impl Things for Client {}

#[tokio::test]
async fn a_body_at_the_limit_passes_and_one_byte_more_does_not() {
    let server = Server::json(&"x".repeat(1000)).await.unwrap();
    let client = |limit| {
        over(server.url())
            .max_response_bytes(limit)
            .build()
            .unwrap()
    };
    let body = client(1000).things().await.unwrap();
    assert_eq!(body.as_bytes().len(), 1000);
    let error = client(999).things().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(error.may_have_been_sent());
    assert_eq!(error.raw_body().unwrap().len(), 999);
    assert!(
        error.to_string().contains("longer than 999 bytes"),
        "{error}"
    );
}

#[tokio::test]
async fn an_error_body_is_cut_at_64_kib() {
    let text = answer("500 Internal Server Error", &[], &"x".repeat(100_000));
    let server = Server::start(text).await.unwrap();
    let client = over(server.url())
        .retry(Retry::never())
        .build()
        .unwrap();
    let error = client.things().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.raw_body().unwrap().len(), 64 * 1024);
}

trait Uploads: Api {
    #[endpoint(PUT, "/upload")]
    fn upload(&self, #[body] content: Body) -> Call<u32>;
}

impl Uploads for Client {}

/// Pieces that come one a second, and then silence for as long as `silence`.
struct Slow {
    pieces: u32,
    silence: Duration,
    pause: Pin<Box<Sleep>>,
}

impl Slow {
    fn body(pieces: u32, silence: Duration) -> Body {
        let pause = Box::pin(sleep(Duration::from_secs(1)));
        Body::stream(Slow {
            pieces,
            silence,
            pause,
        })
    }
}

impl http_body::Body for Slow {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        ready!(self.pause.as_mut().poll(cx));
        let Some(left) = self.pieces.checked_sub(1) else {
            return Poll::Ready(None);
        };
        self.pieces = left;
        self.pause = Box::pin(sleep(match left {
            0 => self.silence,
            _ => Duration::from_secs(1),
        }));
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"piece")))))
    }
}

/// Answers once the body has arrived.
async fn receive(request: http::Request<Body>) -> Result<http::Response<String>, BoxError> {
    let content = request.into_body().collect().await?.to_bytes();
    let length = content.len().to_string();
    Ok(http::Response::new(length))
}

#[tokio::test(start_paused = true)]
async fn an_upload_may_take_longer_than_an_attempt_while_it_moves() {
    let client = Client::builder("http://localhost")
        .transport(tower::service_fn(receive))
        .attempt_timeout(Duration::from_secs(10))
        .retry(Retry::never())
        .build()
        .unwrap();
    let received = client.upload(Slow::body(60, Duration::ZERO)).await;
    assert_eq!(received.unwrap(), 300);
    let stuck = client.upload(Slow::body(60, Duration::from_secs(21))).await;
    let stuck = stuck.unwrap_err();
    assert_eq!(stuck.kind(), ErrorKind::Timeout);
    assert!(stuck.may_have_been_sent() && stuck.is_timeout());
    let limited = client.upload(Slow::body(60, Duration::ZERO));
    let late = limited.timeout(Duration::from_secs(15)).await.unwrap_err();
    assert_eq!(late.kind(), ErrorKind::Timeout);
    assert_eq!(late.elapsed().as_secs(), 15);
}
