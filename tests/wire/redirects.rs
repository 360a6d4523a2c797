//! What is followed, and what goes along.

use std::time::Duration;

use endpoint::auth::{Auth, Bearer};
use endpoint::testing::PausedClock;
use endpoint::{Api, Body, BoxError, Call, Client, ClientBuilder, ErrorKind, RawBody, endpoint};
use endpoint_tests::{Server, answer};
use http::HeaderValue;

use crate::transports::over_each;
use crate::over;

trait Things: Api {
    #[endpoint(GET, "/v1/things/<id>")]
    fn thing(&self, id: &str) -> Call<RawBody>;
    #[endpoint(HEAD, "/v1/things/<id>")]
    fn look(&self, id: &str) -> Call<()>;
    #[endpoint(POST, "/v1/things")]
    fn create(&self, #[form] fields: &[(&str, &str)]) -> Call<()>;
    #[endpoint(DELETE, "/v1/things/<id>")]
    fn delete(&self, id: &str) -> Call<()>;
}

impl Things for Client {}

fn to(status: &str, location: &str) -> String {
    answer(status, &[&format!("Location: {location}")], "")
}

async fn leading_to(location: &str) -> Server {
    Server::start(to("302 Found", location)).await.unwrap()
}

fn secretive(builder: ClientBuilder) -> ClientBuilder {
    let mut secret = HeaderValue::from_static("s3cret-default");
    secret.set_sensitive(true);
    builder
        .auth(Bearer::new("s3cret-token"))
        .header("X-Secret", secret)
        .header("Shop-Account", "acct_1")
        .idempotency_header("Idempotency-Key")
        .redirects(3)
}

#[tokio::test]
async fn by_default_nothing_is_followed() {
    let target = Server::json("1").await.unwrap();
    let server = leading_to(target.url()).await;
    for (name, builder) in over_each(server.url()) {
        let error = builder.build().unwrap().thing("1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Status, "{name}");
        assert!(error.to_string().contains("which is not followed"));
    }
    assert!(target.arrived().is_empty());
}

#[tokio::test]
async fn where_it_leads_is_told_beside_the_apis_own_words() {
    let location = "Location: /v1/repositories/7";
    let moved = answer("307 Temporary Redirect", &[location], "moved");
    let server = Server::start(moved).await.unwrap();
    for (name, builder) in over_each(server.url()) {
        let client = builder.redirects(3).build().unwrap();
        let error = client.create(&[("a", "b")]).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "POST /v1/things: 307 moved; leads to /v1/repositories/7, which is not followed (1 attempt)",
            "{name}"
        );
    }
}

#[tokio::test]
async fn another_origin_gets_nothing_of_ours() {
    let target = Server::json("1").await.unwrap();
    let server = leading_to(&format!("{}/elsewhere?q=[1]", target.url())).await;
    for (name, builder) in over_each(server.url()) {
        let client = secretive(builder).build().unwrap();
        let call = client.thing("1").header("X-Call", "own");
        assert_eq!(call.await.unwrap().as_bytes(), b"1", "{name}");
    }
    assert_eq!(server.arrived().len(), 2);
    let host = format!("host: {}", target.url().trim_start_matches("http://"));
    for arrived in target.arrived() {
        assert_eq!(arrived.line(), "GET /elsewhere?q=[1]");
        let expected = [
            "accept: */*",
            &host,
            concat!("user-agent: endpoint/", "0.1.0"),
        ];
        let mut headers = arrived.headers();
        // It depends on what the transport can decompress.
        headers.retain(|header| !header.starts_with("accept-encoding: "));
        assert_eq!(headers, expected);
    }
}

#[tokio::test]
async fn within_the_clients_bases_all_goes_along() {
    let files = Server::json("1").await.unwrap();
    let server = Server::script([
        to("301 Moved Permanently", "/v2/things/1"),
        to("307 Temporary Redirect", "?again=1"),
        to("308 Permanent Redirect", &format!("{}/f", files.url())),
    ])
    .await
    .unwrap();
    let client = secretive(over(server.url()))
        .base("files", files.url())
        .build()
        .unwrap();
    let call = client.thing("1").header("X-Call", "own").with_response();
    let response = call.await.unwrap();
    assert_eq!(response.attempts(), 1);
    let mut arrived = server.arrived();
    arrived.extend(files.arrived());
    let lines: Vec<_> = arrived.iter().map(|request| request.line()).collect();
    let expected = [
        "GET /v1/things/1",
        "GET /v2/things/1",
        "GET /v2/things/1?again=1",
        "GET /f",
    ];
    assert_eq!(lines, expected);
    for request in &arrived {
        assert_eq!(request.header("authorization"), Some("Bearer s3cret-token"));
        assert_eq!(request.header("x-secret"), Some("s3cret-default"));
        assert_eq!(request.header("x-call"), Some("own"));
    }
}

#[tokio::test]
async fn the_prefix_of_a_base_is_its_border() {
    let server = Server::script([to("302 Found", "/other"), answer("200 OK", &[], "1")])
        .await
        .unwrap();
    let client = secretive(over(format!("{}/api", server.url())))
        .build()
        .unwrap();
    client.thing("1").await.unwrap();
    assert_eq!(server.arrived()[1].header("authorization"), None);
    assert_eq!(server.arrived()[1].header("shop-account"), None);
}

#[tokio::test]
async fn who_was_led_away_comes_back_without_credentials() {
    let home = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    home.set_nonblocking(true).unwrap();
    let url = format!("http://{}", home.local_addr().unwrap());
    let away = leading_to(&format!("{url}/v1/admin")).await;
    let first = to("302 Found", away.url());
    let kept = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let arrived = std::sync::Arc::clone(&kept);
    tokio::spawn(async move {
        use tokio::io::AsyncWriteExt;
        let home = tokio::net::TcpListener::from_std(home).unwrap();
        for text in [first, answer("200 OK", &[], "1")] {
            let (mut stream, _) = home.accept().await.unwrap();
            let request = endpoint_tests::read_request(&mut stream).await.unwrap();
            kept.lock().unwrap().push(request);
            stream.write_all(text.as_bytes()).await.unwrap();
        }
    });
    let client = secretive(over(url)).build().unwrap();
    client.thing("1").await.unwrap();
    let arrived = arrived.lock().unwrap();
    assert_eq!(arrived[1].line(), "GET /v1/admin");
    assert_eq!(arrived[1].header("authorization"), None);
    assert_eq!(arrived[1].header("x-secret"), None);
}

#[tokio::test]
async fn only_get_and_head_are_followed() {
    let target = Server::json("1").await.unwrap();
    let server = Server::start(to("307 Temporary Redirect", target.url()))
        .await
        .unwrap();
    for (_, builder) in over_each(server.url()) {
        let client = secretive(builder).build().unwrap();
        let error = client.create(&[("a", "b")]).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 307);
        let error = client.delete("1").await.unwrap_err();
        assert_eq!(error.status().unwrap(), 307);
        assert!(target.arrived().is_empty());
    }
    let client = secretive(over(server.url())).build().unwrap();
    client.look("1").await.unwrap();
    assert_eq!(target.arrived()[0].line(), "HEAD /");
}

