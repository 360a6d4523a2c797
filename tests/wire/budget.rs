//! How many retries a client makes of all its calls together.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use endpoint::auth::Bearer;
use endpoint::retry::Budget;
use endpoint::testing::PausedClock;
use endpoint::{Api, Body, Call, Client, ClientBuilder, Retry, endpoint};
use http::{Request, Response, StatusCode};

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn read(&self) -> Call<()>;
}

impl Things for Client {}

/// Settings of a client of a server in trouble, and how many requests that server has had.
fn in_trouble() -> (ClientBuilder, Arc<AtomicU32>) {
    let attempts = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&attempts);
    let transport = tower::service_fn(move |_: Request<Body>| {
        counter.fetch_add(1, Ordering::SeqCst);
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
        std::future::ready(Ok::<_, Infallible>(response))
    });
    let builder = Client::builder("http://localhost")
        .transport(transport)
        .clock(PausedClock::new().jitter(0.0));
    (builder, attempts)
}

#[tokio::test]
async fn the_budget_ends_a_retry_storm() {
    let (builder, attempts) = in_trouble();
    let client = builder.build().unwrap();
    let calls = 1000;
    let mut last = String::new();
    for _ in 0..calls {
        last = client.read().await.unwrap_err().to_string();
    }
    assert!(
        last.contains("not retried: the client's retry budget is used up"),
        "{last}"
    );
    // 100 at once and one for five calls; without a budget there would be 2,000.
    assert_eq!(attempts.load(Ordering::SeqCst) - calls, 300);
}

#[tokio::test]
async fn copies_of_a_client_share_its_budget_and_other_clients_do_not() {
    let tight = Budget::standard().ratio(0.1).min_per_second(0);
    let (builder, attempts) = in_trouble();
    let client = builder.retry_budget(tight).build().unwrap();
    let copies = [
        client.clone(),
        client.with_header("X-Tenant", "2").unwrap(),
        client.with_auth(Bearer::new("t")).unwrap(),
        client.with_deadline(Instant::now() + Duration::from_secs(60)),
    ];
    for number in 0..100 {
        // A policy of the call's own draws from the same budget.
        let call = copies[number % 4].read().retry(Retry::standard());
        call.await.unwrap_err();
    }
    assert_eq!(attempts.load(Ordering::SeqCst), 110);
    let (builder, attempts) = in_trouble();
    let other = builder.retry_budget(tight).build().unwrap();
    for _ in 0..10 {
        other.read().await.unwrap_err();
    }
    assert_eq!(attempts.load(Ordering::SeqCst), 11);
}

#[tokio::test]
async fn a_budget_fills_up_by_the_clients_clock() {
    let (builder, attempts) = in_trouble();
    let pause = Duration::from_secs(20);
    let client = builder
        .clock(PausedClock::new().jitter(0.5))
        .retry(Retry::standard().backoff(pause, pause))
        .retry_budget(Budget::standard().ratio(0.0).min_per_second(1))
        .build()
        .unwrap();
    // Each pause is as long as the window: the ten retries of it are there again.
    for _ in 0..20 {
        client.read().await.unwrap_err();
    }
    assert_eq!(attempts.load(Ordering::SeqCst), 60);
}
