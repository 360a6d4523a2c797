//! Calls that nobody declared, and URLs that a server handed out.

use endpoint::auth::{ApiKey, Bearer};
use endpoint::testing::PausedClock;
use endpoint::{Call, Client, Endpoint, ErrorKind, RawBody};
use endpoint_tests::{Server, answer};

use crate::over;

static CANCEL: Endpoint = Endpoint::new("cancel", "POST", "/v1/topups/{topup}/cancel");
static OBJECT: Endpoint = Endpoint::new("object", "GET", "/{bucket}/{key}");
static UPLOAD: Endpoint = Endpoint::new("upload", "PUT", "{presigned}");

#[tokio::test]
async fn an_undeclared_call_goes_the_same_way() {
    let server = Server::script([
        answer("503 Service Unavailable", &[], ""),
        answer("404 Not Found", &[], "none"),
    ])
    .await
    .unwrap();
    let client = over(server.url())
        .auth(Bearer::new("t"))
        .idempotency_header("Idempotency-Key")
        .clock(PausedClock::new().jitter(0.0))
        .build()
        .unwrap();
    let call: Call<RawBody> = client
        .request(&CANCEL)
        .segment("topup", "a/b")
        .query("expand[]", "source")
        .header("X-Note", "n")
        .form(&[("reason", "x y")])
        .call();
    let error = call.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /v1/topups/{topup}/cancel: 404 none (2 attempts)"
    );
    let arrived = server.arrived();
    assert_eq!(
        arrived[1].line(),
        "POST /v1/topups/a%2Fb/cancel?expand[]=source"
    );
    assert_eq!(arrived[1].header("authorization"), Some("Bearer t"));
    assert_eq!(arrived[1].header("x-note"), Some("n"));
    assert_eq!(arrived[1].body, "reason=x%20y");
    assert_eq!(arrived[0], arrived[1]);
}

#[tokio::test]
async fn what_the_attribute_would_have_refused_is_refused_unsent() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let request = || client.request(&OBJECT);
    let calls: [(Call<RawBody>, &str); 6] = [
        (request().call(), "`bucket` has no value"),
        (
            request().segment("bucket", "b").call(),
            "`key` has no value",
        ),
        (
            request().segment("key", "k").call(),
            "`key` is given where `bucket` comes next",
        ),
        (
            request()
                .segment("bucket", "b")
                .segment("key", "k")
                .segment("x", "y")
                .call(),
            "`x` is not in the template",
        ),
        (
            request().segment("bucket", "..").tail("key", "k").call(),
            "`bucket` makes the segment",
        ),
        (
            request()
                .segment("bucket", "b")
                .tail("key", "a/../b")
                .call(),
            "`key` has a `.`",
        ),
    ];
    for (call, words) in calls {
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        assert!(error.to_string().contains(words), "{error}");
    }
    assert!(server.arrived().is_empty());
    let call: Call<RawBody> = request().segment("bucket", "b").tail("key", "x/y").call();
    call.await.unwrap();
    assert_eq!(server.arrived()[0].line(), "GET /b/x/y");
}

#[tokio::test]
async fn a_url_of_a_servers_gets_nothing_of_the_clients() {
    let storage = Server::json("null").await.unwrap();
    let client = Client::builder("https://api.example.com")
        .auth(ApiKey::query("key", "s3cret"))
        .header("X-Internal", "s3cret")
        .build()
        .unwrap();
    let presigned = format!("{}/b/a%20b?X-Signature=a%2Fb&x=[1]", storage.url());
    let upload =
        |url: &str| -> Call<RawBody> { client.request_url(&UPLOAD, url).body("content").call() };
    let command = upload(&presigned).to_curl();
    upload(&presigned).await.unwrap();
    let arrived = storage.arrived().pop().unwrap();
    assert_eq!(arrived.line(), "PUT /b/a%20b?X-Signature=a%2Fb&x=[1]");
    assert_eq!(arrived.body, "content");
    assert!(!format!("{arrived:?}{command}").contains("s3cret"));
    assert_eq!(arrived.header("x-internal"), None);
    assert_eq!(arrived.header("user-agent"), None);
    for url in [
        "nowhere",
        "ftp://a/b",
        "https://u:s3cret@a/b",
        "https://a/../b",
        "//a/b",
        "",
    ] {
        let error = upload(url).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument, "{url}");
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    }
}
