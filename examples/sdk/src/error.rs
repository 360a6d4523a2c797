//! What a failed call says, in Nameplate's words.

use std::fmt;
use std::time::Duration;

use endpoint::CallError;
use http::StatusCode;
use serde::Deserialize;

/// What Nameplate says of a request that it refused.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Envelope")]
#[non_exhaustive]
pub struct Refusal {
    /// A short code to act on, such as `zone_not_found`.
    pub code: String,
    /// What went wrong, for people.
    pub message: String,
    /// What is wrong with each field of the request.
    pub problems: Vec<Problem>,
}

/// What is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Problem {
    /// The field's name.
    pub field: String,
    /// What is wrong with it, for people: `is no IPv4 address`.
    pub message: String,
}

#[derive(Deserialize)]
struct Envelope {
    error: Body,
}

#[derive(Deserialize)]
struct Body {
    code: String,
    message: String,
    #[serde(default)]
    problems: Vec<Problem>,
}

impl From<Envelope> for Refusal {
    fn from(Envelope { error }: Envelope) -> Self {
        Self {
            code: error.code,
            message: error.message,
            problems: error.problems,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)?;
        for Problem { field, message } in &self.problems {
            write!(f, "; `{field}` {message}")?;
        }
        Ok(())
    }
}

/// What a failure means for the program that meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The call cannot be sent as it is: an argument, a header or a setting. Nothing was sent.
    Unsendable,
    /// Nameplate cannot be reached. Nothing was sent.
    Unreachable,
    /// The connection was lost, and with it what came of the call.
    Interrupted,
    /// Time ran out.
    Timeout,
    /// The token is missing, wrong, or may not do this.
    Unauthorized,
    /// There is no such zone, record or key.
    NotFound,
    /// It is there already, or was changed meanwhile.
    Conflict,
    /// Fields of the request are wrong: [`Error::problems`].
    Invalid,
    /// Too many calls: [`Error::retry_after`].
    RateLimited,
    /// Nameplate refused for another reason, or failed.
    Refused,
    /// Nameplate's answer is not what its documentation says.
    Answer,
}

/// A failed call. Its text is one line with method, path template, Nameplate's own words, request id and
/// number of attempts; what caused it is the [`source`](std::error::Error::source).
///
/// ```
/// use nameplate::{Error, ErrorKind};
///
/// fn explain(error: &Error) -> String {
///     match error.kind() {
///         ErrorKind::Invalid => {
///             let problems = error.problems().iter();
///             let lines = problems.map(|problem| format!("{} {}", problem.field, problem.message));
///             lines.collect::<Vec<_>>().join("\n")
///         }
///         _ if error.may_have_happened() => format!("look before trying again: {error}"),
///         _ => error.to_string(),
///     }
/// }
/// ```
pub struct Error(endpoint::Error<Refusal>);

impl Error {
    /// What the failure means.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        use endpoint::ErrorKind as Cause;
        match self.0.kind() {
            Cause::Status => self.of_status(),
            Cause::Auth => ErrorKind::Unauthorized,
            Cause::Connect => ErrorKind::Unreachable,
            Cause::Transport => ErrorKind::Interrupted,
            Cause::Timeout => ErrorKind::Timeout,
            Cause::Decode | Cause::Limit | Cause::Page => ErrorKind::Answer,
            _ => ErrorKind::Unsendable,
        }
    }

    fn of_status(&self) -> ErrorKind {
        match self.status() {
            Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => ErrorKind::Unauthorized,
            Some(StatusCode::NOT_FOUND) => ErrorKind::NotFound,
            Some(StatusCode::CONFLICT) => ErrorKind::Conflict,
            Some(StatusCode::UNPROCESSABLE_ENTITY) => ErrorKind::Invalid,
            Some(StatusCode::TOO_MANY_REQUESTS) => ErrorKind::RateLimited,
            _ => ErrorKind::Refused,
        }
    }

    /// Whether there is no such zone, record or key.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.kind() == ErrorKind::NotFound
    }

    /// Whether time ran out, be it connecting or waiting for the answer.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.is_timeout()
    }

    /// Whether Nameplate may have done what was asked. `false` is certain: nothing was sent, or the one
    /// attempt was refused.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        let is_at_fault = self.status().is_some_and(|status| status.is_client_error());
        let is_refused = is_at_fault && self.refusal().is_some();
        self.0.may_have_been_sent() && !(is_refused && self.attempts() <= 1)
    }

    /// What Nameplate said, where it refused.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        self.0.api()
    }

    /// What is wrong with each field, where the request was [`Invalid`](ErrorKind::Invalid).
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        self.refusal().map_or(&[], |refusal| &refusal.problems)
    }

    /// The answer's HTTP status, where there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status()
    }

    /// Nameplate's id of the request: what its support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id()
    }

    /// How long Nameplate asks to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after()
    }

    /// How often the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts()
    }
}

impl CallError for Error {
    type Api = Refusal;

    fn from_error(error: endpoint::Error<Refusal>) -> Self {
        Self(error)
    }

    fn is_not_found(&self) -> bool {
        self.is_not_found()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}
