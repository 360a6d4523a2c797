//! What is sent again, what is not, and what the server saw of it.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime};

use endpoint::retry::{Clock, TokioClock};
use endpoint::testing::PausedClock;
use endpoint::{Api, Body, Call, Client, ClientBuilder, ErrorKind, RawBody, Retry, endpoint};
use endpoint_tests::{Server, answer};
use http::response::Parts;
use http::{Request, Response, StatusCode};

use crate::over;

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn read(&self) -> Call<()>;
    #[endpoint(DELETE, "/things/<id>")]
    fn delete(&self, id: &str) -> Call<()>;
    #[endpoint(POST, "/things")]
    fn create(&self, #[form] fields: &[(&str, &str)]) -> Call<()>;
    #[endpoint(PATCH, "/things")]
    fn change(&self) -> Call<()>;
    #[endpoint(POST, "/search", idempotent = true)]
    fn search(&self) -> Call<()>;
    #[endpoint(GET, "/next", idempotent = false)]
    fn take_next(&self) -> Call<()>;
    #[endpoint(PUT, "/things/<id>")]
    fn upload(&self, id: &str, #[body] content: Body) -> Call<()>;
}

impl Things for Client {}

/// Where the clock begins: Sun, 06 Nov 1994 08:49:37 GMT.
const BEGINNING: Duration = Duration::from_secs(784_111_777);

/// The connection is closed without an answer.
const LOST: &str = "";

fn status(line: &str) -> String {
    answer(line, &[], "")
}

async fn client(answers: &[String]) -> (Server, ClientBuilder, PausedClock) {
    let server = Server::script(answers.iter().map(String::as_str))
        .await
        .unwrap();
    let clock = PausedClock::new().at(SystemTime::UNIX_EPOCH + BEGINNING);
    let builder = over(server.url())
        .clock(clock.clone())
        .idempotency_header("Idempotency-Key");
    (server, builder, clock)
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again() {
    let answers = [
        LOST.to_owned(),
        status("503 Service Unavailable"),
        status("200 OK"),
    ];
    let (server, builder, clock) = client(&answers).await;
    let response = builder
        .build()
        .unwrap()
        .read()
        .with_response()
        .await
        .unwrap();
    assert_eq!(response.attempts(), 3);
    assert_eq!(server.arrived().len(), 3);
    let pauses = [Duration::from_millis(250), Duration::from_millis(500)];
    assert_eq!(clock.pauses(), pauses);
    assert!(response.elapsed() >= Duration::from_millis(750));
}

#[tokio::test]
async fn two_retries_and_no_more() {
    let (server, builder, _) = client(&[status("500 Internal Server Error")]).await;
    let error = builder.build().unwrap().read().await.unwrap_err();
    assert_eq!(error.attempts(), 3);
    assert_eq!(server.arrived().len(), 3);
    assert_eq!(
        error.to_string(),
        "GET /things: 500 Internal Server Error without a body (3 attempts)"
    );
}

#[tokio::test]
async fn one_key_per_call_is_kept_over_its_attempts() {
    let (server, builder, _) = client(&[LOST.to_owned(), status("200 OK")]).await;
    let client = builder.build().unwrap();
    client.create(&[("a", "b")]).await.unwrap();
    client.change().await.unwrap();
    let arrived = server.arrived();
    let keys: Vec<_> = arrived
        .iter()
        .map(|request| request.header("idempotency-key"))
        .collect();
    assert!(keys[0].is_some_and(|key| key.len() == 36), "{keys:?}");
    assert_eq!(keys[0], keys[1]);
    assert!(keys[2].is_some() && keys[2] != keys[1]);
    assert_eq!(
        arrived[0], arrived[1],
        "the attempts are the same, byte for byte"
    );
}

#[tokio::test]
async fn the_users_key_wins_and_is_in_the_error() {
    let (server, builder, _) = client(&[status("402 Payment Required")]).await;
    let call = builder
        .build()
        .unwrap()
        .create(&[])
        .idempotency_key("order-7");
    assert!(
        call.to_curl().contains("-H 'idempotency-key: order-7'"),
        "{}",
        call.to_curl()
    );
    let error = call.await.unwrap_err();
    assert_eq!(error.idempotency_key(), Some("order-7"));
    assert_eq!(
        server.arrived()[0].header("idempotency-key"),
        Some("order-7")
    );
}

#[tokio::test]
async fn the_key_that_is_shown_is_the_key_that_is_sent() {
    let (server, builder, _) = client(&[status("200 OK")]).await;
    let call = builder.build().unwrap().create(&[]);
    let command = call.to_curl();
    call.await.unwrap();
    let sent = server.arrived()[0]
        .header("idempotency-key")
        .unwrap()
        .to_owned();
    assert!(command.contains(&sent), "{command}");
}

#[tokio::test]
async fn safe_methods_carry_no_key() {
    let (server, builder, _) = client(&[status("200 OK")]).await;
    let client = builder.build().unwrap();
    client.read().await.unwrap();
    client.delete("1").await.unwrap();
    for arrived in server.arrived() {
        assert_eq!(arrived.header("idempotency-key"), None);
    }
}

#[tokio::test]
async fn without_a_header_for_it_a_key_is_an_error_and_a_post_is_sent_once() {
    let server = Server::start(LOST).await.unwrap();
    let client = over(server.url()).build().unwrap();
    let error = client.create(&[]).idempotency_key("k").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(
        error.to_string().contains("`idempotency_header`"),
        "{error}"
    );
    assert!(server.arrived().is_empty());
    let error = client.create(&[]).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(error.may_have_been_sent());
    assert_eq!(server.arrived().len(), 1);
}

#[tokio::test]
async fn the_declaration_allows_or_forbids() {
    let server = Server::start(LOST).await.unwrap();
    let client = over(server.url())
        .clock(PausedClock::new().jitter(0.0))
        .build()
        .unwrap();
    assert_eq!(client.search().await.unwrap_err().attempts(), 3);
    assert_eq!(client.take_next().await.unwrap_err().attempts(), 1);
    assert_eq!(server.arrived().len(), 4);
}

#[tokio::test]
async fn a_connection_that_was_refused_may_be_tried_again_whatever_the_method() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = over(url)
        .clock(PausedClock::new().jitter(0.0))
        .build()
        .unwrap();
    for call in [client.create(&[]), client.take_next()] {
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect);
        assert_eq!(error.attempts(), 3);
        assert!(!error.may_have_been_sent());
    }
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let (server, builder, _) = client(&[status("503 Service Unavailable")]).await;
    let client = builder.build().unwrap();
    let content = http_body_util::Full::new(bytes::Bytes::from_static(b"abc"));
    let error = client.upload("1", Body::stream(content)).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert_eq!(server.arrived().len(), 1);
    let error = client.upload("1", Body::from("abc")).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
    assert_eq!(server.arrived()[3].body, "abc");
}

