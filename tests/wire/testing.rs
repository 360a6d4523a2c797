//! The testing kit as its users meet it.

use std::time::Duration;

use endpoint::testing::{Faults, PausedClock, Recorder, Reply, errors};
use endpoint::{Api, Body, Call, Client, ErrorKind, Retry, endpoint};
use http::{Request, Response, StatusCode};
use tower::Layer;

trait Persons: Api {
    #[endpoint(GET, "/v1/persons/<person>")]
    fn person(&self, person: &str) -> Call<String>;
    #[endpoint(POST, "/v1/persons")]
    fn create_person(&self, #[form] fields: &[(&str, &str)]) -> Call<String>;
}

impl Persons for Client {}

#[tokio::test]
async fn a_recorder_answers_by_endpoint_or_in_order() {
    let recorder = Recorder::new()
        .on("person", Reply::json("first"))
        .on("person", Reply::json("again"))
        .then(
            Reply::status(StatusCode::CREATED)
                .with_json("created")
                .header("request-id", "r"),
        );
    let client = recorder.settings().build().unwrap();
    assert_eq!(client.person("1").await.unwrap(), "first");
    let created = client
        .create_person(&[("a", "b c")])
        .with_response()
        .await
        .unwrap();
    assert_eq!(created.request_id(), Some("r"));
    assert_eq!(created.value(), "created");
    for _ in 0..2 {
        assert_eq!(client.person("2").await.unwrap(), "again");
    }
    recorder.assert_sent(&[
        "GET /v1/persons/1",
        "POST /v1/persons a=b%20c",
        "GET /v1/persons/2",
        "GET /v1/persons/2",
    ]);
    recorder.assert_finished();
    assert_eq!(
        recorder.requests()[1].endpoint.unwrap().name(),
        "create_person"
    );
}

#[tokio::test]
async fn what_nobody_expected_fails_by_name() {
    let recorder = Recorder::new().on("POST /v1/persons", Reply::json("x"));
    let client = recorder.settings().build().unwrap();
    client.create_person(&[]).await.unwrap();
    let error = client.person("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    assert!(!error.may_have_been_sent());
    let text = error.to_string();
    assert_eq!(
        text,
        "GET /v1/persons/{person}: the recorder has no reply for `person`: \
         its script knows `POST /v1/persons` (not sent)"
    );
    let empty = Recorder::new().settings().build().unwrap();
    let text = empty.person("1").await.unwrap_err().to_string();
    assert!(text.contains("its script is used up"), "{text}");
}

#[tokio::test]
async fn a_difference_is_shown_as_curl_commands() {
    let recorder = Recorder::new().then(Reply::json("x"));
    let client = recorder
        .settings()
        .auth(endpoint::auth::Bearer::new("s3cret"))
        .build()
        .unwrap();
    client.person("1").await.unwrap();
    let shown = std::panic::catch_unwind(|| recorder.assert_sent(&["GET /v1/persons/2"]));
    let shown = *shown.unwrap_err().downcast::<String>().unwrap();
    assert!(shown.contains("expected: GET /v1/persons/2\n      sent: curl -X GET 'https://recorder.test/v1/persons/1'"), "{shown}");
    assert!(!shown.contains("s3cret"), "{shown}");
    let unfinished = Recorder::new().then(Reply::lost());
    assert!(std::panic::catch_unwind(|| unfinished.assert_finished()).is_err());
}

#[tokio::test]
async fn replies_may_be_failures() {
    let clock = PausedClock::new();
    let recorder = Recorder::new()
        .then(Reply::lost())
        .then(Reply::not_sent())
        .then(Reply::json("third time"));
    let client = recorder.settings().clock(clock.clone()).build().unwrap();
    assert_eq!(client.person("1").await.unwrap(), "third time");
    assert_eq!(
        clock.pauses(),
        [Duration::from_millis(250), Duration::from_millis(500)]
    );
    let recorder = Recorder::new().then(Reply::silence());
    let client = recorder.settings().retry(Retry::never()).build().unwrap();
    let error = client
        .person("1")
        .timeout(Duration::from_millis(20))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[test]
fn there_is_an_error_of_each_kind() {
    let all = [
        (errors::argument(), ErrorKind::Argument, false),
        (errors::auth(), ErrorKind::Auth, false),
        (errors::connect(), ErrorKind::Connect, false),
        (errors::transport(), ErrorKind::Transport, true),
        (errors::timeout(), ErrorKind::Timeout, true),
        (
            errors::status(StatusCode::GONE, "gone".to_owned()),
            ErrorKind::Status,
            true,
        ),
        (
            errors::foreign_status(StatusCode::BAD_GATEWAY, "<html>"),
            ErrorKind::Status,
            true,
        ),
        (errors::decode("x"), ErrorKind::Decode, true),
        (errors::limit(), ErrorKind::Limit, true),
        (errors::page(), ErrorKind::Page, true),
        (errors::unexpected(), ErrorKind::Unexpected, false),
    ];
    for (error, kind, sent) in all {
        let error: endpoint::Error<String> = error;
        assert_eq!(error.kind(), kind);
        assert_eq!(error.may_have_been_sent(), sent, "{error}");
        assert_eq!(error.is_timeout(), kind == ErrorKind::Timeout);
        assert!(!error.to_string().is_empty());
    }
}

/// What becomes of calls when every request meets the fault.
async fn under(faults: Faults) -> endpoint::Error {
    let server = tower::service_fn(|_: Request<Body>| async {
        Ok::<_, std::convert::Infallible>(Response::new(Body::from("\"fine\"")))
    });
    let client = Client::builder("https://api.test")
        .transport(faults.layer(server))
        .attempt_timeout(Duration::from_millis(20))
        .retry(Retry::never())
        .build()
        .unwrap();
    client.person("1").await.unwrap_err()
}

#[tokio::test]
async fn each_fault_is_met_as_what_it_is() {
    let seeded = || Faults::seeded(7);
    let dropped = under(seeded().drop_before(1.0)).await;
    assert_eq!(dropped.kind(), ErrorKind::Connect);
    assert!(!dropped.may_have_been_sent());
    for (faults, kind) in [
        (seeded().drop_after(1.0), ErrorKind::Transport),
        (seeded().stall(1.0), ErrorKind::Timeout),
        (seeded().truncate(1.0), ErrorKind::Transport),
        (seeded().garbage(1.0), ErrorKind::Decode),
        (
            seeded().status(1.0, StatusCode::CONFLICT),
            ErrorKind::Status,
        ),
        (
            seeded().delay(1.0, Duration::from_secs(60)),
            ErrorKind::Timeout,
        ),
    ] {
        let error = under(faults.clone()).await;
        assert_eq!(error.kind(), kind, "{faults:?}: {error}");
        assert!(error.may_have_been_sent());
    }
}

#[tokio::test]
async fn the_same_seed_strikes_the_same_requests() {
    let run = async |seed| {
        let server = tower::service_fn(|_: Request<Body>| async {
            Ok::<_, std::convert::Infallible>(Response::new(Body::from("\"fine\"")))
        });
        let client = Client::builder("https://api.test")
            .transport(
                Faults::seeded(seed)
                    .drop_before(0.2)
                    .drop_after(0.2)
                    .layer(server),
            )
            .retry(Retry::never())
            .build()
            .unwrap();
        let mut outcomes = String::new();
        for _ in 0..200 {
            outcomes.push(
                match client.person("1").await.map_err(|error| error.kind()) {
                    Ok(_) => '.',
                    Err(ErrorKind::Connect) => 'b',
                    Err(_) => 'a',
                },
            );
        }
        outcomes
    };
    let first = run(1).await;
    assert_eq!(first, run(1).await);
    assert_ne!(first, run(2).await);
    for outcome in ['.', 'a', 'b'] {
        assert!(first.matches(outcome).count() > 20, "{first}");
    }
}

#[tokio::test]
async fn a_recorder_stands_in_for_the_network_of_a_programs_own_settings() {
    let settings = Client::builder("https://api.example/base")
        .header("X-Team", "7")
        .connect_timeout(Duration::from_secs(1))
        .reqwest(reqwest::Client::builder());
    let recorder = Recorder::new().on("person", Reply::json("first"));
    let client = recorder.stand_in(settings).build().unwrap();
    client.person("1").await.unwrap();
    recorder.assert_sent(&["GET /base/v1/persons/1"]);
    assert_eq!(recorder.requests()[0].head.headers["x-team"], "7");
}
