//! Which header wins, and which may not be set by hand.

use std::collections::BTreeMap;

use endpoint::auth::Basic;
use endpoint::{Api, Call, Client, ErrorKind, endpoint};
use endpoint_tests::Server;

use crate::over;

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn things(&self) -> Call<()>;
}

impl Things for Client {}

#[tokio::test]
async fn the_calls_header_wins_over_the_clients() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url())
        .header("X-Version", "1")
        .header("X-Other", "kept")
        .user_agent("shop/1.0")
        .build()
        .unwrap();
    client.things().await.unwrap();
    client.things().header("X-Version", "2").await.unwrap();
    let arrived = server.arrived();
    assert_eq!(arrived[0].header("x-version"), Some("1"));
    assert_eq!(arrived[1].header("x-version"), Some("2"));
    assert_eq!(arrived[1].header("x-other"), Some("kept"));
    assert_eq!(arrived[1].header("user-agent"), Some("shop/1.0"));
}

#[tokio::test]
async fn what_a_call_may_not_set_is_refused_unsent() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let refused = [
        ("Authorization", "s3cret", "is set with `auth`"),
        ("Host", "elsewhere", "belongs to the connection"),
        ("Content-Length", "1", "belongs to the connection"),
        ("Transfer-Encoding", "chunked", "belongs to the connection"),
        ("X-Note", "a\r\nX-Evil: s3cret", "no header can carry"),
        ("X-Note", "s3cret\0", "no header can carry"),
        ("X Note", "a", "no token"),
    ];
    for (name, value, words) in refused {
        let error = client.things().header(name, value).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        assert!(!error.may_have_been_sent());
        let text = format!("{error} {error:?}");
        assert!(text.contains(words), "{text}");
        assert!(!text.contains("s3cret"), "{text}");
    }
    assert!(server.arrived().is_empty());
}

#[tokio::test]
async fn the_first_of_several_mistakes_is_reported() {
    let client = Client::builder("http://localhost").build().unwrap();
    let error = client
        .things()
        .header("Host", "a")
        .header("Authorization", "b")
        .await
        .unwrap_err();
    assert!(error.to_string().contains("`host`"), "{error}");
}

#[tokio::test]
async fn a_credential_that_no_header_can_carry_fails_each_call() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url())
        .auth(Basic::new("us:er", "s3cret"))
        .build()
        .unwrap();
    let error = client.things().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert!(!format!("{error:?}").contains("s3cret"));
    assert!(server.arrived().is_empty());
}

#[derive(Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
struct Caching {
    content_type: Option<&'static str>,
    cache_control: Option<&'static str>,
    max_stale: Option<u32>,
    must_match: Vec<&'static str>,
}

trait Blobs: Api {
    #[endpoint(PUT, "/blob")]
    fn put(
        &self,
        #[headers] caching: &Caching,
        #[headers("X-Meta-")] metadata: &BTreeMap<&str, &str>,
        #[body] content: Vec<u8>,
    ) -> Call<()>;

    #[endpoint(PUT, "/blob")]
    fn put_any(&self, #[headers] any: &serde_json::Value) -> Call<()>;
}

impl Blobs for Client {}

#[tokio::test]
async fn fields_and_entries_become_headers() {
    let server = Server::json("null").await.unwrap();
    let client = Client::builder(server.url())
        .header("Cache-Control", "private")
        .build()
        .unwrap();
    let caching = Caching {
        content_type: Some("image/png"),
        cache_control: Some("no-cache"),
        max_stale: Some(7),
        must_match: vec!["a", "b"],
    };
    let metadata = BTreeMap::from([("a", "1"), ("Colour", "light blue")]);
    client.put(&caching, &metadata, vec![1]).await.unwrap();
    client
        .put(&Caching::default(), &BTreeMap::new(), vec![1])
        .await
        .unwrap();
    let pairs = serde_json::json!([["X-A", "1"], ["x-a", true], ["X-B", null]]);
    client.put_any(&pairs).await.unwrap();
    client.put_any(&serde_json::Value::Null).await.unwrap();
    let arrived = server.arrived();
    let expected = [
        ("content-type", "image/png"),
        ("cache-control", "no-cache"),
        ("max-stale", "7"),
        ("must-match", "a, b"),
        ("x-meta-a", "1"),
        ("x-meta-colour", "light blue"),
    ];
    for (name, value) in expected {
        assert_eq!(arrived[0].header(name), Some(value), "{name}");
    }
    let body_type = Some("application/octet-stream");
    assert_eq!(arrived[1].header("content-type"), body_type);
    assert_eq!(arrived[1].header("cache-control"), Some("private"));
    assert_eq!(arrived[1].header("max-stale"), None);
    assert_eq!(arrived[1].header("must-match"), None);
    assert_eq!(arrived[2].header("x-a"), Some("1, true"));
    assert_eq!(arrived[2].header("x-b"), None);
}

#[tokio::test]
async fn headers_that_cannot_be_set_are_refused_unsent() {
    use serde_json::json;

    let server = Server::json("null").await.unwrap();
    let client = Client::builder(server.url()).build().unwrap();
    let refused = [
        (json!({ "Authorization": "s3cret" }), "is set with `auth`"),
        (json!({ "Host": "elsewhere" }), "belongs to the connection"),
        (json!({ "X-A": "s3cret\r\nX-B: 1" }), "`x-a` that no header"),
        (json!({ "X A": "s3cret" }), "no token"),
        (json!({ "X-A": { "b": "s3cret" } }), "`x-a`, whose value"),
        (json!("s3cret"), "without a name"),
        (json!(["s3cret"]), "without a name"),
        (json!([["X-A", "b", "s3cret"]]), "without a name"),
    ];
    for (headers, words) in refused {
        let error = client.put_any(&headers).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        assert!(!error.may_have_been_sent());
        let text = format!("{error} {error:?}");
        assert!(text.contains(words), "{text}");
        assert!(!text.contains("s3cr"), "{text}");
    }
    assert!(server.arrived().is_empty());
}
