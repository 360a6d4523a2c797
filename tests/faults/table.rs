//! What a caller sees of each failure, checked against the server's own log.

use std::ops::RangeInclusive;
use std::time::Duration;

use endpoint::auth::{ApiKey, Basic, Bearer};
use endpoint::testing::PausedClock;
use endpoint::transport::Hyper;
use endpoint::{Api, Call, Client, ClientBuilder, Error, ErrorKind, Retry, endpoint};
use endpoint_tests::Arrived;
use endpoint_tls_tests::{Identity, trusting};

use crate::server::{Behaviour, Failing};

pub(crate) trait Transfers: Api {
    #[endpoint(POST, "/v1/accounts/<account>/transfers")]
    fn create_transfer(&self, account: &str, #[form] fields: &[(&str, &str)]) -> Call<u32, String>;
}

impl Transfers for Client {}

/// The key, and an account, that must never be seen.
pub(crate) const KEY: &str = "sk_marked_key_7f3a";
pub(crate) const ACCOUNT: &str = "acct-marked-path-value";

/// A failure, and what a caller is to see of it.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) fault: Fault,
    pub(crate) kind: ErrorKind,
    /// What `may_have_been_sent` says.
    pub(crate) sent: bool,
    /// Whether it depends on who is faster: noticed before a byte was written, it is `Connect` and
    /// unsent instead.
    pub(crate) or_unsent: bool,
}

impl Row {
    /// How many attempts a call makes that may make three.
    fn attempts(&self) -> RangeInclusive<u32> {
        match (&self.fault, self.kind) {
            // What will be the same again.
            (Fault::UnknownIssuer | Fault::AnotherName, _) => 1..=1,
            (_, ErrorKind::Decode | ErrorKind::Limit) => 1..=1,
            (_, ErrorKind::Status) if self.name != "a status" => 1..=1,
            // The time for the whole call ends it.
            (_, ErrorKind::Timeout) => 1..=3,
            _ => 3..=3,
        }
    }

    fn foretells(&self, error: &Error<String>) -> bool {
        let told = (error.kind(), error.may_have_been_sent());
        told == (self.kind, self.sent) || self.or_unsent && told == (ErrorKind::Connect, false)
    }
}

pub(crate) enum Fault {
    /// Nothing listens.
    Refused,
    /// A name that never resolves (RFC 6761).
    NoSuchName,
    /// TLS to a server that speaks none.
    NoTls,
    /// TLS to a server that nobody has vouched for.
    UnknownIssuer,
    /// TLS to a server that somebody has vouched for, under another name.
    AnotherName,
    /// TCP is there, and TLS does not get further.
    SilentTls,
    Server(Behaviour),
}

const CUT_BODY: &str = "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n123";
const CUT_CHUNK: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12";

fn table() -> Vec<Row> {
    use Behaviour::{
        Answer, AnswerAndStay, CloseAtOnce, Drip, Endless, GzipBomb, HugeHead, NoGzip,
    };
    use ErrorKind::{Connect, Decode, Limit, Status, Timeout, Transport};

    let row = |name, fault, kind, sent| Row {
        name,
        fault,
        kind,
        sent,
        or_unsent: false,
    };
    let server = |name, behaviour, kind| row(name, Fault::Server(behaviour), kind, true);
    vec![
        row("connection refused", Fault::Refused, Connect, false),
        row("no such name", Fault::NoSuchName, Connect, false),
        row("no TLS at the other end", Fault::NoTls, Connect, false),
        row("an unknown issuer", Fault::UnknownIssuer, Connect, false),
        row(
            "a certificate for another name",
            Fault::AnotherName,
            Connect,
            false,
        ),
        row("TLS that stands still", Fault::SilentTls, Connect, false),
        Row {
            or_unsent: true,
            ..server("closed before the request was read", CloseAtOnce, Transport)
        },
        server("closed before the head", Answer(""), Transport),
        server(
            "closed inside the head",
            Answer("HTTP/1.1 200 OK\r\nX-A: b"),
            Transport,
        ),
        server(
            "closed after the head",
            Answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"),
            Transport,
        ),
        server("closed inside the body", Answer(CUT_BODY), Transport),
        server("chunked body cut off", Answer(CUT_CHUNK), Transport),
        server(
            "body shorter than its JSON",
            Answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[12"),
            Decode,
        ),
        server("a head too large", HugeHead(2_000_000), Transport),
        server("a body without end", Endless, Limit),
        server("a body that is no gzip", NoGzip, Decode),
        server("a gzip bomb", GzipBomb, Limit),
        server("a body byte by byte", Drip, Timeout),
        server("no answer", AnswerAndStay(""), Timeout),
        server(
            "a head and no body",
            AnswerAndStay("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"),
            Timeout,
        ),
        server(
            "garbage",
            Answer("\x01\x02\x03 this is no HTTP\r\n\r\n"),
            Transport,
        ),
        server(
            "a status",
            Answer("HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\n\"no\""),
            Status,
        ),
        server(
            "a redirect",
            Answer(
                "HTTP/1.1 307 Elsewhere\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n",
            ),
            Status,
        ),
        server(
            "a half-written error",
            Answer("HTTP/1.1 402 No\r\nContent-Length: 90\r\n\r\n{\"er"),
            Status,
        ),
    ]
}

/// Every failure over each transport.
pub(crate) fn rows() -> impl Iterator<Item = (Over, Row)> {
    BOTH.into_iter()
        .flat_map(|over| table().into_iter().map(move |row| (over, row)))
}

/// The transports that are built in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Over {
    Reqwest,
    Hyper,
}

pub(crate) const BOTH: [Over; 2] = [Over::Reqwest, Over::Hyper];

