//! Calls from programs without an async runtime.

use endpoint::page::Linked;
use endpoint::{Api, Call, Client, ErrorKind, Pages, Retry, endpoint};
use endpoint_tests::{Server, answer};

use crate::over;

trait Things: Api {
    #[endpoint(GET, "/things/<id>")]
    fn thing(&self, id: u32) -> Call<u32>;
    #[endpoint(GET, "/things")]
    fn things(&self) -> Pages<Linked<u32>>;
}

impl Things for Client {}

/// A server on a runtime of its own, which the test's thread does not enter.
fn serve<S: Into<Vec<u8>>>(answers: Vec<S>) -> (tokio::runtime::Runtime, Server) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::script(answers)).unwrap();
    (runtime, server)
}

#[test]
fn a_call_waits_without_a_runtime() {
    let (_runtime, server) = serve(vec![answer("200 OK", &[], "7")]);
    let client = over(server.url()).build().unwrap();
    let threads: Vec<_> = (0..8)
        .map(|id| {
            let call = client.thing(id);
            std::thread::spawn(move || call.blocking().unwrap())
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), 7);
    }
    assert_eq!(server.arrived().len(), 8);
}

#[test]
fn a_list_is_an_iterator() {
    let (_runtime, server) = serve(vec![
        answer("200 OK", &["Link: </things?page=2>; rel=next"], "[1,2]"),
        answer("200 OK", &["Link: </things?page=3>; rel=next"], "[3]"),
        answer("500 Internal Server Error", &[], "no"),
    ]);
    let client = over(server.url())
        .retry(Retry::never())
        .build()
        .unwrap();
    let items: Vec<_> = client.things().blocking().collect();
    assert_eq!(items.len(), 4);
    let good: Vec<_> = items[..3]
        .iter()
        .map(|item| *item.as_ref().unwrap())
        .collect();
    assert_eq!(good, [1, 2, 3]);
    assert_eq!(items[3].as_ref().unwrap_err().kind(), ErrorKind::Status);
}

#[tokio::test]
async fn inside_a_runtime_it_is_an_error_and_no_deadlock() {
    let client = Client::builder("http://127.0.0.1:1").build().unwrap();
    let call = client.thing(1);
    let error = call.blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    assert!(!error.may_have_been_sent());
    let text = "GET /things/{id}: a blocking call inside an async runtime would halt it: `.await` the call instead (not sent)";
    assert_eq!(error.to_string(), text);
    let call = client.thing(1);
    let error = tokio::task::spawn_blocking(|| call.blocking())
        .await
        .unwrap()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    let mut items = client.things().blocking();
    assert_eq!(
        items.next().unwrap().unwrap_err().kind(),
        ErrorKind::Unexpected
    );
    assert!(items.next().is_none());
}
