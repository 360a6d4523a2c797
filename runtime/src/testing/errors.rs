//! An error of each kind, for test doubles to return: [`Error<E>`](crate::Error), or the [`CallError`]
//! of an SDK, which can hand this module on to its users.
//!
//! ```
//! use endpoint::testing::errors;
//! use endpoint::{Call, Error, ErrorKind};
//!
//! let call: Call<u32> = Call::ready(Err(errors::timeout()));
//! let error: Error<String> = errors::connect();
//! assert_eq!(error.kind(), ErrorKind::Connect);
//! ```

use bytes::Bytes;
use http::StatusCode;

use crate::error::Failure;
use crate::returns::{CallError, failed};
use crate::{Error, ErrorKind};

fn made<X: CallError>(kind: ErrorKind, message: &'static str, sent: bool) -> X {
    let mut failure = Failure::new(kind, message);
    failure.sent = sent;
    failure.timed_out = kind == ErrorKind::Timeout;
    failed(failure)
}

/// An argument that cannot be sent.
#[must_use]
pub fn argument<X: CallError>() -> X {
    made(ErrorKind::Argument, "an argument cannot be sent", false)
}

/// A credential that could not be made.
#[must_use]
pub fn auth<X: CallError>() -> X {
    made(ErrorKind::Auth, "the credential could not be added", false)
}

/// No connection; not sent.
#[must_use]
pub fn connect<X: CallError>() -> X {
    made(ErrorKind::Connect, "no connection", false)
}

/// A connection that failed after the request may have been sent.
#[must_use]
pub fn transport<X: CallError>() -> X {
    let message = "the connection failed before an answer arrived";
    made(ErrorKind::Transport, message, true)
}

/// No answer in time; the request may have been sent.
#[must_use]
pub fn timeout<X: CallError>() -> X {
    made(ErrorKind::Timeout, "no answer arrived in time", true)
}

/// An answer with a status that is no value, and the API's error body; the same as
/// [`Error::from_api`].
#[must_use]
pub fn status<X: CallError>(status: StatusCode, api: X::Api) -> X {
    X::from_error(Error::from_api(status, api))
}

/// An answer with a status that is no value, whose body is not the API's error.
#[must_use]
pub fn foreign_status<X: CallError>(status: StatusCode, body: impl Into<Bytes>) -> X {
    with_answer(ErrorKind::Status, "", status, body.into())
}

/// An answer whose body is not what the declaration says.
#[must_use]
pub fn decode<X: CallError>(body: impl Into<Bytes>) -> X {
    let message = "the body is not what the declaration says";
    with_answer(ErrorKind::Decode, message, StatusCode::OK, body.into())
}

/// An answer that exceeds a limit of the client.
#[must_use]
pub fn limit<X: CallError>() -> X {
    made(ErrorKind::Limit, "the answer's body is too long", true)
}

/// A next page that cannot be followed.
#[must_use]
pub fn page<X: CallError>() -> X {
    made(ErrorKind::Page, "the next page cannot be followed", true)
}

/// A call that nobody expected.
#[must_use]
pub fn unexpected<X: CallError>() -> X {
    made(ErrorKind::Unexpected, "nobody expected this call", false)
}

fn with_answer<X: CallError>(
    kind: ErrorKind,
    message: &'static str,
    status: StatusCode,
    body: Bytes,
) -> X {
    let (mut head, ()) = http::Response::new(()).into_parts();
    head.status = status;
    let mut failure = Failure::new(kind, message);
    failure.sent = true;
    failure.head = Some(Box::new(head));
    failure.raw_body = Some(body);
    failed(failure)
}
