//! How a command fails: words for people or machines, and an exit code.

use std::error::Error as StdError;
use std::io;
use std::process::ExitCode;

use endpoint::{BuildError, Error, ErrorKind};
use serde_json::json;
use stripe_example::api::StripeError;

/// Why a command did not do what it should.
#[derive(Debug)]
pub(super) enum Failure {
    /// A call failed.
    Call(Box<Error<StripeError>>),
    /// The command line is wrong in a way that only shows when it is used.
    Usage(String),
    /// Something else, with its causes.
    Other(String),
    /// Whoever read the output has gone.
    Closed,
}

impl Failure {
    /// Says it on stderr, and gives the exit code.
    pub(super) fn report(&self, json: bool) -> ExitCode {
        match self {
            Self::Closed => {}
            failure if json => eprintln!("{}", failure.as_json()),
            failure => eprintln!("error: {}", failure.as_text()),
        }
        ExitCode::from(self.code())
    }

    fn code(&self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Usage(_) => 2,
            Self::Call(error) if is_open(error) => 3,
            Self::Call(_) | Self::Other(_) => 1,
        }
    }

    fn as_text(&self) -> String {
        match self {
            Self::Call(error) => {
                let mut text = with_causes(&**error);
                if is_open(error) {
                    text.push_str(
                        "\nIt may have been done all the same: look before repeating it.",
                    );
                    if let Some(key) = error.idempotency_key() {
                        text.push_str(&format!(
                            "\nWith --idempotency-key {key} it is done once at most."
                        ));
                    }
                }
                text
            }
            Self::Usage(text) | Self::Other(text) => text.clone(),
            Self::Closed => String::new(),
        }
    }

    fn as_json(&self) -> serde_json::Value {
        let Self::Call(error) = self else {
            return json!({ "error": { "message": self.as_text() } });
        };
        let api = error.api();
        json!({ "error": {
            "message": with_causes(&**error),
            "type": api.map(|api| api.kind.as_str()),
            "code": api.and_then(|api| api.code.as_deref()),
            "param": api.and_then(|api| api.param.as_deref()),
            "status": error.status().map(|status| status.as_u16()),
            "request_id": error.request_id(),
            "attempts": error.attempts(),
            "may_have_been_sent": error.may_have_been_sent(),
            "idempotency_key": error.idempotency_key(),
        } })
    }
}

/// Whether nobody can know if the operation was done.
fn is_open(error: &Error<StripeError>) -> bool {
    let refused = error
        .status()
        .is_some_and(|status| status.is_client_error());
    error.may_have_been_sent() && !(error.kind() == ErrorKind::Status && refused)
}

/// An error and its causes in one line.
fn with_causes(error: &dyn StdError) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        line = format!("{line}: {error}");
        cause = error.source();
    }
    line
}

impl From<Error<StripeError>> for Failure {
    fn from(error: Error<StripeError>) -> Self {
        Self::Call(Box::new(error))
    }
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        Self::Other(with_causes(&error))
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Other(with_causes(&error))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Other(with_causes(&error)),
        }
    }
}
