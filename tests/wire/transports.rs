//! Both built-in transports do the same: what arrives, what comes back, what is known of a failure.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use endpoint::auth::Basic;
use endpoint::transport::{Hyper, Reqwest};
use endpoint::{Api, Body, Call, Client, ClientBuilder, ErrorKind, RawBody, Retry, endpoint};
use endpoint_tests::{Arrived, Server, answer, read_request};
use http_body::Frame;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

trait Things: Api {
    #[endpoint(GET, "/things/<id>?<q>")]
    fn thing(&self, id: &str, q: Option<&str>) -> Call<RawBody>;
    #[endpoint(HEAD, "/things/<id>")]
    fn look(&self, id: &str) -> Call<()>;
    #[endpoint(POST, "/things")]
    fn create(&self, #[form] fields: &[(&str, &str)]) -> Call<()>;
    #[endpoint(PUT, "/things")]
    fn upload(&self, #[body] content: Body) -> Call<()>;
    #[endpoint(DELETE, "/things/<id>")]
    fn delete(&self, id: &str) -> Call<()>;
}

impl Things for Client {}

/// A client for `url` over each transport, without retries.
pub(crate) fn over_each(url: &str) -> [(&'static str, ClientBuilder); 2] {
    let builder = || Client::builder(url).retry(Retry::never());
    [
        ("reqwest", builder()),
        ("hyper", builder().transport(Hyper::new().unwrap())),
    ]
}

/// A server that keeps connections alive, and counts them.
struct Counting {
    url: String,
    connections: Arc<AtomicUsize>,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

/// Answers with `text`; hangs up after as many answers on one connection as `hang_up_after` says.
async fn counting(text: &'static str, hang_up_after: usize) -> Counting {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let arrived = Arc::new(Mutex::new(Vec::new()));
    let (counter, kept) = (Arc::clone(&connections), Arc::clone(&arrived));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counter.fetch_add(1, Ordering::SeqCst);
            let kept = Arc::clone(&kept);
            tokio::spawn(async move {
                for _ in 0..hang_up_after {
                    let Ok(request) = read_request(&mut stream).await else {
                        return;
                    };
                    kept.lock().unwrap().push(request);
                    stream.write_all(text.as_bytes()).await.unwrap();
                }
            });
        }
    });
    Counting {
        url,
        connections,
        arrived,
    }
}

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull";

#[tokio::test]
async fn the_same_bytes_arrive() {
    let server = Server::json("null").await.unwrap();
    let mut seen = Vec::new();
    for (_, builder) in over_each(server.url()) {
        let client = builder
            .auth(Basic::new("key", ""))
            .header("Shop-Version", "1")
            .build()
            .unwrap();
        let earlier = server.arrived().len();
        client.thing("a/b c'\"[]", Some("[x]'é")).await.unwrap();
        client.look("1").await.unwrap();
        client.create(&[("a[b]", "c d"), ("e", "")]).await.unwrap();
        client.upload(Body::empty()).await.unwrap();
        client.upload(Body::from("text")).await.unwrap();
        client.delete("1").await.unwrap();
        let arrived = server.arrived().split_off(earlier);
        seen.push(
            arrived
                .iter()
                .map(|request| {
                    let headers = request.headers();
                    (request.line().to_owned(), headers, request.body.clone())
                })
                .collect::<Vec<_>>(),
        );
    }
    assert_eq!(seen[0], seen[1]);
}

/// A body that does not know its length.
struct Chunks(VecDeque<Bytes>);

impl http_body::Body for Chunks {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.pop_front().map(|chunk| Ok(Frame::data(chunk))))
    }
}

#[tokio::test]
async fn a_stream_arrives_in_chunks() {
    for number in 0..2 {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut all = Vec::new();
            while !all.ends_with(b"0\r\n\r\n") {
                tokio::io::AsyncReadExt::read_buf(&mut stream, &mut all)
                    .await
                    .unwrap();
            }
            stream
                .write_all(answer("200 OK", &[], "null").as_bytes())
                .await
                .unwrap();
            String::from_utf8(all).unwrap()
        });
        let body = Chunks(["ab", "c"].map(Bytes::from).into());
        let [reqwest, hyper] = over_each(&url);
        let (_, builder) = if number == 0 { reqwest } else { hyper };
        builder
            .build()
            .unwrap()
            .upload(Body::stream(body))
            .await
            .unwrap();
        let text = server.await.unwrap();
        assert!(text.contains("transfer-encoding: chunked"), "{text}");
        assert!(text.contains("ab") && text.contains("c\r\n"), "{text}");
    }
}

