//! What is shown of secrets that a server or a caller repeats: nothing.

use endpoint::auth::ApiKey;
use endpoint::testing::{Recorder, Reply};
use endpoint::{Api, Call, Client, Pages, Retry, endpoint};
use endpoint_tests::{Server, answer};

use crate::over;

trait Things: Api {
    #[endpoint(GET, "/things?<limit>")]
    fn list(&self, limit: Option<u8>) -> Call<()>;
    #[endpoint(GET, "/things?<limit>")]
    fn all(&self, limit: Option<u8>) -> Pages<endpoint::page::Linked<String>>;
}

impl Things for Client {}

#[tokio::test]
async fn where_a_redirect_leads_is_shown_without_its_query() {
    let headers = ["Location: https://api.example.com/things/?limit=1&key=s3cret#x"];
    for body in ["", "\"moved\""] {
        let server = Server::start(answer("308 Permanent Redirect", &headers, body))
            .await
            .unwrap();
        let builder = over(server.url()).auth(ApiKey::query("key", "s3cret"));
        let client = builder.build().unwrap();
        let error = client.list(Some(1)).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("s3cret"), "{shown}");
        assert!(
            shown.contains("https://api.example.com/things/?.., which is not followed"),
            "{shown}"
        );
        assert!(error.headers()["location"].to_str().unwrap().contains("limit=1"));
    }
}

#[tokio::test]
async fn a_link_that_repeats_the_key_gets_it_once() {
    let first = answer(
        "200 OK",
        &["Link: </things?page=2&api%5Bkey%5D=s3cret&limit=1>; rel=\"next\""],
        "[\"a\"]",
    );
    let server = Server::script([first, answer("200 OK", &[], "[\"b\"]")])
        .await
        .unwrap();
    let builder = over(server.url()).auth(ApiKey::query("api[key]", "s3cret"));
    let mut things = builder.build().unwrap().all(Some(1));
    assert_eq!(things.next().await.unwrap().unwrap(), "a");
    assert_eq!(things.next().await.unwrap().unwrap(), "b");
    assert_eq!(
        server.arrived()[1].line(),
        "GET /things?page=2&limit=1&api[key]=s3cret"
    );
}

#[tokio::test]
async fn a_recorder_shows_no_key_of_the_query() {
    let recorder = Recorder::new().then(Reply::json(&()));
    let client = recorder
        .settings()
        .auth(ApiKey::query("key", "s3cret"))
        .build()
        .unwrap();
    client.list(Some(1)).await.unwrap();
    let shown = std::panic::catch_unwind(|| recorder.assert_sent(&[]));
    let shown = *shown.unwrap_err().downcast::<String>().unwrap();
    assert!(shown.contains("things?limit=1&key=[redacted]"), "{shown}");
    let shown = format!("{shown} {:?} {recorder:?}", recorder.requests());
    assert!(!shown.contains("s3cret"), "{shown}");
    // What was sent can be asserted all the same.
    recorder.assert_sent(&["GET /things?limit=1&key=s3cret"]);
}

#[tokio::test]
async fn credentials_that_are_headers_of_a_call_are_not_shown() {
    let client = Client::builder("https://api.example.com").build().unwrap();
    for name in ["Cookie", "Proxy-Authorization"] {
        let call = client.list(None).header(name, "s3cret").retry(Retry::never());
        let shown = call.to_curl();
        assert!(!shown.contains("s3cret"), "{shown}");
        assert!(shown.contains("[redacted]"), "{shown}");
    }
}
