//! A connection that the server closes between two calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use endpoint::testing::PausedClock;
use endpoint::{Api, Call, Client, endpoint};
use endpoint_tests::read_request;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::table::BOTH;

trait Things: Api {
    #[endpoint(POST, "/things")]
    fn create(&self) -> Call<()>;
}

impl Things for Client {}

/// Answers each connection's first request as if it kept the connection, and closes it.
async fn fickle() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let arrived = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&arrived);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            if read_request(&mut stream).await.is_ok() {
                counter.fetch_add(1, Ordering::SeqCst);
                let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull";
                stream.write_all(answer).await.unwrap();
            }
        }
    });
    (url, arrived)
}

#[tokio::test]
async fn a_post_with_a_key_survives_and_takes_effect_once() {
    for over in BOTH {
        let (url, arrived) = fickle().await;
        let client = over
            .builder(url)
            .idempotency_header("Idempotency-Key")
            .clock(PausedClock::new())
            .build()
            .unwrap();
        for number in 1..=30 {
            client.create().await.unwrap();
            assert_eq!(arrived.load(Ordering::SeqCst), number, "{over:?}");
        }
    }
}

#[tokio::test]
async fn without_a_key_an_error_is_honest_about_what_arrived() {
    for over in BOTH {
        let (url, arrived) = fickle().await;
        let client = over.builder(url).clock(PausedClock::new()).build().unwrap();
        let (mut succeeded, mut maybe) = (0, 0);
        for _ in 0..30 {
            match client.create().await {
                Ok(()) => succeeded += 1,
                Err(error) if error.may_have_been_sent() => maybe += 1,
                Err(_) => {}
            }
        }
        let arrived = arrived.load(Ordering::SeqCst);
        assert!(
            succeeded <= arrived && arrived <= succeeded + maybe,
            "{over:?} {succeeded} {maybe} {arrived}"
        );
        assert!(succeeded > 0);
    }
}
