//! An error of each kind, for test doubles to return.
//!
//! ```
//! use endpoint::testing::errors;
//! use endpoint::{Call, ErrorKind};
//!
//! let call: Call<u32> = Call::ready(Err(errors::timeout()));
//! assert_eq!(errors::connect::<String>().kind(), ErrorKind::Connect);
//! ```

use bytes::Bytes;
use http::StatusCode;

use crate::error::Failure;
use crate::{Error, ErrorKind};

fn made<E>(kind: ErrorKind, message: &'static str, sent: bool) -> Error<E> {
    let mut failure = Failure::new(kind, message);
    failure.sent = sent;
    failure.timed_out = kind == ErrorKind::Timeout;
    Error::new(Box::new(failure), None)
}

/// An argument that cannot be sent.
#[must_use]
pub fn argument<E>() -> Error<E> {
    made(ErrorKind::Argument, "an argument cannot be sent", false)
}

/// A credential that could not be made.
#[must_use]
pub fn auth<E>() -> Error<E> {
    made(ErrorKind::Auth, "the credential could not be added", false)
}

/// No connection; not sent.
#[must_use]
pub fn connect<E>() -> Error<E> {
    made(ErrorKind::Connect, "no connection", false)
}

/// A connection that failed after the request may have been sent.
#[must_use]
pub fn transport<E>() -> Error<E> {
    let message = "the connection failed before an answer arrived";
    made(ErrorKind::Transport, message, true)
}

/// No answer in time; the request may have been sent.
#[must_use]
pub fn timeout<E>() -> Error<E> {
    made(ErrorKind::Timeout, "no answer arrived in time", true)
}

/// An answer with a status that is no value, and the API's error body; the same as
/// [`Error::from_api`].
#[must_use]
pub fn status<E>(status: StatusCode, api: E) -> Error<E> {
    Error::from_api(status, api)
}

/// An answer with a status that is no value, whose body is not the API's error.
#[must_use]
pub fn foreign_status<E>(status: StatusCode, body: impl Into<Bytes>) -> Error<E> {
    with_answer(ErrorKind::Status, "", status, body.into())
}

/// An answer whose body is not what the declaration says.
#[must_use]
pub fn decode<E>(body: impl Into<Bytes>) -> Error<E> {
    let message = "the body is not what the declaration says";
    with_answer(ErrorKind::Decode, message, StatusCode::OK, body.into())
}

/// An answer that exceeds a limit of the client.
#[must_use]
pub fn limit<E>() -> Error<E> {
    made(ErrorKind::Limit, "the answer's body is too long", true)
}

/// A next page that cannot be followed.
#[must_use]
pub fn page<E>() -> Error<E> {
    made(ErrorKind::Page, "the next page cannot be followed", true)
}

/// A call that nobody expected.
#[must_use]
pub fn unexpected<E>() -> Error<E> {
    made(ErrorKind::Unexpected, "nobody expected this call", false)
}

fn with_answer<E>(
    kind: ErrorKind,
    message: &'static str,
    status: StatusCode,
    body: Bytes,
) -> Error<E> {
    let (mut head, ()) = http::Response::new(()).into_parts();
    head.status = status;
    let mut failure = Failure::new(kind, message);
    failure.sent = true;
    failure.head = Some(Box::new(head));
    failure.raw_body = Some(body);
    Error::new(Box::new(failure), None)
}
