//! Spans of both services in one tree: each answer's span hangs below the attempt that asked for it,
//! which `traceparent` names (W3C Trace Context).

use std::fmt::Write;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use endpoint::Body;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{SpanId, SpanKind, TraceId, TracerProvider};
use opentelemetry_http::{HeaderExtractor, HeaderInjector};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use tower::util::MapRequestLayer;
use tracing::field::Empty;
use tracing::{Instrument, Span};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

/// A layer that tells each server which attempt it is answering. It works within the attempt's span.
pub fn propagate() -> MapRequestLayer<fn(http::Request<Body>) -> http::Request<Body>> {
    MapRequestLayer::new(|mut request| {
        let mut headers = HeaderInjector(request.headers_mut());
        TraceContextPropagator::new().inject_context(&Span::current().context(), &mut headers);
        request
    })
}

/// Middleware that answers within a span below the caller's.
pub async fn server_span(
    State(service): State<&'static str>,
    request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let span = tracing::info_span!(
        "http.server.request",
        otel.name = format!(
            "{} {}",
            request.method(),
            route.map_or("", MatchedPath::as_str)
        ),
        otel.kind = "server",
        service.name = service,
        http.response.status_code = Empty,
    );
    let caller = TraceContextPropagator::new().extract(&HeaderExtractor(request.headers()));
    // Fails only where nobody collects spans.
    let _ = span.set_parent(caller);
    let response = next.run(request).instrument(span.clone()).await;
    span.record("http.response.status_code", response.status().as_u16());
    response
}

/// The spans that have ended, kept in memory.
#[derive(Debug, Clone)]
pub struct Spans {
    exporter: InMemorySpanExporter,
    provider: SdkTracerProvider,
}

/// Collects the spans of this program from now on.
///
/// # Errors
///
/// Where somebody else collects them.
pub fn collect() -> Result<Spans, TryInitError> {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(exporter.clone())
        .build();
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("service-example"))
        .with_filter(
            Targets::new()
                .with_target("endpoint", LevelFilter::INFO)
                .with_target("service_example", LevelFilter::INFO),
        );
    tracing_subscriber::registry().with(layer).try_init()?;
    Ok(Spans { exporter, provider })
}

impl Spans {
    /// The trees of the spans since the last time, the oldest first.
    #[must_use]
    pub fn take(&self) -> String {
        let spans = self.finished();
        self.exporter.reset();
        tree(&spans)
    }

    /// The tree of one trace, as far as its spans have ended.
    #[must_use]
    pub fn of(&self, trace: TraceId) -> String {
        let mut spans = self.finished();
        spans.retain(|span| span.span_context.trace_id() == trace);
        tree(&spans)
    }

    fn finished(&self) -> Vec<SpanData> {
        // A provider that cannot flush has nothing to flush: each span is exported as it ends.
        let _ = self.provider.force_flush();
        let mut spans = self.exporter.get_finished_spans().unwrap_or_default();
        spans.sort_by_key(|span| span.start_time);
        spans
    }
}

fn tree(spans: &[SpanData]) -> String {
    let is_root = |span: &&SpanData| {
        let parent = span.parent_span_id;
        !spans
            .iter()
            .any(|other| other.span_context.span_id() == parent)
    };
    let mut text = String::new();
    for root in spans.iter().filter(is_root) {
        let _ = writeln!(text, "{}", line(root));
        branches(spans, root.span_context.span_id(), "", &mut text);
    }
    text
}

fn branches(spans: &[SpanData], parent: SpanId, indent: &str, text: &mut String) {
    let mut children = spans
        .iter()
        .filter(|span| span.parent_span_id == parent)
        .peekable();
    while let Some(child) = children.next() {
        let (branch, below) = match children.peek() {
            Some(_) => ("├─ ", "│  "),
            None => ("└─ ", "   "),
        };
        let _ = writeln!(text, "{indent}{branch}{}", line(child));
        branches(
            spans,
            child.span_context.span_id(),
            &format!("{indent}{below}"),
            text,
        );
    }
}

/// What it was, whose it was, and how it ended: `desk GET /quotes/{sku}: 200`.
fn line(span: &SpanData) -> String {
    let field = |name: &str| {
        let field = span
            .attributes
            .iter()
            .find(|field| field.key.as_str() == name)?;
        Some(field.value.to_string())
    };
    let who = match span.span_kind {
        SpanKind::Client => "call".to_owned(),
        _ => field("service.name").unwrap_or_default(),
    };
    let end = field("http.response.status_code")
        .or_else(|| field("error.type"))
        .unwrap_or_else(|| "given up".to_owned());
    let resend = field("http.request.resend_count")
        .map(|count| format!(" (resend {count})"))
        .unwrap_or_default();
    format!("{who} {}: {end}{resend}", span.name)
}
