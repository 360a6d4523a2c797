//! A scope in which the usual names mean something else.
#![allow(dead_code)]

use endpoint::{Api, Call, Client, RawBody, endpoint};

struct Option;
struct String;
struct Box;
struct Future;
struct Send;
struct Endpoint;
struct Request;
type Result<T> = std::result::Result<T, endpoint::Error<RawBody>>;

mod core {}
mod std_ {}

trait Shadowed: Api {
    #[endpoint(GET, "/a/<id>")]
    fn call(&self, id: &str) -> Call<()>;

    #[endpoint(GET, "/b/<id>")]
    async fn asynchronous(&self, id: &str) -> Result<()>;
}

impl Shadowed for Client {}

#[tokio::test]
async fn the_calls_are_built() {
    let request = Client::offline().call("x").request().unwrap();
    assert_eq!(request.uri().path(), "/a/x");
    let error = Client::offline().asynchronous("x").await.unwrap_err();
    assert_eq!(error.endpoint().unwrap().name(), "asynchronous");
}