#[tokio::test]
async fn connections_are_kept_and_used_again() {
    for number in 0..2 {
        let server = counting(OK, usize::MAX).await;
        let (name, builder) = over_each(&server.url).into_iter().nth(number).unwrap();
        let client = builder.build().unwrap();
        for _ in 0..5 {
            client.thing("1", None).await.unwrap();
        }
        assert_eq!(server.connections.load(Ordering::SeqCst), 1, "{name}");
    }
}

#[tokio::test]
async fn a_connection_closed_while_idle_costs_nothing() {
    for number in 0..2 {
        let server = counting(OK, 1).await;
        let (name, builder) = over_each(&server.url).into_iter().nth(number).unwrap();
        let client = builder.build().unwrap();
        for _ in 0..5 {
            client.create(&[("a", "b")]).await.unwrap();
            // The server has hung up; until that has arrived nobody can know.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(server.arrived.lock().unwrap().len(), 5, "{name}");
        assert_eq!(server.connections.load(Ordering::SeqCst), 5, "{name}");
    }
}

#[tokio::test]
async fn a_connection_closed_as_the_request_is_sent_is_honest() {
    // The server hangs up at once after each answer, and the next call comes at once: whichever is
    // first, what the error says is compared with what arrived.
    for number in 0..2 {
        let server = counting(OK, 1).await;
        let (name, builder) = over_each(&server.url).into_iter().nth(number).unwrap();
        let client = builder.build().unwrap();
        let mut certain = 0;
        for _ in 0..200 {
            let earlier = server.arrived.lock().unwrap().len();
            match client.create(&[("a", "b")]).await {
                Ok(()) => certain += 1,
                Err(error) if error.may_have_been_sent() => {}
                Err(error) => {
                    let arrived = server.arrived.lock().unwrap().len();
                    assert_eq!(arrived, earlier, "{name}: {error}");
                }
            }
        }
        assert!(server.arrived.lock().unwrap().len() >= certain, "{name}");
    }
}

#[tokio::test]
async fn what_never_connected_is_unsent() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let refusing = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for url in [refusing.as_str(), "http://name.invalid"] {
        for (name, builder) in over_each(url) {
            let client = builder.build().unwrap();
            let error = client.delete("path-value").await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Connect, "{name}: {error:?}");
            assert!(!error.may_have_been_sent());
            assert!(!error.is_timeout());
            assert!(!format!("{error:?}").contains("path-value"), "{error:?}");
        }
    }
}

