//! What a server's answer becomes.

use bytes::Bytes;
use endpoint::{
    Api, BoxError, Call, Client, Decode, ErrorKind, RawBody, Response, Retry, endpoint,
};
use endpoint_tests::{Server, answer};
use http::StatusCode;
use http::response::Parts;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::over;

#[derive(Debug, Deserialize, PartialEq)]
struct Thing {
    id: String,
    owner: Option<Owner>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Owner {
    age: u8,
}

#[derive(Debug, Deserialize, thiserror::Error)]
#[error("{code}: {message}")]
struct ShopError {
    code: String,
    message: String,
}

/// A 304 as a value.
#[derive(Debug, PartialEq)]
enum Cached {
    Fresh(String),
    Unchanged,
}

impl Decode for Cached {
    const ACCEPT: &'static str = "text/plain";

    fn accepts(status: StatusCode) -> bool {
        status.is_success() || status == StatusCode::NOT_MODIFIED
    }

    fn decode(head: &Parts, body: &Bytes) -> Result<Self, BoxError> {
        if head.status == StatusCode::NOT_MODIFIED {
            return Ok(Self::Unchanged);
        }
        Ok(Self::Fresh(String::from_utf8(body.to_vec())?))
    }
}

trait Things: Api {
    #[endpoint(GET, "/things/<id>")]
    fn thing(&self, id: &str) -> Call<Thing, ShopError>;
    #[endpoint(GET, "/things/<id>")]
    fn maybe(&self, id: &str) -> Call<Option<Thing>, ShopError>;
    #[endpoint(GET, "/things/<id>")]
    fn nothing(&self, id: &str) -> Call<(), ShopError>;
    #[endpoint(GET, "/things/<id>")]
    fn whatever(&self, id: &str) -> Call<IgnoredAny, ShopError>;
    #[endpoint(GET, "/things/<id>")]
    fn raw(&self, id: &str) -> Call<RawBody>;
    #[endpoint(GET, "/things/<id>")]
    fn cached(&self, id: &str) -> Call<Cached>;
    #[endpoint(GET, "/things/<id>")]
    fn whole(&self, id: &str) -> Call<Response<Thing>, ShopError>;
}

impl Things for Client {}

async fn answering(status: &str, headers: &[&str], body: &str) -> (Server, Client) {
    let server = Server::start(answer(status, headers, body)).await.unwrap();
    let client = over(server.url())
        .retry(Retry::never())
        .build()
        .unwrap();
    (server, client)
}

#[tokio::test]
async fn an_empty_body_is_null() {
    for (status, body) in [("204 No Content", ""), ("200 OK", ""), ("200 OK", " null ")] {
        let (_server, client) = answering(status, &[], body).await;
        client.nothing("1").await.unwrap();
        assert_eq!(client.maybe("1").await.unwrap(), None);
    }
}

#[tokio::test]
async fn ignored_takes_any_body_and_raw_keeps_it() {
    let (_server, client) = answering("200 OK", &[], "<html>").await;
    client.whatever("1").await.unwrap();
    assert_eq!(client.raw("1").await.unwrap().as_bytes(), b"<html>");
    let error = client.nothing("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn a_response_has_all_that_came_with_the_value() {
    let headers = [
        "Request-Id: req_7",
        "X-Request-Id: other",
        "Set-Cookie: s3cret",
    ];
    let (_server, client) = answering("201 Created", &headers, r#"{"id":"a"}"#).await;
    for response in [
        client.thing("1").with_response().await.unwrap(),
        client.whole("1").await.unwrap(),
    ] {
        assert_eq!(response.status(), StatusCode::CREATED);
        assert_eq!(response.request_id(), Some("req_7"));
        assert_eq!(response.attempts(), 1);
        assert_eq!(response.headers()["x-request-id"], "other");
        let shown = format!("{response:?}");
        assert!(
            shown.contains("req_7") && !shown.contains("s3cret"),
            "{shown}"
        );
        assert!(!response.elapsed().is_zero());
        assert_eq!(response.into_value().id, "a");
    }
}

#[tokio::test]
async fn an_error_body_speaks_in_the_apis_own_words() {
    let body = r#"{"code":"not_found","message":"no thing 1"}"#;
    let headers = ["X-Request-Id: x_1", "Retry-After: 1"];
    let (_server, client) = answering("404 Not Found", &headers, body).await;
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.api().unwrap().code, "not_found");
    assert_eq!(error.headers()["retry-after"], "1");
    assert_eq!(error.raw_body().unwrap(), body);
    assert_eq!(error.endpoint().unwrap().name(), "thing");
    assert!(error.may_have_been_sent());
    assert_eq!(
        error.to_string(),
        "GET /things/{id}: 404 not_found: no thing 1 (request x_1, 1 attempt)"
    );
    assert_eq!(error.into_api().unwrap().message, "no thing 1");
}

#[tokio::test]
async fn an_error_body_of_another_kind_loses_nothing() {
    let html = "<html><body>gateway</body></html>";
    let (_server, client) = answering("502 Bad Gateway", &["Content-Type: text/html"], html).await;
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status(), Some(StatusCode::BAD_GATEWAY));
    assert!(error.api().is_none());
    assert_eq!(error.raw_body().unwrap(), html);
    assert_eq!(
        error.to_string(),
        "GET /things/{id}: 502 Bad Gateway with a body that is not the API's error (text/html, 33 bytes) (1 attempt)"
    );
    let (_server, client) = answering("503 Service Unavailable", &[], "").await;
    assert_eq!(
        client.thing("1").await.unwrap_err().to_string(),
        "GET /things/{id}: 503 Service Unavailable without a body (1 attempt)"
    );
}

#[tokio::test]
async fn a_raw_error_body_shows_its_beginning_on_one_line() {
    let body = format!("line\r\n{}", "x".repeat(300));
    let (_server, client) = answering("500 Internal Server Error", &[], &body).await;
    let text = client.raw("1").await.unwrap_err().to_string();
    assert!(
        text.starts_with("GET /things/{id}: 500 line  xxx"),
        "{text}"
    );
    assert!(text.contains(".. (306 bytes)"), "{text}");
}

#[tokio::test]
async fn a_redirect_is_an_error_that_shows_where_to() {
    let headers = ["Location: https://elsewhere.example/x"];
    let (server, client) = answering("302 Found", &headers, "").await;
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.headers()["location"], "https://elsewhere.example/x");
    assert_eq!(
        error.to_string(),
        "GET /things/{id}: 302 Found to https://elsewhere.example/x, which is not followed (1 attempt)"
    );
    assert_eq!(server.arrived().len(), 1);
}