/// How long connecting may take.
const CONNECT: Duration = Duration::from_millis(150);

impl Over {
    /// A client for `base` over this transport.
    pub(crate) fn builder(self, base: String) -> ClientBuilder {
        match self {
            Self::Reqwest => Client::builder(base).connect_timeout(CONNECT),
            Self::Hyper => {
                Client::builder(base).transport(Hyper::with_connect_timeout(CONNECT).unwrap())
            }
        }
    }
}

/// What the key goes as.
#[derive(Debug, Clone, Copy)]
pub(crate) enum As {
    Basic,
    Bearer,
    Header,
    Query,
}

impl As {
    pub(crate) const ALL: [Self; 4] = [Self::Basic, Self::Bearer, Self::Header, Self::Query];

    fn put(self, builder: ClientBuilder) -> ClientBuilder {
        match self {
            Self::Basic => builder.auth(Basic::new(KEY, "")),
            Self::Bearer => builder.auth(Bearer::new(KEY)),
            Self::Header => builder.auth(ApiKey::header("X-Api-Key", KEY)),
            Self::Query => builder.auth(ApiKey::query("key", KEY)),
        }
    }
}

/// The settings under which each failure is met.
pub(crate) fn settings(over: Over, base: String, key: As) -> ClientBuilder {
    key.put(over.builder(base))
        .allow_http("")
        .idempotency_header("Idempotency-Key")
        .clock(PausedClock::new().jitter(0.0))
        .attempt_timeout(Duration::from_millis(250))
        .read_timeout(Duration::from_millis(250))
        .timeout(Duration::from_millis(700))
        .max_response_bytes(64 * 1024)
}

/// A server that would answer who trusts it.
async fn answering(identity: &Identity) -> Failing {
    let answer = Behaviour::Answer("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n7");
    Failing::start_tls(answer, identity).await
}

/// Meets the failure, and gives the requests that the server saw.
pub(crate) async fn meet(
    over: Over,
    row: &Row,
    retry: Retry,
    key: As,
) -> (Error<String>, Vec<Arrived>) {
    let over_tls = |server: Failing, host| {
        let (_, port) = server.authority.split_once(':').unwrap();
        (format!("https://{host}:{port}"), Some(server))
    };
    let (base, server) = match &row.fault {
        Fault::Refused => {
            let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
            (format!("http://{}", listener.local_addr().unwrap()), None)
        }
        Fault::NoSuchName => ("http://nowhere.invalid".to_owned(), None),
        Fault::NoTls => over_tls(
            Failing::start(Behaviour::Greet("SSH-2.0-none\r\n")).await,
            "127.0.0.1",
        ),
        Fault::UnknownIssuer => over_tls(answering(&Identity::make()).await, "localhost"),
        Fault::AnotherName => over_tls(answering(&Identity::trusted()).await, "127.0.0.1"),
        Fault::SilentTls => over_tls(Failing::start(Behaviour::Stay).await, "localhost"),
        Fault::Server(behaviour) => {
            let server = Failing::start(*behaviour).await;
            (format!("http://{}", server.authority), Some(server))
        }
    };
    let client = settings(over, base, key).retry(retry).build().unwrap();
    let call = client.create_transfer(ACCOUNT, &[("amount", "100")]);
    let error = call.await.unwrap_err();
    let mut arrived = server.map_or_else(Vec::new, |server| server.arrived());
    arrived.retain(|request| request.line().starts_with("POST /v1"));
    (error, arrived)
}

#[tokio::test]
async fn each_failure_is_told_as_what_it_is() {
    if !trusting("table::each_failure_is_told_as_what_it_is") {
        return;
    }
    let (mut arrived_unsent, mut said) = (0, Vec::new());
    for (over, row) in rows() {
        let (error, arrived) = meet(over, &row, Retry::never(), As::Basic).await;
        let arrived = arrived.len();
        let sent = if error.may_have_been_sent() {
            "maybe"
        } else {
            "no"
        };
        println!("| {} | {over:?} | {error} | {sent} | {arrived} |", row.name);
        assert!(row.foretells(&error), "{}: {error:?}", row.name);
        assert_eq!(error.attempts(), 1, "{}", row.name);
        assert!(arrived <= 1, "{}", row.name);
        if !error.may_have_been_sent() {
            arrived_unsent += arrived;
        } else if !row.or_unsent {
            assert_eq!(arrived, 1, "{}", row.name);
        }
        said.push(error.may_have_been_sent());
    }
    assert_eq!(
        arrived_unsent, 0,
        "no call that says it was not sent is in a server's log"
    );
    assert!(said.contains(&true) && said.contains(&false));
}

#[tokio::test]
async fn retries_end_each_failure_within_its_limits() {
    if !trusting("table::retries_end_each_failure_within_its_limits") {
        return;
    }
    for (over, row) in rows() {
        let (error, arrived) = meet(over, &row, Retry::standard(), As::Basic).await;
        // Whatever the last attempt ended with, what was lost before counts for the whole call.
        assert!(
            error.may_have_been_sent() == row.sent || row.or_unsent,
            "{}: {error:?}",
            row.name
        );
        let attempts = error.attempts();
        assert!(
            row.attempts().contains(&attempts),
            "{}: {attempts} attempts, {error}",
            row.name
        );
        let attempts = usize::try_from(attempts).unwrap();
        if row.sent && !row.or_unsent {
            assert_eq!(arrived.len(), attempts, "{}", row.name);
        } else {
            assert!(arrived.len() <= attempts, "{}", row.name);
        }
        let key = error.idempotency_key().unwrap();
        assert_eq!(key.len(), 36, "{}", row.name);
        for request in &arrived {
            assert_eq!(request.header("idempotency-key"), Some(key), "{}", row.name);
        }
    }
}
