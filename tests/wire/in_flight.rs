//! How many calls are under way at once.

use std::sync::{Arc, Mutex};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use endpoint::transport::Hyper;
use endpoint::{Api, Call, Client, ClientBuilder, ErrorKind, Retry, endpoint};
use endpoint_tests::read_request;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::transports::over_each;
use crate::over;

trait Things: Api {
    #[endpoint(GET, "/things/<id>")]
    fn thing(&self, id: usize) -> Call<usize>;
}

impl Things for Client {}

/// How much there is, and how much there was at most.
#[derive(Default)]
struct Gauge {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Gauge {
    fn rise(&self) {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
    }

    fn fall(&self) {
        self.now.fetch_sub(1, Ordering::SeqCst);
    }

    fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

/// Connections, as the operating system knows them.
#[derive(Default)]
struct Connections {
    open: Vec<std::net::TcpStream>,
    most: usize,
}

impl Connections {
    /// Adds `stream` to those that the client has not closed: what it closed before it connected again
    /// is known to be closed here.
    fn add(&mut self, stream: std::net::TcpStream) {
        self.open
            .retain(|stream| !matches!(stream.peek(&mut [0]), Ok(0)));
        self.open.push(stream);
        self.most = self.most.max(self.open.len());
    }
}

#[derive(Default)]
struct Gauges {
    connections: Mutex<Connections>,
    requests: Gauge,
}

/// A server that keeps connections alive and answers with the last segment of the path.
async fn echoing() -> (String, Arc<Gauges>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let gauges = Arc::<Gauges>::default();
    let shared = Arc::clone(&gauges);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let gauges = Arc::clone(&shared);
            let stream = stream.into_std().unwrap();
            let seen = stream.try_clone().unwrap();
            gauges.connections.lock().unwrap().add(seen);
            let stream = TcpStream::from_std(stream).unwrap();
            tokio::spawn(async move { echo(stream, &gauges.requests).await });
        }
    });
    (url, gauges)
}

async fn echo(mut stream: TcpStream, requests: &Gauge) {
    while let Ok(request) = read_request(&mut stream).await {
        requests.rise();
        tokio::task::yield_now().await;
        let id = request.line().rsplit('/').next().unwrap_or("").to_owned();
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{id}",
            id.len()
        );
        requests.fall();
        if stream.write_all(answer.as_bytes()).await.is_err() {
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls_at_once_are_64_connections_at_once() {
    for number in 0..2 {
        let (url, gauges) = echoing().await;
        let (name, builder) = over_each(&url).into_iter().nth(number).unwrap();
        let client = builder.max_in_flight(64).build().unwrap();
        let mut calls = JoinSet::new();
        for id in 0..10_000 {
            let call = client.thing(id);
            calls.spawn(async move { (id, call.await) });
        }
        while let Some(call) = calls.join_next().await {
            let (id, answer) = call.unwrap();
            assert_eq!(answer.unwrap(), id);
        }
        assert!(gauges.requests.most() <= 64, "{name}");
        let connections = gauges.connections.lock().unwrap().most;
        assert!(connections <= 64, "{name}: {connections} connections");
        assert!(connections > 1, "{name}: they were under way together");
    }
}

#[tokio::test]
async fn waiting_counts_against_the_deadline_and_is_unsent() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = over(url)
        .retry(Retry::never())
        .max_in_flight(1)
        .attempt_timeout(Duration::from_secs(60))
        .build()
        .unwrap();
    let first = tokio::spawn(client.thing(1).send());
    let _stream = listener.accept().await.unwrap();
    // A copy shares the places.
    let copy = client.with_timeout(Duration::from_millis(50));
    let error = copy.thing(2).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.is_timeout());
    assert!(!error.may_have_been_sent());
    assert_eq!(
        error.to_string(),
        "GET /things/{id}: the call waited too long for its turn among those in flight (not sent)"
    );
    // A dropped call gives its place back.
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    let third = tokio::spawn(client.thing(3).send());
    let (mut stream, _) = listener.accept().await.unwrap();
    read_request(&mut stream).await.unwrap();
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n3";
    stream.write_all(answer.as_bytes()).await.unwrap();
    assert_eq!(third.await.unwrap().unwrap(), 3);
}

