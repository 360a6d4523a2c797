//! A call that is dropped while it runs, wherever it waits.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use endpoint::auth::Auth;
use endpoint::{Api, Body, BoxError, Call, Client, Retry, endpoint};
use endpoint_tests::{Arrived, read_request};
use futures_util::{StreamExt, stream};
use http::response::Parts;
use http::{HeaderValue, Request};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::task::yield_now;

use crate::table::{BOTH, Over};

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn things(&self) -> Call<String>;
    #[endpoint(GET, "/moved")]
    fn moved(&self) -> Call<String>;
    #[endpoint(PUT, "/things")]
    fn put(&self, #[body] content: Body) -> Call<String>;
}

impl Things for Client {}

/// Answers piece by piece, so that a call waits at many points; keeps connections.
struct Hesitant {
    url: String,
    arrived: Arc<AtomicUsize>,
    /// Connections that are there.
    open: Arc<AtomicUsize>,
}

/// What is told of `/moved` alternates: that the credential is rejected, then where it has gone to.
fn head(request: &Arrived, number: usize) -> &'static str {
    match request.line() {
        "GET /moved" if number.is_multiple_of(2) => "HTTP/1.1 401 Unauthorized\r\nContent-",
        "GET /moved" => "HTTP/1.1 302 Found\r\nLocation: /things\r\nContent-",
        _ => "HTTP/1.1 200 OK\r\nContent-",
    }
}

impl Hesitant {
    async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (arrived, open) = <(Arc<AtomicUsize>, Arc<AtomicUsize>)>::default();
        let (requests, connections) = (Arc::clone(&arrived), Arc::clone(&open));
        tokio::spawn(async move {
            let moved = Arc::new(AtomicUsize::new(0));
            while let Ok((mut stream, _)) = listener.accept().await {
                let (requests, connections) = (Arc::clone(&requests), Arc::clone(&connections));
                let moved = Arc::clone(&moved);
                connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move {
                    'requests: while let Ok(request) = read_request(&mut stream).await {
                        requests.fetch_add(1, Ordering::SeqCst);
                        let is_moved = request.line() == "GET /moved";
                        let number = moved.fetch_add(usize::from(is_moved), Ordering::SeqCst);
                        let head = head(&request, number);
                        for piece in [head, "Length: 6\r\n\r\n\"d", "on", "e\""] {
                            yield_now().await;
                            if stream.write_all(piece.as_bytes()).await.is_err() {
                                break 'requests;
                            }
                            tokio::time::sleep(Duration::from_millis(1)).await;
                        }
                    }
                    connections.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { url, arrived, open }
    }

    fn arrived(&self) -> usize {
        self.arrived.load(Ordering::SeqCst)
    }

    /// Waits until no connection is left.
    async fn left_alone(&self) {
        for _ in 0..200 {
            if self.open.load(Ordering::SeqCst) == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{} connections are left", self.open.load(Ordering::SeqCst));
    }
}

/// A credential that takes its time, for each request and when it is refreshed.
struct Slow;

impl Auth for Slow {
    async fn apply(&self, request: &mut Request<Body>) -> Result<(), BoxError> {
        yield_now().await;
        let value = HeaderValue::from_static("Slow token");
        request.headers_mut().insert("authorization", value);
        yield_now().await;
        Ok(())
    }

    async fn refresh(&self, _: &Parts) -> Result<bool, BoxError> {
        yield_now().await;
        yield_now().await;
        Ok(true)
    }
}

/// A body that comes in pieces.
fn pieces() -> Body {
    let pieces = stream::iter(0..5).then(|_| async {
        tokio::time::sleep(Duration::from_millis(1)).await;
        Ok::<_, BoxError>(Bytes::from_static(b"piece"))
    });
    Body::sized(25, Body::from_stream(pieces))
}

#[tokio::test]
async fn dropped_at_every_point_nothing_more_is_sent_and_the_client_stays_usable() {
    let ways: [fn(&Client) -> Call<String>; 3] = [
        |client| client.things(),
        // A credential, its refresh, another credential, a hop: a place in flight for each.
        |client| client.moved().auth(Slow),
        |client| client.put(pieces()),
    ];
    for over in BOTH {
        for way in ways {
            drop_at_every_point(over, way).await;
        }
    }
}

async fn drop_at_every_point(over: Over, way: fn(&Client) -> Call<String>) {
    let server = Hesitant::start().await;
    let client = over
        .builder(server.url.clone())
        .retry(Retry::standard().backoff(Duration::ZERO, Duration::ZERO))
        .redirects(1)
        .max_in_flight(1)
        .build()
        .unwrap();
    // Polled once more each time, until a call gets to its end.
    let mut polls = 0;
    loop {
        polls += 1;
        assert!(polls < 2_000, "a call ends");
        let mut call = pin!(way(&client).send());
        let mut ended = false;
        for _ in 0..polls {
            let mut context = Context::from_waker(Waker::noop());
            if let Poll::Ready(result) = Future::poll(call.as_mut(), &mut context) {
                assert_eq!(result.unwrap(), "done");
                ended = true;
                break;
            }
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
        if ended {
            break;
        }
    }
    assert!(polls > 3, "there were points to be dropped at: {polls}");
    tokio::time::sleep(Duration::from_millis(50)).await;
    let before = server.arrived();
    // A call that is rejected and moved is three requests.
    assert!(before <= polls * 3, "none was sent again after its drop");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(server.arrived(), before, "nothing is sent after the drop");
    for _ in 0..5 {
        assert_eq!(way(&client).await.unwrap(), "done");
    }
    drop(client);
    server.left_alone().await;
}
