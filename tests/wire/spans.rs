//! What a tracing subscriber sees of a call.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use endpoint::auth::{ApiKey, Basic};
use endpoint::testing::PausedClock;
use endpoint::{Api, Call, Client, Retry, endpoint};
use endpoint_tests::{Server, answer};
use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber;
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::{LookupSpan, Registry};

use crate::over;

trait Things: Api {
    #[endpoint(DELETE, "/things/<id>?<token>")]
    fn delete(&self, id: &str, token: Option<&str>) -> Call<()>;
    #[endpoint("PROPFIND", "/things")]
    fn properties(&self) -> Call<()>;
}

impl Things for Client {}

type Fields = BTreeMap<String, String>;

/// Keeps the fields of each span of ours.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<(Id, Fields)>>>);

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        if attributes.metadata().target() == "endpoint" {
            let mut fields = Fields::new();
            attributes.record(&mut Kept(&mut fields));
            self.0.lock().unwrap().push((id.clone(), fields));
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut spans = self.0.lock().unwrap();
        if let Some((_, fields)) = spans.iter_mut().rev().find(|(known, _)| known == id) {
            values.record(&mut Kept(fields));
        }
    }
}

struct Kept<'a>(&'a mut Fields);

impl Visit for Kept<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

async fn observed<T>(call: impl Future<Output = T>) -> (T, Vec<Fields>) {
    let spans = Spans::default();
    let subscriber = Registry::default().with(spans.clone());
    let result = call.with_subscriber(subscriber).await;
    let fields = spans
        .0
        .lock()
        .unwrap()
        .iter()
        .map(|(_, fields)| fields.clone())
        .collect();
    (result, fields)
}

fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn one_span_an_attempt_by_the_conventions() {
    let answers = [
        "",
        &answer("503 Service Unavailable", &[], ""),
        &answer("200 OK", &[], ""),
    ];
    let server = Server::script(answers).await.unwrap();
    let port = server.url().rsplit_once(':').unwrap().1.to_owned();
    let client = over(server.url())
        .clock(PausedClock::new().jitter(0.0))
        .build()
        .unwrap();
    let (result, spans) = observed(client.delete("secret-id", None).send()).await;
    result.unwrap();
    let span = |more: &[(&str, &str)]| {
        let mut all = fields(&[
            ("otel.name", "DELETE /things/{id}"),
            ("otel.kind", "client"),
            ("http.request.method", "DELETE"),
            ("url.template", "/things/{id}"),
            ("server.address", "127.0.0.1"),
            ("server.port", &port),
        ]);
        all.extend(fields(more));
        all
    };
    assert_eq!(
        spans,
        [
            span(&[("error.type", "Transport"), ("otel.status_code", "ERROR")]),
            span(&[
                ("http.request.resend_count", "1"),
                ("http.response.status_code", "503"),
                ("error.type", "503"),
                ("otel.status_code", "ERROR"),
            ]),
            span(&[
                ("http.request.resend_count", "2"),
                ("http.response.status_code", "200")
            ]),
        ]
    );
}

#[tokio::test]
async fn no_secret_and_no_path_value_is_in_a_span() {
    let server = Server::start(answer("400 Bad Request", &[], "no"))
        .await
        .unwrap();
    let client = over(server.url())
        .auth(Basic::new("s3cret", ""))
        .retry(Retry::never())
        .build()
        .unwrap();
    for client in [
        client.clone(),
        client.with_auth(ApiKey::query("key", "s3cret")).unwrap(),
    ] {
        let call = client.delete("path-value", Some("s3cret"));
        let (_, spans) = observed(call.send()).await;
        let shown = format!("{spans:?}");
        assert!(shown.contains("url.template"), "{shown}");
        assert!(
            !shown.contains("s3cret") && !shown.contains("path-value"),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn a_method_of_its_own_is_other() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let (_, spans) = observed(client.properties().send()).await;
    assert_eq!(spans[0]["http.request.method"], "_OTHER");
    assert_eq!(spans[0]["http.request.method_original"], "PROPFIND");
}
