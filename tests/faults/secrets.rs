//! Nothing secret in any output, whatever fails.

use std::io::Write;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use endpoint::{Client, Retry};
use endpoint_tls_tests::trusting;
use tracing::instrument::WithSubscriber;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::table::{ACCOUNT, KEY, Over, Transfers, meet, rows, settings};

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

/// What of the marked values is in `text`.
fn leaks(text: &str) -> Vec<String> {
    let basic = STANDARD.encode(format!("{KEY}:"));
    let bare = STANDARD.encode(KEY);
    // Base64 of the whole may be cut by what stands around it; its beginning may not.
    let marks = [KEY, ACCOUNT, &basic, &bare[..bare.len() - 4]];
    marks
        .into_iter()
        .filter(|mark| text.contains(mark))
        .map(str::to_owned)
        .collect()
}

/// Runs every failure with everything logged, and gives all output there is.
async fn all_output() -> Output {
    let output = Output::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(output.clone())
        .finish();
    let mut log = output.clone();
    let run = async {
        for (over, row) in rows() {
            let (error, _) = meet(over, &row, Retry::standard()).await;
            let mut cause: Option<&dyn std::error::Error> = Some(&error);
            while let Some(error) = cause {
                writeln!(log, "{error} {error:?}").unwrap();
                cause = error.source();
            }
        }
        let client: Client = settings(Over::Reqwest, "https://api.example.com".to_owned())
            .build()
            .unwrap();
        let call = client.create_transfer("a", &[]);
        writeln!(log, "{client:?} {call:?} {}", call.to_curl()).unwrap();
        let signed = call.signed_request().await.unwrap();
        writeln!(log, "{:?}", signed.headers()).unwrap();
    };
    run.with_subscriber(subscriber).await;
    output
}

#[tokio::test]
async fn no_key_and_no_path_value_is_in_any_output() {
    if !trusting("secrets::no_key_and_no_path_value_is_in_any_output") {
        return;
    }
    let output = all_output().await;
    let text = output.text();
    assert!(
        text.contains("/v1/accounts/{account}/transfers"),
        "the output is there: {text}"
    );
    assert!(text.contains("http.client.request"), "the spans are there");
    assert_eq!(leaks(&text), [""; 0], "{text}");
}

#[tokio::test]
async fn a_planted_leak_is_found() {
    if !trusting("secrets::a_planted_leak_is_found") {
        return;
    }
    let mut output = all_output().await;
    writeln!(
        output,
        "Authorization: Basic {}",
        STANDARD.encode(format!("{KEY}:"))
    )
    .unwrap();
    assert!(!leaks(&output.text()).is_empty());
    for planted in [KEY, ACCOUNT] {
        assert_eq!(leaks(&format!("x{planted}y")).len(), 1);
    }
}
