//! When the time of a call begins, and that it ends.

use std::convert::Infallible;
use std::time::Duration;

use endpoint::{Api, Body, Call, Client, ErrorKind, RawBody, Retry, endpoint};
use endpoint_tests::Server;
use tokio::sync::mpsc;

use crate::over;

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn things(&self) -> Call<RawBody>;
}

impl Things for Client {}

#[tokio::test]
async fn the_time_of_a_call_begins_when_it_is_awaited() {
    let server = Server::json("1").await.unwrap();
    let limit = Duration::from_millis(500);
    let client = over(server.url()).timeout(limit).build().unwrap();
    let waiting = client.things().with_response().send();
    std::thread::sleep(limit + Duration::from_millis(100));
    let response = waiting.await.unwrap();
    assert!(response.elapsed() < limit, "{:?}", response.elapsed());
}

#[tokio::test]
async fn a_limit_holds_though_the_transport_is_never_at_rest() {
    // There is always something in the channel, so that it is only the task's budget that makes it wait.
    let busy = tower::service_fn(|_: http::Request<Body>| async {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let mut left = Some(());
        while let Some(token) = left {
            sender.send(token).unwrap();
            left = receiver.recv().await;
        }
        Ok::<_, Infallible>(http::Response::new(Body::empty()))
    });
    let client = Client::builder("https://api.example.com")
        .transport(busy)
        .retry(Retry::never())
        .attempt_timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let ended = tokio::time::timeout(
        Duration::from_secs(20),
        tokio::spawn(client.things().send()),
    );
    let error = ended.await.unwrap().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}
