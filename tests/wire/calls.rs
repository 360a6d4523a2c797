//! Each form of declaration, as it arrives.

use std::collections::BTreeMap;

use endpoint::auth::{Basic, Bearer};
use endpoint::{Api, Arrays, Call, Client, Error, RawBody, endpoint};
use endpoint_tests::Server;
use serde::Serialize;

use crate::over;

#[derive(Serialize, Default)]
struct Params {
    name: Option<String>,
    amount: u32,
    note: String,
    tags: Vec<String>,
    metadata: BTreeMap<String, String>,
    absent: Option<String>,
}

fn params() -> Params {
    Params {
        name: Some("Zoë & Co.".into()),
        amount: 2000,
        tags: vec!["a".into(), "b c".into()],
        metadata: BTreeMap::from([("order[1]".into(), "6/7".into())]),
        ..Params::default()
    }
}

trait Things: Api {
    #[endpoint(DELETE, "/v1/accounts/<account>/things/<thing>")]
    fn delete(&self, account: &str, thing: u64) -> Call<()>;

    #[endpoint(POST, "/v1/things")]
    fn create(&self, #[form] params: &Params) -> Call<()>;

    #[endpoint(PUT, "/v1/things/<thing>")]
    fn replace(&self, thing: &str, #[json] params: &Params) -> Call<()>;

    #[endpoint(POST, "/v1/things/<thing>/cancel")]
    fn cancel(&self, thing: &str) -> Call<()>;

    #[endpoint(GET, "/v1/things")]
    async fn list(&self) -> Result<(), Error<RawBody>>;

    #[endpoint(HEAD, "/v1/things/")]
    fn exists(&self) -> Call<()>;

    #[endpoint("PROPFIND", "/v1/things")]
    fn properties(&self) -> Call<()>;
}

impl Things for Client {}

struct Shop {
    client: Client,
}

impl Api for Shop {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Shop {
    #[endpoint(GET, "/v1/inherent/<id>")]
    fn inherent(&self, id: &str) -> Call<()>;
}

#[endpoint(GET, "/v1/free/<id>")]
fn free(shop: &impl Api, id: &str) -> Call<()>;

#[endpoint(GET, "/v1/free/<id>")]
fn free_of_client(client: &Client, id: &str) -> Call<()>;

#[endpoint(GET, "/v1/free/<id>")]
async fn free_async(shop: &Shop, id: &str) -> Result<(), Error<RawBody>>;

#[tokio::test]
async fn a_delete_is_exactly_this() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url())
        .auth(Basic::new("sk_test_1", ""))
        .build()
        .unwrap();
    client.delete("acct 1/2", 7).await.unwrap();
    let [arrived] = &server.arrived()[..] else {
        panic!("{:?}", server.arrived());
    };
    assert_eq!(arrived.line(), "DELETE /v1/accounts/acct%201%2F2/things/7");
    let mut headers = arrived.headers();
    // It depends on what the transport can decompress.
    headers.retain(|header| !header.starts_with("accept-encoding: "));
    assert_eq!(
        headers,
        [
            "accept: application/json".to_owned(),
            "authorization: Basic c2tfdGVzdF8xOg==".to_owned(),
            format!("host: {}", server.url().trim_start_matches("http://")),
            format!("user-agent: endpoint/{}", env!("CARGO_PKG_VERSION")),
        ]
    );
    assert_eq!(arrived.body, "");
}

#[tokio::test]
async fn a_form_is_written_in_the_clients_array_style() {
    let server = Server::json("null").await.unwrap();
    for (style, tags) in [
        (Arrays::Indexed, "tags[0]=a&tags[1]=b%20c"),
        (Arrays::Repeat, "tags=a&tags=b%20c"),
        (Arrays::Brackets, "tags[]=a&tags[]=b%20c"),
        (Arrays::Comma, "tags=a,b%20c"),
    ] {
        let client = over(server.url()).arrays(style).build().unwrap();
        client.create(&params()).await.unwrap();
        let arrived = server.arrived().pop().unwrap();
        assert_eq!(arrived.line(), "POST /v1/things");
        assert_eq!(
            arrived.header("content-type"),
            Some("application/x-www-form-urlencoded")
        );
        assert_eq!(
            arrived.body,
            format!(
                "name=Zo%C3%AB%20%26%20Co.&amount=2000&note=&{tags}&metadata[order%5B1%5D]=6%2F7"
            )
        );
    }
}

#[tokio::test]
async fn a_json_body_is_json() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    client.replace("x", &params()).await.unwrap();
    let arrived = server.arrived().pop().unwrap();
    assert_eq!(arrived.line(), "PUT /v1/things/x");
    assert_eq!(arrived.header("content-type"), Some("application/json"));
    assert_eq!(arrived.body, serde_json::to_string(&params()).unwrap());
    assert_eq!(
        arrived.header("content-length"),
        Some(arrived.body.len().to_string().as_str())
    );
}

#[tokio::test]
async fn a_post_without_a_body_says_that_it_is_empty() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    client.cancel("x").await.unwrap();
    let arrived = server.arrived().pop().unwrap();
    assert_eq!(arrived.line(), "POST /v1/things/x/cancel");
    assert_eq!(arrived.header("content-length"), Some("0"));
    assert_eq!(arrived.header("content-type"), None);
}

#[tokio::test]
async fn every_place_and_form_reaches_its_path() {
    let server = Server::json("null").await.unwrap();
    let shop = Shop {
        client: over(server.url()).build().unwrap(),
    };
    shop.client.list().await.unwrap();
    shop.client.properties().await.unwrap();
    shop.inherent("a").await.unwrap();
    free(&shop, "b").await.unwrap();
    free_of_client(&shop.client, "c").await.unwrap();
    free_async(&shop, "d").await.unwrap();
    let lines: Vec<_> = server
        .arrived()
        .iter()
        .map(|arrived| arrived.line().to_owned())
        .collect();
    assert_eq!(
        lines,
        [
            "GET /v1/things",
            "PROPFIND /v1/things",
            "GET /v1/inherent/a",
            "GET /v1/free/b",
            "GET /v1/free/c",
            "GET /v1/free/d",
        ]
    );
}

#[tokio::test]
async fn a_head_has_no_body_to_wait_for() {
    let answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n";
    let server = Server::start(answer).await.unwrap();
    let client = over(server.url()).build().unwrap();
    client.exists().await.unwrap();
    assert_eq!(server.arrived()[0].line(), "HEAD /v1/things/");
}

#[tokio::test]
async fn a_bearer_token_is_sent_as_one() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url())
        .auth(Bearer::new("t0ken"))
        .build()
        .unwrap();
    client.cancel("x").await.unwrap();
    assert_eq!(
        server.arrived()[0].header("authorization"),
        Some("Bearer t0ken")
    );
}

#[tokio::test]
async fn a_base_with_a_prefix_is_appended_to() {
    let server = Server::json("null").await.unwrap();
    for prefix in ["/api", "/api/", "/a/b"] {
        let base = format!("{}{prefix}", server.url());
        let client = over(base).build().unwrap();
        client.cancel("x").await.unwrap();
        let prefix = prefix.trim_end_matches('/');
        assert_eq!(
            server.arrived().pop().unwrap().line(),
            format!("POST {prefix}/v1/things/x/cancel")
        );
    }
}
