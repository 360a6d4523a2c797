//! An SDK's own error, in every form in which a declaration can fail.

use endpoint::page::Linked;
use endpoint::testing::errors;
use endpoint::{Api, CallError, Client, Error, ErrorKind, RawBody, Retry, endpoint};
use endpoint_tests::{Server, answer};
use http::StatusCode;

/// What the users of an SDK see.
#[derive(Debug)]
enum ShopError {
    NotFound,
    Other(Error<RawBody>),
}

impl CallError for ShopError {
    type Api = RawBody;

    fn from_error(error: Error<RawBody>) -> Self {
        match error.status() {
            Some(StatusCode::NOT_FOUND) => Self::NotFound,
            _ => Self::Other(error),
        }
    }

    fn is_not_found(&self) -> bool {
        matches!(self, Self::NotFound)
    }
}

type Call<T> = endpoint::Call<T, RawBody, ShopError>;
type Pages<T> = endpoint::Pages<Linked<T>, RawBody, ShopError>;

trait Things: Api {
    #[endpoint(GET, "/things/<id>")]
    fn thing(&self, id: &str) -> Call<u32>;

    #[endpoint(GET, "/things")]
    fn things(&self) -> Pages<u32>;

    #[endpoint(DELETE, "/things/<id>")]
    async fn delete_thing(&self, id: &str) -> Result<(), ShopError>;
}

impl Things for Client {}

async fn client(answers: Vec<String>) -> (Client, Server) {
    let server = Server::script(answers).await.unwrap();
    let client = crate::over(server.url())
        .retry(Retry::never())
        .build()
        .unwrap();
    (client, server)
}

fn missing() -> String {
    answer("404 Not Found", &[], "gone")
}

#[tokio::test]
async fn a_call_fails_with_it_whatever_its_options() {
    let (client, _server) = client((0..4).map(|_| missing()).collect()).await;
    let error = client.thing("1").await.unwrap_err();
    assert!(matches!(error, ShopError::NotFound));
    let call = client.thing("1").header("X-Any", "thing").with_response();
    assert!(matches!(call.await.unwrap_err(), ShopError::NotFound));
    assert_eq!(client.thing("1").optional().await.unwrap(), None);
    let sent = client.thing("1").send();
    let error = tokio::spawn(sent).await.unwrap().unwrap_err();
    assert!(matches!(error, ShopError::NotFound));
}

#[tokio::test]
async fn an_argument_that_cannot_be_sent_is_one() {
    let ShopError::Other(error) = Client::offline().thing("..").await.unwrap_err() else {
        panic!("nothing was asked for");
    };
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert_eq!(error.endpoint().unwrap().name(), "thing");
}

#[tokio::test]
async fn an_async_method_fails_with_it() {
    let (client, _server) = client(vec![missing()]).await;
    let error = client.delete_thing("1").await.unwrap_err();
    assert!(matches!(error, ShopError::NotFound));
}

#[tokio::test]
async fn a_list_fails_with_it() {
    let (client, _server) = client(vec![
        answer("200 OK", &["Link: </things?page=2>; rel=next"], "[1,2]"),
        missing(),
        missing(),
        answer("200 OK", &[], "[1,2]"),
    ])
    .await;
    let mut things = client.things();
    assert_eq!(things.next().await.unwrap().unwrap(), 1);
    assert_eq!(things.next().await.unwrap().unwrap(), 2);
    let error = things.next().await.unwrap().unwrap_err();
    assert!(matches!(error, ShopError::NotFound));
    assert!(things.next().await.is_none());

    let page = client.things().into_call().await;
    assert!(matches!(page.unwrap_err(), ShopError::NotFound));
    let error = client.things().try_collect(1).await.unwrap_err();
    assert!(matches!(error, ShopError::Other(error) if error.kind() == ErrorKind::Limit));
}

#[tokio::test]
async fn a_double_returns_it() {
    let missing: Call<u32> = Call::ready(Err(ShopError::NotFound));
    assert!(matches!(missing.await.unwrap_err(), ShopError::NotFound));
    let missing: Call<u32> = Call::ready(Err(ShopError::NotFound));
    assert_eq!(missing.optional().await.unwrap(), None);
    let timeout: Call<u32> = Call::ready(Err(errors::timeout()));
    let ShopError::Other(error) = timeout.optional().await.unwrap_err() else {
        panic!("it is a timeout");
    };
    assert!(error.is_timeout());
    let status = errors::status(StatusCode::NOT_FOUND, RawBody::from("gone"));
    assert!(matches!(status, ShopError::NotFound));
}

#[tokio::test]
async fn a_call_that_nobody_declared_fails_with_it() {
    let (client, _server) = client(vec![missing()]).await;
    static BETA: endpoint::Endpoint = endpoint::Endpoint::new("beta", "GET", "/beta");
    let call: Call<u32> = client.request(&BETA).call().with_error();
    assert!(matches!(call.await.unwrap_err(), ShopError::NotFound));
}

#[test]
fn a_program_without_a_runtime_gets_it() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (client, _server) = runtime.block_on(client(vec![missing(), missing()]));
    let error = client.thing("1").blocking().unwrap_err();
    assert!(matches!(error, ShopError::NotFound));
    let error = client.things().blocking().next().unwrap().unwrap_err();
    assert!(matches!(error, ShopError::NotFound));
}
