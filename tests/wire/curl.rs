//! Calls shown as curl commands.

use std::collections::BTreeMap;

use endpoint::auth::{Auth, Basic};
use endpoint::{Api, Body, BoxError, Call, Client, endpoint};
use http::HeaderValue;

trait Things: Api {
    #[endpoint(DELETE, "/things/<id>")]
    fn delete(&self, id: &str) -> Call<()>;
    #[endpoint(POST, "/things")]
    fn create(&self, #[form] fields: &BTreeMap<&str, &str>) -> Call<()>;
    #[endpoint(HEAD, "/things")]
    fn head(&self) -> Call<()>;
}

impl Things for Client {}

fn client() -> Client {
    let mut token = HeaderValue::from_static("s3cret");
    token.set_sensitive(true);
    Client::builder("https://api.example.com/v1")
        .auth(Basic::new("s3cret", ""))
        .header("X-Token", token)
        .user_agent("shop/1.0")
        .build()
        .unwrap()
}

#[test]
fn secrets_are_replaced_and_the_call_is_left_as_it_was() {
    let call = client().delete("it's").header("X-Note", "a 'b'");
    let command = call.to_curl();
    assert_eq!(
        command,
        "curl -X DELETE 'https://api.example.com/v1/things/it%27s' \
         -H 'authorization: [redacted]' -H 'user-agent: shop/1.0' -H 'x-token: [redacted]' \
         -H 'accept: application/json' -H 'x-note: a '\\''b'\\'''"
    );
    assert_eq!(call.to_curl(), command);
    assert_eq!(format!("{call:?}"), "Call(DELETE /things/{id})");
}

#[test]
fn a_body_is_shown_and_a_head_does_not_hang() {
    let command = client()
        .create(&BTreeMap::from([("a[b]", "x y")]))
        .to_curl();
    assert!(
        command.ends_with("--data-raw 'a%5Bb%5D=x%20y'"),
        "{command}"
    );
    assert!(client().head().to_curl().starts_with("curl --head 'https"));
}

#[test]
fn a_call_that_could_not_be_built_says_why() {
    assert_eq!(
        client().delete("..").to_curl(),
        "# DELETE /things/{id}: path parameter `id` makes the segment `.` or `..`, which URL parsers resolve to another path"
    );
    let ready: Call<()> = Call::ready(Ok(()));
    assert!(ready.to_curl().starts_with('#'));
}

#[test]
fn a_credential_made_at_sending_time_is_named() {
    struct Signed;
    impl Auth for Signed {
        async fn apply(&self, _: &mut http::Request<Body>) -> Result<(), BoxError> {
            Ok(())
        }
    }
    let client = Client::builder("https://api.example.com")
        .auth(Signed)
        .build()
        .unwrap();
    let command = client.delete("1").to_curl();
    assert!(
        command.ends_with("# and the credential, which is made when the call is sent"),
        "{command}"
    );
}

#[test]
fn nothing_secret_shows_in_debug() {
    let shown = format!(
        "{:?} {:?} {:?}",
        client(),
        client().delete("1"),
        Basic::new("s3cret", "s3cret")
    );
    assert!(
        !shown.contains("s3cret") && !shown.contains("czNjcmV0"),
        "{shown}"
    );
}

#[test]
fn the_built_request_is_there_without_credentials() {
    let request = client().delete("a b").request().unwrap();
    assert_eq!(request.method(), http::Method::DELETE);
    assert_eq!(request.uri(), "https://api.example.com/v1/things/a%20b");
    assert!(!request.headers().contains_key("authorization"));
    assert!(client().delete("").request().is_err());
}

#[test]
fn bytes_that_are_no_text_are_named_and_not_sent_as_their_name() {
    trait Files: Api {
        #[endpoint(PUT, "/files")]
        fn put(&self, #[body] content: Vec<u8>) -> Call<()>;
    }
    impl Files for Client {}
    let client = Client::builder("https://api.example.com").build().unwrap();
    let command = client.put(vec![0xFF, 0, 1]).to_curl();
    assert!(command.ends_with(" --data-binary @[3 bytes]"), "{command}");
}
