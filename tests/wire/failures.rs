//! What a call says when there is no answer: whether the request may have arrived.

use std::time::Duration;

use endpoint::{Api, Body, Call, Client, ErrorKind, Retry, endpoint};
use endpoint_tests::{Server, answer, read_request};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::over;

trait Things: Api {
    #[endpoint(DELETE, "/things/<id>")]
    fn delete(&self, id: &str) -> Call<()>;
    #[endpoint(PUT, "/things/<id>")]
    fn put(&self, id: &str, #[body] content: Body) -> Call<()>;
}

#[derive(Debug, serde::Deserialize, thiserror::Error)]
#[error("{code}")]
struct Refused {
    code: String,
}

trait Charges: Api {
    #[endpoint(POST, "/charges")]
    fn charge(&self) -> Call<(), Refused>;
}

impl Things for Client {}
impl Charges for Client {}

#[tokio::test]
async fn a_refused_connection_is_unsent() {
    // Bound and dropped: nothing listens there.
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = over(format!("http://{address}"))
        .retry(Retry::never())
        .build()
        .unwrap();
    let error = client.delete("path-value").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(!error.may_have_been_sent());
    assert!(!error.is_timeout());
    assert_eq!(error.attempts(), 1);
    assert_eq!(
        error.to_string(),
        format!("DELETE /things/{{id}}: no connection to {address} (not sent, 1 attempt)")
    );
    assert!(!format!("{error:?}").contains("path-value"), "{error:?}");
}

#[tokio::test]
async fn a_connection_closed_without_an_answer_may_have_been_sent() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        read_request(&mut stream).await.unwrap().line().to_owned()
    });
    let client = over(url).retry(Retry::never()).build().unwrap();
    let error = client.delete("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.may_have_been_sent());
    assert!(
        error
            .to_string()
            .ends_with("(may have been sent, 1 attempt)"),
        "{error}"
    );
    assert_eq!(server.await.unwrap(), "DELETE /things/1");
}

/// Accepts, reads the request, sends `beginning` and then nothing.
async fn stalling(beginning: &'static str) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            read_request(&mut stream).await.unwrap();
            stream.write_all(beginning.as_bytes()).await.unwrap();
            open.push(stream);
        }
    });
    url
}

#[tokio::test]
async fn each_limit_ends_the_call_in_its_own_words() {
    let short = Duration::from_millis(50);
    let url = stalling("").await;
    let client = over(&url)
        .retry(Retry::never())
        .attempt_timeout(short)
        .build()
        .unwrap();
    let slow_head = client.delete("1").await.unwrap_err();
    let client = over(&url).timeout(short).build().unwrap();
    let slow_call = client.delete("1").await.unwrap_err();
    let client = over(&url).build().unwrap();
    let this_call = client.delete("1").timeout(short).await.unwrap_err();
    let url = stalling("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nnu").await;
    let client = over(&url)
        .retry(Retry::never())
        .read_timeout(short)
        .build()
        .unwrap();
    let silent_body = client.delete("1").await.unwrap_err();
    let client = over(&url).timeout(short).build().unwrap();
    let slow_body = client.delete("1").await.unwrap_err();
    for error in [&slow_head, &slow_call, &this_call, &silent_body, &slow_body] {
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
        assert!(error.is_timeout());
        assert!(error.may_have_been_sent());
        assert!(error.elapsed() >= short);
    }
    assert!(
        slow_head.to_string().contains("no answer arrived in time"),
        "{slow_head}"
    );
    assert!(
        silent_body.to_string().contains("stopped arriving"),
        "{silent_body}"
    );
    assert_eq!(silent_body.status().unwrap(), 200);
    assert_eq!(silent_body.raw_body().unwrap(), "nu");
}

#[tokio::test]
async fn a_body_cut_off_is_a_transport_failure_that_keeps_what_came() {
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nnul";
    let server = Server::start(cut).await.unwrap();
    let client = over(server.url())
        .retry(Retry::never())
        .build()
        .unwrap();
    let error = client.delete("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.raw_body().unwrap(), "nul");
    assert!(error.may_have_been_sent());
}

#[tokio::test]
async fn an_error_body_cut_off_keeps_the_status() {
    let cut = "HTTP/1.1 402 Payment Required\r\nContent-Length: 90\r\n\r\n{\"co";
    let server = Server::start(cut).await.unwrap();
    let client = over(server.url())
        .retry(Retry::never())
        .build()
        .unwrap();
    let error = client.delete("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status().unwrap(), 402);
    assert_eq!(error.raw_body().unwrap(), "{\"co");
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, "the body broke off");
}

#[tokio::test]
async fn an_error_body_that_ends_early_says_why() {
    let url = stalling("HTTP/1.1 402 Payment Required\r\nContent-Length: 90\r\n\r\n{").await;
    let builder = over(url).read_timeout(Duration::from_millis(50));
    let error = builder.build().unwrap().delete("1").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 402);
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, "the error's body stopped arriving in time");
    let long = answer("402 Payment Required", &[], &"x".repeat(70_000));
    let server = Server::start(long).await.unwrap();
    let error = over(server.url()).build().unwrap().charge().await;
    let error = error.unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, "the error's body is longer than the 65536 bytes that are kept");
    assert_eq!(error.raw_body().unwrap().len(), 65536);
}

#[tokio::test]
async fn an_error_body_of_a_wrong_charset_loses_nothing() {
    let mut latin = b"HTTP/1.1 402 Payment Required\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 14\r\nConnection: close\r\n\r\n".to_vec();
    latin.extend_from_slice(b"{\"code\":\"\xE9t\xE9\"}");
    let server = Server::start(latin).await.unwrap();
    let error = over(server.url()).build().unwrap().charge().await;
    let error = error.unwrap_err();
    assert_eq!(error.status().unwrap(), 402);
    assert!(error.api().is_none());
    assert_eq!(&error.raw_body().unwrap()[9..12], b"\xE9t\xE9");
    let text = error.to_string();
    assert!(text.contains("not the API's error (application/json"), "{text}");
}

#[tokio::test]
async fn garbage_is_no_answer() {
    let server = Server::start("SSH-2.0-OpenSSH_9.6\r\n").await.unwrap();
    let client = over(server.url())
        .retry(Retry::never())
        .build()
        .unwrap();
    let error = client.delete("1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.may_have_been_sent());
}

#[test]
fn without_a_runtime_the_call_fails_unsent() {
    let client = Client::builder("http://localhost").build().unwrap();
    let mut call = std::pin::pin!(client.delete("1").send());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(result) = Future::poll(call.as_mut(), &mut context) else {
        panic!("nothing to wait for");
    };
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    assert!(!error.may_have_been_sent());
    assert!(error.to_string().contains("Tokio"), "{error}");
}

#[tokio::test]
async fn a_body_that_breaks_off_on_this_side_is_not_the_connections_fault() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let path = std::env::temp_dir().join(format!("endpoint-gone-{}", std::process::id()));
    std::fs::write(&path, "content").unwrap();
    let content = Body::file(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let error = client.put("a", content).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    // The file would not be there for another attempt either.
    assert_eq!(
        error.to_string(),
        "PUT /things/{id}: the request's body broke off (may have been sent, 1 attempt)"
    );
    let mut cause: &dyn std::error::Error = &error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    assert!(cause.to_string().contains("os error 2"), "{cause}");
}
