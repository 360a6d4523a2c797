//! Clients that cannot be built say which setting is wrong; credentials stay where they may go.

use std::convert::Infallible;
use std::time::Duration;

use endpoint::auth::Bearer;
use endpoint::retry::Budget;
use endpoint::{Api, Body, Call, Client, ClientBuilder, ErrorKind, TimeoutHeader, endpoint};
use endpoint_tests::Server;
use http::{Request, Response};

use crate::over;

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn things(&self) -> Call<()>;
    #[endpoint(GET, "/public", auth = false)]
    fn public(&self) -> Call<()>;
    #[endpoint(GET, "/files", base = "files")]
    fn files(&self) -> Call<()>;
}

impl Things for Client {}

fn refused(builder: ClientBuilder) -> String {
    builder.build().unwrap_err().to_string()
}

#[test]
fn each_wrong_setting_is_named() {
    let base = || Client::builder("https://a.example");
    let cases = [
        (Client::builder("a.example"), "`base`", "https://a.example"),
        (Client::builder("https://u:p@a.example"), "`base`", ".auth("),
        (
            base().base("files", "https://b?c"),
            "`base(\"files\")`",
            "query",
        ),
        (base().base("", "https://b"), "`base`", "already"),
        (base().base_url("b.example"), "`base`", "https://b.example"),
        (base().header("a b", "c"), "`header`", "token"),
        (base().header("x-a", "c\n"), "`header(\"x-a\")`", "carry"),
        (
            base().header("authorization", "s3cret"),
            "`header(\"authorization\")`",
            "auth",
        ),
        (base().user_agent("a\nb"), "`user_agent`", "carry"),
        (
            base().request_id_header("a b"),
            "`request_id_header`",
            "token",
        ),
        (
            base().retry_budget(Budget::standard().ratio(f64::NAN)),
            "`retry_budget`",
            "from 0 to 1000",
        ),
        (
            base().timeout_header(TimeoutHeader::seconds("a b")),
            "`timeout_header`",
            "token",
        ),
        (
            base().timeout_header(TimeoutHeader::seconds("Authorization")),
            "`timeout_header`",
            "auth",
        ),
        (
            base().allow_http("fils"),
            "`allow_http(\"fils\")`",
            "no base of this name",
        ),
        (
            Client::builder("http://a.example").auth(Bearer::new("s3cret")),
            "`base`",
            ".allow_http(\"\")",
        ),
        (
            base()
                .auth(Bearer::new("t"))
                .base("files", "http://b.example"),
            "`base(\"files\")`",
            ".allow_http(\"files\")",
        ),
        (
            base()
                .transport(nothing())
                .connect_timeout(Duration::from_secs(1)),
            "`connect_timeout`",
            "transport",
        ),
        (
            Client::builder("http://127.1"),
            "`base`",
            "http://127.0.0.1",
        ),
    ];
    for (builder, setting, words) in cases {
        let text = refused(builder);
        assert!(
            text.starts_with(&format!("client setting {setting}: ")),
            "{text}"
        );
        assert!(text.contains(words), "{text}");
        assert!(!text.contains("s3cret"), "{text}");
    }
}

fn nothing()
-> impl tower::Service<Request<Body>, Response = Response<Body>, Error = Infallible, Future: Send>
+ Clone
+ Send
+ Sync
+ 'static {
    tower::service_fn(|_: Request<Body>| std::future::ready(Ok(Response::new(Body::empty()))))
}

#[tokio::test]
async fn another_base_url_takes_the_place_of_the_first() {
    let server = Server::json("null").await.unwrap();
    let builder = Client::builder("no URL at all").base("files", "https://b.example");
    let client = builder.base_url(server.url()).build().unwrap();
    client.things().await.unwrap();
    assert_eq!(server.arrived()[0].line(), "GET /things");
    let request = client.files().request().unwrap();
    assert_eq!(request.uri(), "https://b.example/files");
}

#[tokio::test]
async fn plain_http_is_opened_by_name() {
    let client = Client::builder("http://a.example")
        .auth(Bearer::new("t"))
        .allow_http("")
        .transport(nothing())
        .build()
        .unwrap();
    client.things().await.unwrap();
}

#[tokio::test]
async fn a_sensitive_header_is_a_credential_too() {
    let mut value = http::HeaderValue::from_static("s3cret");
    value.set_sensitive(true);
    let client = Client::builder("http://a.example")
        .header("X-Token", value)
        .transport(nothing())
        .build()
        .unwrap();
    let error = client.things().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert!(!error.may_have_been_sent());
    assert!(error.to_string().contains("unencrypted"), "{error}");
}

#[tokio::test]
async fn an_endpoint_may_go_without_credentials_and_to_another_base() {
    let main = Server::json("null").await.unwrap();
    let files = Server::json("null").await.unwrap();
    let client = over(main.url())
        .base("files", files.url())
        .auth(Bearer::new("t"))
        .build()
        .unwrap();
    client.things().await.unwrap();
    client.public().await.unwrap();
    client.files().await.unwrap();
    assert_eq!(main.arrived()[0].header("authorization"), Some("Bearer t"));
    assert_eq!(main.arrived()[1].header("authorization"), None);
    assert_eq!(files.arrived()[0].line(), "GET /files");
}

#[tokio::test]
async fn a_base_that_the_client_lacks_is_named() {
    let client = Client::builder("http://localhost").build().unwrap();
    let error = client.files().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(
        error.to_string().contains("no base named `files`"),
        "{error}"
    );
}
