//! A key that the caller chose is the key that is sent, however it was said.

use endpoint::testing::PausedClock;
use endpoint::{Api, Call, Client, ClientBuilder, Endpoint, ErrorKind, endpoint};
use endpoint_tests::{Server, answer};
use serde::Serialize;

use crate::over;

#[derive(Serialize)]
struct Extra {
    #[serde(rename = "idempotency-key")]
    key: &'static str,
}

trait Orders: Api {
    #[endpoint(POST, "/orders")]
    fn place(&self, #[header("Idempotency-Key")] key: Option<&str>) -> Call<()>;
    #[endpoint(POST, "/orders")]
    fn place_with(&self, #[headers] extra: &Extra) -> Call<()>;
    #[endpoint(POST, "/orders", headers("Idempotency-Key" = "always"))]
    fn place_as_always(&self) -> Call<()>;
}

impl Orders for Client {}

/// A server that says "not now" once, and settings that know the header.
async fn shaky() -> (Server, ClientBuilder) {
    let answers = ["503 Service Unavailable", "200 OK"].map(|status| answer(status, &[], ""));
    let server = Server::script(answers).await.unwrap();
    let builder = over(server.url())
        .clock(PausedClock::new())
        .idempotency_header("Idempotency-Key");
    (server, builder)
}

fn keys(server: &Server) -> Vec<String> {
    let arrived = server.arrived();
    let keys = arrived.iter().map(|request| {
        let named = |header: &&String| header.starts_with("idempotency-key: ");
        let all: Vec<_> = request.headers().iter().filter(named).cloned().collect();
        all.join(", ")
    });
    keys.collect()
}

#[tokio::test]
async fn a_key_in_a_header_is_the_key() {
    let ways: [fn(&Client) -> Call<()>; 4] = [
        |client| client.place(Some("order-7")),
        |client| client.place(None).header("idempotency-key", "order-7"),
        |client| client.place_with(&Extra { key: "order-7" }),
        |client| {
            static ORDERS: Endpoint = Endpoint::new("orders", "POST", "/orders");
            let request = client.request(&ORDERS);
            request.header("Idempotency-Key", "order-7").call()
        },
    ];
    for way in ways {
        let (server, builder) = shaky().await;
        let client = builder.build().unwrap();
        let response = way(&client).with_response().await.unwrap();
        assert_eq!(response.attempts(), 2);
        assert_eq!(keys(&server), ["idempotency-key: order-7"; 2]);
    }
}

#[tokio::test]
async fn the_key_that_was_given_last_wins() {
    let (server, builder) = shaky().await;
    let client = builder.build().unwrap();
    let call = client.place(Some("argument")).idempotency_key("call");
    call.await.unwrap();
    let call = client.place(Some("argument")).idempotency_key("call");
    call.header("Idempotency-Key", "header").await.unwrap();
    let expected = ["call", "call", "header"].map(|key| format!("idempotency-key: {key}"));
    assert_eq!(keys(&server), expected);
}

#[tokio::test]
async fn a_key_in_a_header_is_in_the_error() {
    let server = Server::start(answer("402 Payment Required", &[], "")).await.unwrap();
    let builder = over(server.url()).idempotency_header("Idempotency-Key");
    let client = builder.build().unwrap();
    let error = client.place(Some("order-7")).await.unwrap_err();
    assert_eq!(error.idempotency_key(), Some("order-7"));
    let error = client.place(Some("")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.to_string().contains("idempotency key is empty"), "{error}");
    assert_eq!(server.arrived().len(), 1);
}

#[tokio::test]
async fn one_key_for_many_calls_is_refused() {
    let (server, builder) = shaky().await;
    let refused = builder.header("Idempotency-Key", "k").build().unwrap_err();
    let why = "a key is of one call: give it with `.idempotency_key(..)`";
    assert!(refused.to_string().contains(why), "{refused}");
    let (_, builder) = shaky().await;
    let client = builder.build().unwrap();
    let refused = client.with_header("idempotency-key", "k").unwrap_err();
    assert!(refused.to_string().contains(why), "{refused}");
    let error = client.place_as_always().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.to_string().contains(why), "{error}");
    assert!(server.arrived().is_empty());
}

#[tokio::test]
async fn a_header_that_has_a_meaning_of_its_own_carries_no_key() {
    for name in ["Host", "Authorization", "Content-Length"] {
        let builder = Client::builder("https://api.example.com").idempotency_header(name);
        let refused = builder.build().unwrap_err().to_string();
        assert!(refused.contains("idempotency_header"), "{refused}");
    }
}

#[tokio::test]
async fn a_url_of_a_servers_gets_no_key_and_no_second_post() {
    static HOOK: Endpoint = Endpoint::new("hook", "POST", "{url}");
    let (elsewhere, _) = shaky().await;
    let client = Client::builder("https://api.example.com")
        .clock(PausedClock::new())
        .idempotency_header("Idempotency-Key")
        .build()
        .unwrap();
    let url = format!("{}/hook", elsewhere.url());
    let error = client
        .request_url(&HOOK, &url)
        .body("x")
        .call::<(), endpoint::RawBody>()
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert_eq!(keys(&elsewhere), [""]);
}