/// A rate limit that is told by a 403 and a header with seconds since 1970.
fn limited_until(reset: &str) -> String {
    let reset = format!("X-RateLimit-Reset: {reset}");
    answer("403 Forbidden", &["X-RateLimit-Remaining: 0", &reset], "")
}

fn until_reset(head: &Parts, now: SystemTime) -> Option<Duration> {
    let reset = head.headers.get("x-ratelimit-reset")?.to_str().ok()?;
    let now = now.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(Duration::from_secs(reset.parse().ok()?).saturating_sub(now))
}

#[tokio::test]
async fn a_limit_told_otherwise_is_waited_for_as_retry_after_is() {
    let retry = Retry::standard()
        .when(|head| head.status == StatusCode::FORBIDDEN)
        .retry_after(until_reset);
    let reset = BEGINNING.as_secs() + 30;
    let answers = [limited_until(&reset.to_string()), status("200 OK")];
    let (server, builder, clock) = client(&answers).await;
    let limited = builder.retry(retry.clone()).build().unwrap();
    limited.read().await.unwrap();
    assert_eq!(server.arrived().len(), 2);
    let pauses = clock.pauses();
    assert!(
        pauses[0] > Duration::from_secs(28) && pauses[0] <= Duration::from_secs(30),
        "{pauses:?}"
    );

    for (reset, least) in [
        ((reset + 70).to_string(), 98),
        (u64::MAX.to_string(), u64::MAX / 2),
    ] {
        let (server, builder, clock) = client(&[limited_until(&reset)]).await;
        let error = builder
            .retry(retry.clone())
            .build()
            .unwrap()
            .read()
            .await
            .unwrap_err();
        assert!(error.retry_after() > Some(Duration::from_secs(least)));
        assert_eq!((error.attempts(), server.arrived().len()), (1, 1));
        assert!(clock.pauses().is_empty());
    }

    // Both are told: the longer one holds.
    let both = answer(
        "429 Too Many Requests",
        &["Retry-After: 9", "X-RateLimit-Reset: 1"],
        "",
    );
    let (_server, builder, clock) = client(&[both, status("200 OK")]).await;
    builder.retry(retry).build().unwrap().read().await.unwrap();
    assert_eq!(clock.pauses(), [Duration::from_secs(9)]);
}

