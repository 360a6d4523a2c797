//! Keys in headers and queries, and a signer of the user's own.

use endpoint::auth::{ApiKey, Auth};
use endpoint::{Api, Body, BoxError, Call, Client, ErrorKind, endpoint};
use endpoint_tests::Server;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderValue, Request};
use sha2::Sha256;

use crate::over;

trait Things: Api {
    #[endpoint(GET, "/things?<limit>")]
    fn list(&self, limit: Option<u8>) -> Call<()>;
    #[endpoint(POST, "/things/<id>")]
    fn change(&self, id: &str, #[json] value: &str) -> Call<()>;
}

impl Things for Client {}

#[tokio::test]
async fn a_key_goes_into_a_header_or_the_query() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url())
        .auth(ApiKey::header("X-Api-Key", "k y"))
        .build()
        .unwrap();
    client.list(None).await.unwrap();
    let client = client.with_auth(ApiKey::query("api[key]", "k&y")).unwrap();
    client.list(None).await.unwrap();
    client.list(Some(1)).await.unwrap();
    let arrived = server.arrived();
    assert_eq!(arrived[0].header("x-api-key"), Some("k y"));
    assert_eq!(arrived[1].line(), "GET /things?api[key]=k%26y");
    assert_eq!(arrived[2].line(), "GET /things?limit=1&api[key]=k%26y");
}

#[tokio::test]
async fn a_key_is_shown_nowhere() {
    for auth in [
        ApiKey::header("X-Api-Key", "s3cret"),
        ApiKey::query("key", "s3cret"),
    ] {
        let shown = format!("{auth:?}");
        let client = Client::builder("http://localhost:1")
            .auth(auth)
            .build()
            .unwrap();
        let call = client.list(Some(1));
        let shown = format!("{shown} {client:?} {call:?} {}", call.to_curl());
        assert!(!shown.contains("s3cret"), "{shown}");
        assert!(shown.contains("[redacted]"), "{shown}");
        let error = call.await.unwrap_err();
        assert!(
            !format!("{error:?} {error}").contains("s3cret"),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_key_that_no_header_can_have_fails_each_call() {
    let client = Client::builder("http://localhost")
        .auth(ApiKey::header("X-Api-Key", "a\nb"))
        .build()
        .unwrap();
    assert_eq!(client.list(None).await.unwrap_err().kind(), ErrorKind::Auth);
}

#[tokio::test]
async fn a_key_that_no_query_should_have_fails_each_call() {
    let keys = [("", "k"), ("key", ""), ("key", "k3y\n"), ("key", "k\0y")];
    for (name, key) in keys {
        let server = Server::json("null").await.unwrap();
        let client = over(server.url()).auth(ApiKey::query(name, key));
        let error = client.build().unwrap().list(None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Auth, "{name:?} {key:?}");
        assert!(server.arrived().is_empty());
    }
}

/// Signs method, path with query, and body.
struct Signer(&'static [u8]);

impl Signer {
    fn signature(&self, method: &str, target: &str, body: &[u8]) -> Result<String, BoxError> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0)?;
        for piece in [method.as_bytes(), b"\n", target.as_bytes(), b"\n", body] {
            mac.update(piece);
        }
        let bytes = mac.finalize().into_bytes();
        Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl Auth for Signer {
    async fn apply(&self, request: &mut Request<Body>) -> Result<(), BoxError> {
        let target = request
            .uri()
            .path_and_query()
            .map_or("/", |target| target.as_str());
        let body = request
            .body()
            .as_bytes()
            .ok_or("a streamed body cannot be signed")?;
        let signature = self.signature(request.method().as_str(), target, body)?;
        let mut value = HeaderValue::try_from(signature)?;
        value.set_sensitive(true);
        request.headers_mut().insert("x-signature", value);
        Ok(())
    }
}

#[tokio::test]
async fn a_signer_sees_what_is_sent() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url())
        .auth(Signer(b"key"))
        .build()
        .unwrap();
    client.change("a b", "v").query("x", "1").await.unwrap();
    let arrived = server.arrived().pop().unwrap();
    let (method, target) = arrived.line().split_once(' ').unwrap();
    let expected = Signer(b"key")
        .signature(method, target, arrived.body.as_bytes())
        .unwrap();
    assert_eq!(arrived.header("x-signature"), Some(expected.as_str()));
    let signed = client
        .change("a b", "v")
        .query("x", "1")
        .signed_request()
        .await
        .unwrap();
    assert_eq!(signed.headers()["x-signature"], *expected);
    assert_eq!(server.arrived().len(), 1, "a signed request is not sent");
    let unsigned = client.change("a b", "v").request().unwrap();
    assert!(!unsigned.headers().contains_key("x-signature"));
}