#[tokio::test]
async fn a_type_may_accept_other_statuses() {
    let (server, client) = answering("304 Not Modified", &[], "").await;
    assert_eq!(client.cached("1").await.unwrap(), Cached::Unchanged);
    assert_eq!(server.arrived()[0].header("accept"), Some("text/plain"));
    let (_server, client) = answering("200 OK", &[], "new").await;
    assert_eq!(
        client.cached("1").await.unwrap(),
        Cached::Fresh("new".into())
    );
}

#[tokio::test]
async fn a_body_of_another_shape_names_the_field() {
    let body = r#"{"id":"a","owner":{"age":"old"}}"#;
    let (_server, client) = answering("200 OK", &["Request-Id: req_1"], body).await;
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert_eq!(error.raw_body().unwrap(), body);
    assert!(error.may_have_been_sent());
    assert_eq!(
        error.to_string(),
        "GET /things/{id}: 200 OK, but the body (32 bytes) is not what the declaration says, in `owner.age` (request req_1, 1 attempt)"
    );
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(
        source.to_string(),
        "not the JSON that is expected, at line 1 column 30"
    );
    assert!(source.source().unwrap().to_string().contains("expected u8"));
}

#[tokio::test]
async fn a_field_that_is_missing_is_named() {
    let cases = [
        (r#"{"owner":{"age":1}}"#, "says, in `id` ("),
        (r#"{"id":"a","owner":{}}"#, "says, in `owner.age` ("),
        ("", "but there is no body ("),
    ];
    for (body, words) in cases {
        let (_server, client) = answering("200 OK", &[], body).await;
        let error = client.thing("1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[tokio::test]
async fn an_error_shape_with_status_200_is_not_a_value() {
    let body = r#"{"code":"oops","message":"no"}"#;
    let (_server, client) = answering("200 OK", &[], body).await;
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.raw_body().unwrap(), body);
}