#[tokio::test]
async fn retry_after_is_waited_for_up_to_a_minute() {
    let asked = |value: &str| {
        answer(
            "429 Too Many Requests",
            &[&format!("Retry-After: {value}")],
            "",
        )
    };
    let answers = [
        asked("7"),
        asked("Sun, 06 Nov 1994 08:49:50 GMT"),
        status("200 OK"),
    ];
    let (_server, builder, clock) = client(&answers).await;
    builder.build().unwrap().read().await.unwrap();
    // The date is 13 s after the clock's beginning, of which 7 have passed.
    let pauses = clock.pauses();
    assert_eq!(pauses[0], Duration::from_secs(7));
    assert!(
        pauses[1] > Duration::from_secs(5) && pauses[1] <= Duration::from_secs(6),
        "{pauses:?}"
    );

    let (server, builder, clock) = client(&[asked("61")]).await;
    let error = builder.build().unwrap().read().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
    assert_eq!(error.attempts(), 1);
    assert_eq!(server.arrived().len(), 1);
    assert!(clock.pauses().is_empty());
}

#[tokio::test]
async fn a_pause_that_outlasts_the_call_fails_it_at_once() {
    let slow = answer("503 Service Unavailable", &["Retry-After: 10"], "");
    let (server, builder, clock) = client(&[slow]).await;
    let client = builder.build().unwrap();
    let error = client
        .read()
        .timeout(Duration::from_secs(10))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    let error = client
        .read()
        .deadline(Instant::now() + Duration::from_secs(5))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(server.arrived().len(), 2);
    assert!(clock.pauses().is_empty());
}

#[tokio::test]
async fn the_server_may_veto_or_demand() {
    let says = |line: &str, word: &str| answer(line, &[&format!("X-Should-Retry: {word}")], "");
    let answers = [
        says("400 Bad Request", "true"),
        says("500 Internal Server Error", "false"),
    ];
    let (server, builder, _) = client(&answers).await;
    let client = builder
        .retry(Retry::standard().server_header("X-Should-Retry"))
        .build()
        .unwrap();
    let error = client.read().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
    assert_eq!(server.arrived().len(), 2);
}

#[tokio::test]
async fn a_call_may_have_a_policy_of_its_own() {
    let (server, builder, _) = client(&[status("503 Service Unavailable")]).await;
    let client = builder.build().unwrap();
    client.read().retry(Retry::never()).await.unwrap_err();
    assert_eq!(server.arrived().len(), 1);
    client
        .read()
        .retry(Retry::standard().max_retries(4))
        .await
        .unwrap_err();
    assert_eq!(server.arrived().len(), 6);
}

