//! A call that is dropped while it runs.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use endpoint::{Api, Call, Client, Retry, endpoint};
use endpoint_tests::read_request;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::table::{BOTH, Over};

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn things(&self) -> Call<String>;
}

impl Things for Client {}

/// Answers piece by piece, so that a call waits at many points; keeps connections.
async fn hesitant() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let arrived = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&arrived);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let counter = Arc::clone(&counter);
            tokio::spawn(async move {
                while read_request(&mut stream).await.is_ok() {
                    counter.fetch_add(1, Ordering::SeqCst);
                    for piece in [
                        "HTTP/1.1 200 OK\r\nContent-",
                        "Length: 6\r\n\r\n\"d",
                        "on",
                        "e\"",
                    ] {
                        tokio::task::yield_now().await;
                        if stream.write_all(piece.as_bytes()).await.is_err() {
                            return;
                        }
                        tokio::time::sleep(Duration::from_millis(1)).await;
                    }
                }
            });
        }
    });
    (url, arrived)
}

#[tokio::test]
async fn dropped_at_every_point_nothing_more_is_sent_and_the_client_stays_usable() {
    for over in BOTH {
        drop_at_every_point(over).await;
    }
}

async fn drop_at_every_point(over: Over) {
    let (url, arrived) = hesitant().await;
    let client = over
        .builder(url)
        .retry(Retry::standard().backoff(Duration::ZERO, Duration::ZERO))
        .build()
        .unwrap();
    // Polled once more each time, until a call gets to its end.
    let mut polls = 0;
    loop {
        polls += 1;
        assert!(polls < 2_000, "a call ends");
        let mut call = pin!(client.things().send());
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
    let before = arrived.load(Ordering::SeqCst);
    assert!(before <= polls, "each dropped call was sent at most once");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(
        arrived.load(Ordering::SeqCst),
        before,
        "nothing is sent after the drop"
    );
    for _ in 0..5 {
        assert_eq!(client.things().await.unwrap(), "done");
    }
}
