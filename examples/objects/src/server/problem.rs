//! Refusals, as XML.

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use serde::Serialize;

use super::reply;

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) status: StatusCode,
    code: &'static str,
    message: String,
}

impl Problem {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
        }
    }

    pub(super) fn denied(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, message)
    }

    pub(super) fn bad(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    pub(super) fn missing_key() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "NoSuchKey",
            "There is no object with this key.",
        )
    }

    /// The answer to `target`.
    pub(super) fn into_response(self, target: &str, request_id: &str) -> Response<Body> {
        #[derive(Serialize)]
        #[serde(rename = "Error", rename_all = "PascalCase")]
        struct Error<'a> {
            code: &'a str,
            message: &'a str,
            resource: &'a str,
            request_id: &'a str,
        }
        let error = Error {
            code: self.code,
            message: &self.message,
            resource: target,
            request_id,
        };
        reply::xml(self.status, &error)
    }
}

/// A failure of the server's own disk.
impl From<std::io::Error> for Problem {
    fn from(_: std::io::Error) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "InternalError",
            "The object cannot be read or written.",
        )
    }
}