#[tokio::test]
async fn gone_after_a_lost_delete_says_what_may_have_happened() {
    let (server, builder, _) = client(&[LOST.to_owned(), status("404 Not Found")]).await;
    let error = builder.build().unwrap().delete("1").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert!(error.may_have_been_sent());
    assert_eq!(
        error.to_string(),
        "DELETE /things/{id}: 404 Not Found without a body; an earlier attempt may have succeeded (2 attempts)"
    );
    assert_eq!(server.arrived().len(), 2);
}

#[tokio::test]
async fn a_body_cut_off_is_asked_for_again_and_one_of_another_shape_is_not() {
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nnul".to_owned();
    let (server, builder, _) = client(&[cut, answer("200 OK", &[], "[]")]).await;
    let error = builder.build().unwrap().read().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(server.arrived().len(), 2);
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_followed_by_another() {
    let slow = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&slow);
    let transport = tower::service_fn(move |_: Request<Body>| {
        let first = counter.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            if first {
                std::future::pending::<()>().await;
            }
            Ok::<_, Infallible>(Response::new(Body::empty()))
        }
    });
    let client = Client::builder("http://localhost")
        .transport(transport)
        .attempt_timeout(Duration::from_millis(20))
        .clock(PausedClock::new().jitter(0.0))
        .build()
        .unwrap();
    let response = client.read().with_response().await.unwrap();
    assert_eq!(response.attempts(), 2);
}

#[tokio::test]
async fn a_409_is_repeated_where_a_key_was_sent() {
    let (server, builder, _) = client(&[status("409 Conflict"), status("200 OK")]).await;
    builder.build().unwrap().create(&[]).await.unwrap();
    assert_eq!(server.arrived().len(), 2);
    let server = Server::start(status("409 Conflict")).await.unwrap();
    let client = over(server.url()).build().unwrap();
    client.read().await.unwrap_err();
    assert_eq!(server.arrived().len(), 1);
}

/// A real clock by which each pause has its full length.
struct EvenPauses;

impl Clock for EvenPauses {
    fn now(&self) -> Instant {
        TokioClock.now()
    }
    fn wall(&self) -> SystemTime {
        TokioClock.wall()
    }
    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        TokioClock.sleep(pause)
    }
    fn random(&self) -> f64 {
        1.0
    }
}

#[tokio::test]
async fn a_dropped_call_sends_nothing_more() {
    const PAUSE: Duration = Duration::from_millis(300);
    let server = Server::start(status("503 Service Unavailable"))
        .await
        .unwrap();
    let client = over(server.url())
        .retry(Retry::standard().backoff(PAUSE, PAUSE).max_retries(9))
        .clock(EvenPauses)
        .build()
        .unwrap();
    let call = tokio::time::timeout(PAUSE / 2, client.read().send());
    assert!(call.await.is_err(), "it is pausing");
    assert_eq!(server.arrived().len(), 1);
    tokio::time::sleep(PAUSE * 3).await;
    assert_eq!(server.arrived().len(), 1);
}

#[tokio::test]
async fn what_a_gateway_had_no_answer_to_may_have_succeeded() {
    for lost in ["502 Bad Gateway", "504 Gateway Timeout"] {
        let (_server, builder, _) = client(&[status(lost), status("404 Not Found")]).await;
        let error = builder.build().unwrap().delete("1").await.unwrap_err();
        let text = error.to_string();
        assert!(text.contains("; an earlier attempt may have succeeded (2 attempts)"), "{text}");
    }
    let (_server, builder, _) =
        client(&[status("503 Service Unavailable"), status("404 Not Found")]).await;
    let error = builder.build().unwrap().delete("1").await.unwrap_err();
    assert!(!error.to_string().contains("earlier"), "{error}");
}

#[tokio::test]
async fn a_raw_error_body_type_needs_no_declaration() {
    let (_server, builder, _) = client(&[answer("400 Bad Request", &[], "no")]).await;
    let error: endpoint::Error<RawBody> = builder.build().unwrap().read().await.unwrap_err();
    assert_eq!(error.api().unwrap().as_bytes(), b"no");
}
