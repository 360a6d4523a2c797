//! A client over the user's own `reqwest::ClientBuilder`.

use endpoint::auth::Bearer;
use endpoint::{Api, Call, Client, ClientBuilder, ErrorKind, RawBody, endpoint};
use endpoint_tests::{Server, answer};

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn things(&self) -> Call<RawBody>;
}

impl Things for Client {}

fn secretive(builder: ClientBuilder) -> ClientBuilder {
    builder
        .auth(Bearer::new("s3cret-token"))
        .header("Shop-Account", "acct_1")
}

#[tokio::test]
async fn its_own_redirects_are_off_and_carry_no_header_of_ours_elsewhere() {
    let target = Server::json("1").await.unwrap();
    let location = format!("Location: {}/elsewhere", target.url());
    let moved = Server::start(answer("302 Found", &[&location], ""))
        .await
        .unwrap();
    let willing = || {
        let limited = reqwest::redirect::Policy::limited(5);
        let builder = reqwest::Client::builder().redirect(limited);
        secretive(Client::builder(moved.url())).reqwest(builder)
    };
    let error = willing().build().unwrap().things().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert!(target.arrived().is_empty());

    let client = willing().redirects(1).build().unwrap();
    client.things().await.unwrap();
    let arrived = target.arrived();
    let [elsewhere] = &arrived[..] else {
        panic!("one hop");
    };
    assert_eq!(elsewhere.header("authorization"), None);
    assert_eq!(elsewhere.header("shop-account"), None);
    assert!(!format!("{:?}", elsewhere.headers()).contains("s3cret"));
}

#[tokio::test]
async fn its_proxy_is_asked_and_gets_the_whole_url() {
    let proxy = Server::json("1").await.unwrap();
    let through = reqwest::Proxy::http(proxy.url()).unwrap();
    let client = Client::builder("http://api.example.com")
        .reqwest(reqwest::Client::builder().proxy(through))
        .build()
        .unwrap();
    client.things().await.unwrap();
    assert_eq!(
        proxy.arrived()[0].line(),
        "GET http://api.example.com/things"
    );
}