#[tokio::test]
async fn a_body_that_still_arrives_keeps_its_place() {
    trait Files: Api {
        #[endpoint(GET, "/file")]
        fn file(&self) -> Call<endpoint::Download>;
    }
    impl Files for Client {}
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    for (name, builder) in over_each(&url) {
        let client = builder.max_in_flight(1).build().unwrap();
        let call = tokio::spawn(client.file().send());
        let (mut stream, _) = listener.accept().await.unwrap();
        read_request(&mut stream).await.unwrap();
        let beginning = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na";
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let mut file = call.await.unwrap().unwrap();
        assert_eq!(file.chunk().await.unwrap().unwrap(), "a");
        let short = Duration::from_millis(50);
        let error = client.thing(1).timeout(short).await.unwrap_err();
        assert!(!error.may_have_been_sent(), "{name}: {error}");
        stream.write_all(b"b").await.unwrap();
        assert_eq!(file.chunk().await.unwrap().unwrap(), "b");
        assert!(file.chunk().await.unwrap().is_none());
        let server = tokio::spawn(async move {
            read_request(&mut stream).await.unwrap();
            let answer = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1";
            stream.write_all(answer.as_bytes()).await.unwrap();
        });
        assert_eq!(client.thing(1).await.unwrap(), 1, "{name}");
        server.await.unwrap();
    }
}

/// Clients with one place over each transport. What waits for a connection that is gone waits 50 ms.
fn one_at_a_time(url: &str) -> [(&'static str, ClientBuilder); 2] {
    let limit = Duration::from_millis(100);
    let builder = || Client::builder(url).retry(Retry::never()).max_in_flight(1);
    let hyper = Hyper::with_connect_timeout(limit).unwrap();
    [
        ("reqwest", builder().connect_timeout(limit)),
        ("hyper", builder().transport(hyper)),
    ]
}

/// Answers each request on a connection with the next of `answers`, then closes it.
async fn closing_after(answers: &'static [&'static str]) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let opened = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&opened);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counter.fetch_add(1, Ordering::SeqCst);
            for answer in answers {
                if read_request(&mut stream).await.is_err() {
                    break;
                }
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        }
    });
    (url, opened)
}

#[tokio::test]
async fn a_connection_that_closed_makes_room_for_another() {
    const ANNOUNCED: &[&str] =
        &["HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n7"];
    const UNANNOUNCED: &[&str] = &["HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n7"];
    for answers in [ANNOUNCED, UNANNOUNCED] {
        let (url, opened) = closing_after(answers).await;
        for (name, builder) in one_at_a_time(&url) {
            let client = builder.build().unwrap();
            let before = opened.load(Ordering::SeqCst);
            for _ in 0..4 {
                assert_eq!(client.thing(1).await.unwrap(), 7, "{name}");
                // Until the news has arrived nobody can know that the connection is gone.
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            assert_eq!(opened.load(Ordering::SeqCst) - before, 4, "{name}");
        }
    }
}

#[tokio::test]
async fn each_origin_has_connections_of_its_own() {
    trait Other: Api {
        #[endpoint(GET, "/other", base = "other")]
        fn other(&self) -> Call<usize>;
    }
    impl Other for Client {}
    const KEPT: &[&str] = &["HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n7"; 3];
    for number in 0..2 {
        let (url, opened) = closing_after(KEPT).await;
        let (other_url, other_opened) = closing_after(KEPT).await;
        let (name, builder) = one_at_a_time(&url).into_iter().nth(number).unwrap();
        let client = builder.base("other", other_url).build().unwrap();
        for _ in 0..3 {
            assert_eq!(client.thing(1).await.unwrap(), 7, "{name}");
            assert_eq!(client.other().await.unwrap(), 7, "{name}");
        }
        assert_eq!(opened.load(Ordering::SeqCst), 1, "{name}");
        assert_eq!(other_opened.load(Ordering::SeqCst), 1, "{name}");
    }
}

#[tokio::test]
async fn a_redirect_is_followed_with_one_place() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let request = read_request(&mut stream).await.unwrap();
            let answer = if request.line() == "GET /things/1" {
                // The rest of this body never comes.
                "HTTP/1.1 302 Found\r\nLocation: /things/2\r\nContent-Length: 9\r\n\r\nover"
            } else {
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n7"
            };
            stream.write_all(answer.as_bytes()).await.unwrap();
            open.push(stream);
        }
    });
    for (name, builder) in one_at_a_time(&url) {
        let client = builder.redirects(1).build().unwrap();
        assert_eq!(client.thing(1).await.unwrap(), 7, "{name}");
    }
}

#[test]
fn no_place_at_all_is_refused() {
    let builder = Client::builder("https://a.example").max_in_flight(0);
    let error = builder.build().unwrap_err();
    assert!(
        error.to_string().contains("setting `max_in_flight`"),
        "{error}"
    );
}
