//! One span an attempt, after [OpenTelemetry's conventions for HTTP
//! clients](https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client). Without the
//! feature `tracing` it is nothing.

use std::future::Future;

use http::StatusCode;

use crate::draft::Prepared;
use crate::error::ErrorKind;

/// An attempt under way.
pub(crate) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

impl Span {
    /// Begins the span of an attempt that follows `resends` others.
    #[cfg(feature = "tracing")]
    pub(crate) fn begin(prepared: &Prepared, resends: u32) -> Self {
        use tracing::field::{Empty, display};

        let (endpoint, base) = (prepared.draft.endpoint, &prepared.promise.base);
        let (method, original) = standard_method(endpoint.method());
        let span = tracing::info_span!(
            target: "endpoint",
            "http.client.request",
            otel.name = %endpoint,
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = method,
            http.request.method_original = Empty,
            http.request.resend_count = Empty,
            url.template = endpoint.template(),
            server.address = base.host(),
            server.port = Empty,
            http.response.status_code = Empty,
            error.type = Empty,
        );
        if span.is_disabled() {
            return Self { span };
        }
        if let Some(port) = base.port() {
            span.record("server.port", port);
        }
        if let Some(original) = original {
            span.record("http.request.method_original", display(original));
        }
        if resends > 0 {
            span.record("http.request.resend_count", resends);
        }
        Self { span }
    }

    #[cfg(not(feature = "tracing"))]
    pub(crate) fn begin(_: &Prepared, _: u32) -> Self {
        Self {}
    }

    /// Runs the attempt inside of the span.
    #[cfg(feature = "tracing")]
    pub(crate) fn within<F: Future>(&self, attempt: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(attempt, self.span.clone())
    }

    #[cfg(not(feature = "tracing"))]
    pub(crate) fn within<F: Future>(&self, attempt: F) -> impl Future<Output = F::Output> {
        attempt
    }

    /// Notes how the attempt ended: the status of its answer, and the failure if it was one.
    #[cfg(feature = "tracing")]
    pub(crate) fn end(self, status: Option<StatusCode>, failure: Option<ErrorKind>) {
        if let Some(status) = status {
            self.span
                .record("http.response.status_code", status.as_u16());
        }
        if failure.is_some() {
            self.span.record("otel.status_code", "ERROR");
        }
        match (failure, status) {
            (Some(ErrorKind::Status), Some(status)) => {
                self.span.record("error.type", status.as_str());
            }
            (Some(kind), _) => {
                self.span.record("error.type", tracing::field::debug(kind));
            }
            (None, _) => {}
        }
    }

    #[cfg(not(feature = "tracing"))]
    pub(crate) fn end(self, _: Option<StatusCode>, _: Option<ErrorKind>) {}
}

/// A method that everybody knows, or `_OTHER` and the method, as the conventions ask.
#[cfg(feature = "tracing")]
fn standard_method(method: &'static str) -> (&'static str, Option<&'static str>) {
    match method {
        "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "TRACE" | "CONNECT" => {
            (method, None)
        }
        other => ("_OTHER", Some(other)),
    }
}
