//! The guide's table of what is tried again, cell by cell.

use std::time::Duration;

use endpoint::testing::{PausedClock, Recorder, Reply};
use endpoint::{Api, Body, Call, Client, ClientBuilder, ErrorKind, Retry, endpoint};
use http::StatusCode;

const PAGE: &str = include_str!("../../runtime/src/docs/guide/errors.md");

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn get(&self) -> Call<String>;
    #[endpoint(HEAD, "/things")]
    fn head(&self) -> Call<String>;
    #[endpoint(OPTIONS, "/things")]
    fn options(&self) -> Call<String>;
    #[endpoint(PUT, "/things")]
    fn put(&self) -> Call<String>;
    #[endpoint(DELETE, "/things")]
    fn delete(&self) -> Call<String>;
    #[endpoint(POST, "/things")]
    fn post(&self) -> Call<String>;
    #[endpoint(PATCH, "/things")]
    fn patch(&self) -> Call<String>;
    #[endpoint("PROPFIND", "/things")]
    fn another(&self) -> Call<String>;
    #[endpoint(POST, "/things", idempotent = true)]
    fn harmless(&self) -> Call<String>;
    #[endpoint(GET, "/things", idempotent = false)]
    fn harmful(&self) -> Call<String>;
    #[endpoint(PUT, "/things")]
    fn stream(&self, #[body] content: Body) -> Call<String>;
}

impl Things for Client {}

/// The calls of a column, by its heading.
fn calls(heading: &str, keyed: &Client, keyless: &Client) -> Vec<Call<String>> {
    match heading {
        "GET, HEAD, OPTIONS, PUT, DELETE" => vec![
            keyless.get(),
            keyless.head(),
            keyless.options(),
            keyless.put(),
            keyless.delete(),
        ],
        "POST, PATCH" => vec![keyless.post(), keyless.patch()],
        "POST, PATCH with a key" => vec![keyed.post(), keyed.patch()],
        "another method" => vec![keyless.another(), keyed.another()],
        "`idempotent = true`" => vec![keyless.harmless()],
        "`idempotent = false`" => vec![keyless.harmful(), keyed.harmful()],
        "a body that streams" => {
            vec![keyless.stream(Body::stream(http_body_util::Full::from("x")))]
        }
        other => panic!("the table has a column `{other}` that no test knows"),
    }
}

/// What happens in a row, by its beginning.
fn replies(row: &str) -> Vec<Reply> {
    let statuses = |codes: &[u16]| {
        let status = |code: &u16| Reply::status(StatusCode::from_u16(*code).unwrap());
        codes.iter().map(status).collect()
    };
    let says = |code, wish| {
        Reply::status(StatusCode::from_u16(code).unwrap()).header("x-should-retry", wish)
    };
    match row.split([':', ' ', ',']).next().unwrap() {
        "not" => vec![Reply::not_sent()],
        "lost" => vec![Reply::lost()],
        "408" => statuses(&[408, 429, 500, 502, 503, 504]),
        "409" => statuses(&[409]),
        "a" if row.contains("Retry::on") => statuses(&[423, 425]),
        "any" if row.contains("`true`") => vec![says(400, "true"), says(503, "true")],
        "any" if row.contains("`false`") => vec![says(500, "false"), says(503, "false")],
        "any" if row.starts_with("any other") => {
            statuses(&[301, 304, 400, 401, 403, 404, 410, 501])
        }
        "an" => vec![Reply::json("longer than 16 bytes"), Reply::json(&7)],
        // Not from a script: `tls.rs` has the certificates, the test below the call's own time.
        "a" | "the" => Vec::new(),
        other => panic!("the table has a row `{other}` that no test knows"),
    }
}

fn settings(reply: &Reply) -> (ClientBuilder, Recorder) {
    let recorder = Recorder::new()
        .then(reply.clone())
        .then(reply.clone())
        .then(reply.clone());
    let retry = Retry::standard()
        .on(StatusCode::LOCKED)
        .when(|head| head.status == StatusCode::TOO_EARLY)
        .server_header("X-Should-Retry");
    let builder = recorder
        .settings()
        .retry(retry)
        .clock(PausedClock::new())
        .max_response_bytes(16);
    (builder, recorder)
}

/// How often what the first column says is tried for each call of a column.
async fn attempts(row: &str, heading: &str) -> Vec<usize> {
    let mut attempts = Vec::new();
    for reply in replies(row) {
        for number in 0.. {
            let (builder, recorder) = settings(&reply);
            let keyless = builder.build().unwrap();
            let (builder, keyed_recorder) = settings(&reply);
            let keyed = builder
                .idempotency_header("Idempotency-Key")
                .build()
                .unwrap();
            let Some(call) = calls(heading, &keyed, &keyless).into_iter().nth(number) else {
                break;
            };
            call.await.unwrap_err();
            attempts.push(recorder.requests().len() + keyed_recorder.requests().len());
        }
    }
    attempts
}

fn cells(line: &str) -> Vec<&str> {
    line.trim_matches('|').split(" | ").map(str::trim).collect()
}

#[tokio::test]
async fn the_table_of_the_guide_is_true() {
    let mut lines = PAGE
        .lines()
        .skip_while(|line| !line.starts_with("| what happened | GET"));
    let headings = cells(lines.next().unwrap());
    let rows: Vec<_> = lines
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(cells)
        .collect();
    assert_eq!((headings.len(), rows.len()), (8, 11));
    for row in &rows {
        for (heading, cell) in headings.iter().zip(row).skip(1) {
            let expected = match *cell {
                "yes" => 3,
                "no" => 1,
                other => panic!("`{other}` is neither yes nor no"),
            };
            for attempts in attempts(row[0], heading).await {
                assert_eq!(attempts, expected, "{} / {heading}", row[0]);
            }
        }
    }
}

#[tokio::test]
async fn the_calls_own_time_ends_it_for_good() {
    let limit = Duration::from_millis(20);
    let recorder = Recorder::new().then(Reply::silence());
    let client = recorder.settings().timeout(limit).build().unwrap();
    let error = client.get().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));

    let recorder = Recorder::new()
        .then(Reply::silence())
        .then(Reply::json("x"));
    let client = recorder
        .settings()
        .attempt_timeout(limit)
        .clock(PausedClock::new())
        .build()
        .unwrap();
    assert_eq!(client.get().await.unwrap(), "x");
}