#[tokio::test]
async fn what_is_not_followed_is_an_error_that_shows_where_to() {
    for location in [
        "ftp://a.b/x",
        "mailto:a@b.c",
        "http://u:p@127.0.0.1/",
        "../x",
        "http://",
    ] {
        let server = leading_to(location).await;
        let client = secretive(over(server.url())).build().unwrap();
        let error = client.thing("1").await.unwrap_err();
        assert_eq!(error.status().unwrap(), 302, "{location}");
        assert_eq!(server.arrived().len(), 1, "{location}");
    }
    // In a circle, as often as allowed.
    let server = leading_to("/round").await;
    let client = secretive(over(server.url())).build().unwrap();
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    assert_eq!(server.arrived().len(), 4);
}

#[tokio::test]
async fn a_hop_that_fails_says_which_host_and_that_something_was_sent() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let gone = listener.local_addr().unwrap();
    drop(listener);
    let server = leading_to(&format!("http://{gone}/x")).await;
    let client = secretive(over(server.url()))
        .clock(PausedClock::new().jitter(0.0))
        .build()
        .unwrap();
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.may_have_been_sent());
    assert!(error.to_string().contains(&gone.to_string()), "{error}");
    assert_eq!(server.arrived().len(), 3);
}

/// reqwest's URL parser writes the quotes another way, so that this hop does not leave.
#[tokio::test]
async fn a_hop_that_does_not_leave_takes_nothing_from_what_was_sent() {
    let server = leading_to("/v1/next?q='x'").await;
    let client = Client::builder(server.url()).redirects(3).build().unwrap();
    let error = client.thing("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected, "{error}");
    assert!(error.may_have_been_sent());
    assert_eq!(error.attempts(), 1);
    assert_eq!(server.arrived().len(), 1);
}

/// Fetches a token through the client itself, for each request.
struct Fetched(Client);

impl Auth for Fetched {
    async fn apply(&self, request: &mut http::Request<Body>) -> Result<(), BoxError> {
        let token = self.0.look("token").await.map(|()| "token")?;
        request
            .headers_mut()
            .insert("x-token", HeaderValue::from_static(token));
        Ok(())
    }
}

#[tokio::test]
async fn a_credential_fetched_between_hops_finds_a_place_in_flight() {
    let found = answer("200 OK", &[], "found");
    let moved = to("302 Found", "/v1/things/2");
    let token = answer("204 No Content", &[], "");
    let script = [&token, &moved, &token, &found].map(String::as_str);
    let server = Server::script(script).await.unwrap();
    let plain = over(server.url()).max_in_flight(1).redirects(1);
    let plain = plain.timeout(Duration::from_secs(20)).build().unwrap();
    let client = plain.with_auth(Fetched(plain.clone())).unwrap();
    let body = client.thing("1").await.unwrap();
    assert_eq!(body.as_bytes(), b"found");
}

#[tokio::test]
async fn a_hop_does_not_wait_for_the_connection_that_it_leaves() {
    let moved = "HTTP/1.1 302 Found\r\nLocation: /v1/things/2\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nmoved\r\n";
    let found = answer("200 OK", &[], "found");
    let server = Server::script([moved, &found]).await.unwrap();
    let client = over(server.url())
        .max_in_flight(1)
        .redirects(1)
        .timeout(Duration::from_secs(2))
        .build()
        .unwrap();
    let body = client.thing("1").await.unwrap();
    assert_eq!(body.as_bytes(), b"found");
}
