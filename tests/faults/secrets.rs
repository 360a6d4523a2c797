//! Nothing secret in any output, whatever fails.

use std::io::Write;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use endpoint::transport::{Inner, ResponseBody};
use endpoint::{Body, BoxError, Client, Retry};
use endpoint_tls_tests::trusting;
use http::{Request, Response};
use tokio::task::JoinSet;
use tower::ServiceExt;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::table::{ACCOUNT, As, KEY, Over, Transfers, meet, rows, settings};

/// All that is logged, in one place.
#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Output {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Output {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// The key in Base64: its end may be cut by what stands behind it, its beginning may not.
fn bare() -> String {
    let mut bare = STANDARD.encode(KEY);
    bare.truncate(bare.len() - 4);
    bare
}

/// What of the marked values is in `text`.
fn leaks(text: &str) -> Vec<String> {
    let basic = STANDARD.encode(format!("{KEY}:"));
    let marks = [KEY, ACCOUNT, &basic, &bare()];
    marks
        .into_iter()
        .filter(|mark| text.contains(mark))
        .map(str::to_owned)
        .collect()
}

/// Logs the header that nobody may see.
async fn leaking(inner: Inner, request: Request<Body>) -> Result<Response<ResponseBody>, BoxError> {
    let value = request.headers()["authorization"].to_str()?;
    tracing::trace!("authorization: {value}");
    inner.oneshot(request).await
}

/// Runs every failure with each kind of key and everything logged, that of libraries and of tasks in
/// the background too, and gives all output there is. The process is for this alone.
async fn all_output(leak: bool) -> Output {
    let output = Output::default();
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(output.clone())
        .init();
    let mut meetings = JoinSet::new();
    for key in As::ALL {
        for (over, row) in rows() {
            meetings.spawn(async move { meet(over, &row, Retry::standard(), key).await.0 });
        }
    }
    let mut log = output.clone();
    while let Some(error) = meetings.join_next().await {
        let error = error.unwrap();
        let mut cause: Option<&dyn std::error::Error> = Some(&error);
        while let Some(error) = cause {
            writeln!(log, "{error} {error:?}").unwrap();
            cause = error.source();
        }
    }
    for key in As::ALL {
        let base = "https://api.example.com".to_owned();
        let client: Client = settings(Over::Reqwest, base, key).build().unwrap();
        let call = client.create_transfer("a", &[]);
        writeln!(log, "{client:?} {call:?} {}", call.to_curl()).unwrap();
        let signed = call.signed_request().await.unwrap();
        writeln!(log, "{:?}", signed.headers()).unwrap();
    }
    if leak {
        let nobody = "http://127.0.0.1:1".to_owned();
        let layer = tower::layer::layer_fn(|inner: Inner| {
            tower::service_fn(move |request| leaking(inner.clone(), request))
        });
        let builder = settings(Over::Hyper, nobody, As::Basic).layer(layer);
        let call = builder.build().unwrap().create_transfer("a", &[]);
        call.await.unwrap_err();
    }
    output
}

#[tokio::test]
async fn no_key_and_no_path_value_is_in_any_output() {
    if !trusting("secrets::no_key_and_no_path_value_is_in_any_output") {
        return;
    }
    let text = all_output(false).await.text();
    for there in [
        "/v1/accounts/{account}/transfers",
        "http.client.request",
        // Who else logs: our own client says nothing of these.
        "reqwest::connect",
        "hyper_util::client",
    ] {
        assert!(text.contains(there), "`{there}` is there");
    }
    assert_eq!(leaks(&text), [""; 0], "{text}");
}

#[tokio::test]
async fn a_planted_leak_is_found() {
    if !trusting("secrets::a_planted_leak_is_found") {
        return;
    }
    let found = leaks(&all_output(true).await.text());
    assert_eq!(found, [STANDARD.encode(format!("{KEY}:")), bare()]);
    for planted in [KEY, ACCOUNT] {
        assert_eq!(leaks(&format!("x{planted}y")).len(), 1);
    }
}
