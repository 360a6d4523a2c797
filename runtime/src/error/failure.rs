//! A failed call before anyone asked what the API's error type is.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};

use super::{BoxError, ErrorKind};
use crate::Endpoint;

pub struct Failure {
    pub(crate) kind: ErrorKind,
    pub(crate) endpoint: Option<&'static Endpoint>,
    /// What went wrong, without method, template, status and cause.
    pub(crate) message: Cow<'static, str>,
    pub(crate) source: Option<BoxError>,
    pub(crate) head: Option<Box<http::response::Parts>>,
    pub(crate) raw_body: Option<Bytes>,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    pub(crate) sent: bool,
    pub(crate) timed_out: bool,
    /// An earlier attempt had no answer and may have been acted on.
    pub(crate) after_loss: bool,
    /// Another attempt was due, and the client's retry budget was used up.
    pub(crate) out_of_budget: bool,
    pub(crate) idempotency_key: Option<HeaderValue>,
    pub(crate) retry_after: Option<Duration>,
}

impl Failure {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            endpoint: None,
            message: message.into(),
            source: None,
            head: None,
            raw_body: None,
            request_id: None,
            attempts: 0,
            elapsed: Duration::ZERO,
            sent: false,
            timed_out: false,
            after_loss: false,
            out_of_budget: false,
            idempotency_key: None,
            retry_after: None,
        }
    }

    pub(crate) fn argument(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Argument, message)
    }

    /// Of a page that is not asked for, after others that were.
    pub(crate) fn page(message: impl Into<Cow<'static, str>>) -> Self {
        let mut failure = Self::new(ErrorKind::Page, message);
        failure.sent = true;
        failure
    }

    pub(crate) fn ready_made() -> Self {
        Self::new(
            ErrorKind::Unexpected,
            "the call is a ready-made result: it has no request",
        )
    }

    pub(crate) fn polled_again() -> Self {
        Self::new(
            ErrorKind::Unexpected,
            "the call was polled after it had ended",
        )
    }

    pub(crate) fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// One line: what was called, what happened, and what is known of the attempts.
    pub(crate) fn write(
        &self,
        f: &mut fmt::Formatter<'_>,
        api: Option<&dyn fmt::Display>,
    ) -> fmt::Result {
        if let Some(endpoint) = self.endpoint {
            write!(f, "{endpoint}: ")?;
        }
        match (&self.head, self.kind) {
            (Some(head), ErrorKind::Status) => self.write_status(f, head, api)?,
            _ => f.write_str(&self.message)?,
        }
        if self.after_loss && self.kind == ErrorKind::Status {
            f.write_str("; an earlier attempt may have succeeded")?;
        }
        if self.out_of_budget {
            f.write_str("; not retried: the client's retry budget is used up")?;
        }
        // A page that is not asked for has no attempts; those before it had theirs.
        if self.endpoint.is_some() && self.kind != ErrorKind::Page {
            self.write_attempts(f)?;
        }
        Ok(())
    }

    fn write_status(
        &self,
        f: &mut fmt::Formatter<'_>,
        head: &http::response::Parts,
        api: Option<&dyn fmt::Display>,
    ) -> fmt::Result {
        let empty = self.raw_body.as_ref().is_some_and(Bytes::is_empty);
        let location = redirect_target(head);
        if let (Some(api), false) = (api, empty) {
            write!(f, "{} {api}", head.status.as_str())?;
            return match location {
                Some(location) => write!(f, "; leads to {location}, which is not followed"),
                None => Ok(()),
            };
        }
        write!(f, "{}", head.status)?;
        if let Some(location) = location {
            return write!(f, " to {location}, which is not followed");
        }
        match self.raw_body.as_ref().map_or(0, Bytes::len) {
            0 => f.write_str(" without a body"),
            length => {
                let kind = media_type(head);
                write!(
                    f,
                    " with a body that is not the API's error ({kind}, {length} bytes)"
                )
            }
        }
    }

    fn write_attempts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(" (")?;
        if let Some(id) = &self.request_id {
            write!(f, "request {id}, ")?;
        } else if !self.sent {
            f.write_str("not sent")?;
            if self.attempts == 0 {
                return f.write_str(")");
            }
            f.write_str(", ")?;
        } else if self.head.is_none() {
            f.write_str("may have been sent, ")?;
        }
        match self.attempts {
            1 => f.write_str("1 attempt)"),
            attempts => write!(f, "{attempts} attempts)"),
        }
    }
}

fn redirect_target(head: &http::response::Parts) -> Option<Cow<'_, str>> {
    if !head.status.is_redirection() || head.status == StatusCode::NOT_MODIFIED {
        return None;
    }
    let location = printable(head.headers.get(header::LOCATION)?.as_bytes());
    // A query may repeat what the call's had, a key among it.
    Some(match location.split_once('?') {
        Some((place, _)) => Cow::Owned(format!("{place}?..")),
        None => location,
    })
}

fn media_type(head: &http::response::Parts) -> Cow<'_, str> {
    match head.headers.get(header::CONTENT_TYPE) {
        Some(value) => printable(value.as_bytes()),
        None => Cow::Borrowed("no content type"),
    }
}

/// Text of the server's that is safe on one line.
fn printable(bytes: &[u8]) -> Cow<'_, str> {
    match String::from_utf8_lossy(bytes) {
        text if text.chars().any(char::is_control) => {
            Cow::Owned(text.chars().filter(|c| !c.is_control()).collect())
        }
        text => text,
    }
}