#[tokio::test]
async fn connecting_has_a_limit_that_includes_tls() {
    // Accepts, and never says hello.
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let short = Duration::from_millis(100);
    let clients = [
        Client::builder(&url).connect_timeout(short),
        Client::builder(&url).transport(Hyper::with_connect_timeout(short).unwrap()),
    ];
    for builder in clients {
        let client = builder.retry(Retry::never()).build().unwrap();
        let started = Instant::now();
        let error = client.create(&[]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
        assert!(error.is_timeout(), "{error:?}");
        assert!(!error.may_have_been_sent());
        assert!(started.elapsed() < Duration::from_secs(5));
    }
}

/// Clients that know whether they have connected: over each transport, with a layer, with a limit,
/// and over the user's own builder.
fn knowing(url: &str) -> [(&'static str, ClientBuilder); 5] {
    let [(_, reqwest), (_, hyper)] = over_each(url);
    let [(_, limited), (_, layered)] = over_each(url);
    let [(_, own), _] = over_each(url);
    let layer = tower::timeout::TimeoutLayer::new(Duration::from_secs(60));
    [
        ("reqwest", reqwest),
        ("reqwest, limited", limited.max_in_flight(4)),
        ("reqwest, own", own.reqwest(reqwest::ClientBuilder::new())),
        ("hyper", hyper),
        ("hyper, layered", layered.layer(layer)),
    ]
}

#[tokio::test]
async fn an_attempt_that_ends_while_connecting_is_unsent() {
    // One accepts and never says hello, the other does not even accept.
    let mute = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let full = tokio::net::TcpSocket::new_v4().unwrap();
    full.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let full = full.listen(1).unwrap();
    let address = full.local_addr().unwrap();
    let mut queue = Vec::new();
    while let Ok(Ok(stream)) = tokio::time::timeout(
        Duration::from_millis(50),
        tokio::net::TcpStream::connect(address),
    )
    .await
    {
        queue.push(stream);
        assert!(queue.len() < 100, "the queue of the listener ends");
    }
    let urls = [
        format!("https://{}", mute.local_addr().unwrap()),
        format!("http://{address}"),
    ];
    for url in urls {
        for (name, builder) in knowing(&url) {
            let short = Duration::from_millis(50);
            let client = builder.attempt_timeout(short).build().unwrap();
            let error = client.create(&[]).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Timeout, "{name}: {error:?}");
            assert!(!error.may_have_been_sent(), "{name}: {error}");
            assert_eq!(
                error.to_string(),
                "POST /things: the request did not get away in time (not sent, 1 attempt)",
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn an_attempt_that_ends_with_a_connection_may_have_been_sent() {
    let server = counting("", usize::MAX).await;
    for (name, builder) in knowing(&server.url) {
        let short = Duration::from_millis(50);
        let client = builder.attempt_timeout(short).build().unwrap();
        let error = client.create(&[]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{name}: {error:?}");
        assert!(error.may_have_been_sent(), "{name}: {error}");
    }
    assert_eq!(server.arrived.lock().unwrap().len(), 5);
}

#[tokio::test]
async fn what_went_wrong_after_the_request_may_have_been_sent() {
    let broken = [
        "",
        "HTTP/1.1 20",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nnull",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nnull",
    ];
    for text in broken {
        let server = Server::start(text).await.unwrap();
        for (name, builder) in over_each(server.url()) {
            let error = builder.build().unwrap().delete("path-value").await;
            let error = error.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Transport, "{name}: {text:?}");
            assert!(error.may_have_been_sent(), "{name}: {text:?}");
            assert!(!format!("{error:?}").contains("path-value"), "{error:?}");
        }
        assert_eq!(server.arrived().len(), 2);
    }
}

#[tokio::test]
async fn answers_of_all_shapes_are_read() {
    let answers = [
        ("HTTP/1.1 204 No Content\r\n\r\n", ""),
        (
            "HTTP/1.1 103 Early Hints\r\nLink: </s>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
            "x",
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n1\r\ny\r\n0\r\n\r\n",
            "xy",
        ),
        (
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end",
            "to the end",
        ),
        ("HTTP/1.0 200 OK\r\n\r\nold", "old"),
    ];
    for (text, body) in answers {
        let server = Server::start(text).await.unwrap();
        for (name, builder) in over_each(server.url()) {
            let raw = builder.build().unwrap().thing("1", None).await.unwrap();
            assert_eq!(raw.as_bytes(), body.as_bytes(), "{name}: {text}");
        }
    }
    let server = Server::start("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
        .await
        .unwrap();
    for (_, builder) in over_each(server.url()) {
        let response = builder.build().unwrap().look("1").with_response().await;
        assert_eq!(response.unwrap().headers()["content-length"], "9");
    }
}

#[tokio::test]
async fn a_foreign_reqwest_client_proves_nothing() {
    // Its redirects are on: an earlier hop may have arrived somewhere.
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let target = format!("Location: http://{}/x", listener.local_addr().unwrap());
    drop(listener);
    let server = Server::start(answer("307 Temporary Redirect", &[&target], ""))
        .await
        .unwrap();
    let client = Client::builder(server.url())
        .retry(Retry::never())
        .transport(Reqwest::from(reqwest::Client::new()))
        .build()
        .unwrap();
    let error = client.create(&[("a", "b")]).await.unwrap_err();
    assert_eq!(server.arrived().len(), 1);
    assert!(error.may_have_been_sent(), "{error}");
}
