//! Copies of a client with a header, a credential or a limit of their own.

use std::time::{Duration, Instant};

use endpoint::auth::Bearer;
use endpoint::testing::PausedClock;
use endpoint::{Api, Call, Client, Endpoint, ErrorKind, TimeoutHeader, endpoint};
use endpoint_tests::{Server, answer};
use serde::Serialize;

use crate::over;

trait Things: Api {
    #[endpoint(GET, "/things?<limit>")]
    fn things(&self, limit: Option<u8>) -> Call<()>;
}

impl Things for Client {}

#[tokio::test]
async fn a_scope_changes_its_copy_only() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url())
        .header("X-Account", "0")
        .build()
        .unwrap();
    let scoped = client.with_header("X-Account", "1").unwrap();
    let authorized = scoped.with_auth(Bearer::new("t")).unwrap();
    for client in [&client, &scoped, &authorized] {
        client.things(None).await.unwrap();
    }
    let arrived = server.arrived();
    let headers = |name| {
        arrived
            .iter()
            .map(|request| request.header(name))
            .collect::<Vec<_>>()
    };
    assert_eq!(headers("x-account"), [Some("0"), Some("1"), Some("1")]);
    assert_eq!(headers("authorization"), [None, None, Some("Bearer t")]);
}

#[test]
fn what_a_scope_may_not_set_is_an_error() {
    let client = Client::builder("http://a.example").build().unwrap();
    let refused = client.with_header("Authorization", "s3cret").unwrap_err();
    assert!(refused.to_string().contains("`auth`"), "{refused}");
    let refused = client.with_auth(Bearer::new("t")).unwrap_err();
    assert!(refused.to_string().contains("unencrypted"), "{refused}");
}

#[tokio::test]
async fn a_deadline_that_has_passed_sends_nothing() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let late = client.with_deadline(Instant::now());
    let error = late.things(None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(!error.may_have_been_sent());
    assert!(server.arrived().is_empty());
    let patient = client.with_timeout(Duration::from_secs(5));
    patient.things(None).await.unwrap();
}

#[tokio::test]
async fn no_later_deadline_outlives_an_earlier_one() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let (past, far) = (Instant::now(), Instant::now() + Duration::from_secs(60));
    let late = client.with_deadline(past);
    for call in [
        late.with_deadline(far).things(None),
        client.with_deadline(far).with_deadline(past).things(None),
        late.things(None).deadline(far),
        client.things(None).deadline(past).deadline(far),
        client.with_deadline(far).things(None).deadline(past),
    ] {
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(!error.may_have_been_sent());
    }
    assert!(server.arrived().is_empty());
    client
        .with_deadline(far)
        .things(None)
        .deadline(far)
        .await
        .unwrap();
}

#[tokio::test]
async fn each_attempt_says_how_long_it_is_waited_for() {
    const TIMEOUT: TimeoutHeader = TimeoutHeader::seconds("Request-Timeout");
    let busy = answer("503 Service Unavailable", &[], "");
    let answers = [busy, answer("200 OK", &[], "null")];
    let server = Server::script(answers).await.unwrap();
    // Between the two attempts half a second passes.
    let clock = PausedClock::new().jitter(0.999);
    let client = over(server.url())
        .clock(clock)
        .timeout_header(TIMEOUT)
        .build()
        .unwrap();
    client
        .things(None)
        .timeout(Duration::from_secs(60))
        .await
        .unwrap();
    client.things(None).await.unwrap();
    let own = client.things(None).header("request-timeout", "5");
    own.timeout(Duration::from_secs(60)).await.unwrap();
    let arrived = server.arrived();
    let told: Vec<_> = arrived
        .iter()
        .map(|request| request.header("request-timeout"))
        .collect();
    let first: f64 = told[0].unwrap().parse().unwrap();
    let second: f64 = told[1].unwrap().parse().unwrap();
    assert!((50.0..=60.0).contains(&first), "{told:?}");
    assert!((0.49..10.0).contains(&(first - second)), "{told:?}");
    assert_eq!(told[2..], [None, Some("5")]);
}

#[tokio::test]
async fn a_url_of_somebody_elses_is_told_nothing() {
    static FILE: Endpoint = Endpoint::new("file", "GET", "{presigned}");
    let server = Server::json("null").await.unwrap();
    let client = Client::builder("https://api.example")
        .timeout(Duration::from_secs(60))
        .timeout_header(TimeoutHeader::grpc())
        .build()
        .unwrap();
    let url = format!("{}/file", server.url());
    let call: Call<()> = client.request_url(&FILE, &url).call();
    call.await.unwrap();
    assert_eq!(server.arrived()[0].header("grpc-timeout"), None);
}

#[tokio::test]
async fn a_call_adds_pairs_to_the_query() {
    #[derive(Serialize)]
    struct Range {
        gte: u32,
    }
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    client
        .things(Some(3))
        .query("expand[]", "data")
        .query("created", Range { gte: 5 })
        .query("a b", "c&d")
        .query("none", None::<u8>)
        .await
        .unwrap();
    client.things(None).query("x", 1).await.unwrap();
    client.things(None).query("x", None::<u8>).await.unwrap();
    let lines: Vec<_> = server
        .arrived()
        .iter()
        .map(|request| request.line().to_owned())
        .collect();
    assert_eq!(
        lines,
        [
            "GET /things?limit=3&expand[]=data&created[gte]=5&a%20b=c%26d",
            "GET /things?x=1",
            "GET /things",
        ]
    );
}
