//! What the server says.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Why a request is refused.
#[derive(Debug)]
pub(super) struct Refused {
    status: StatusCode,
    code: &'static str,
    message: String,
    problems: Vec<(&'static str, &'static str)>,
}

impl Refused {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            problems: Vec::new(),
        }
    }

    pub(super) fn missing(code: &'static str, what: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            code,
            format!("there is no such {what}"),
        )
    }

    /// Refuses a request in which there are problems.
    pub(super) fn if_any(problems: Vec<(&'static str, &'static str)>) -> Result<(), Self> {
        if problems.is_empty() {
            return Ok(());
        }
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let message = "the request has fields that cannot be taken";
        Err(Self {
            problems,
            ..Self::new(status, "invalid", message)
        })
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let problem = |(field, message)| json!({ "field": field, "message": message });
        let problems: Vec<_> = self.problems.into_iter().map(problem).collect();
        let error = json!({ "code": self.code, "message": self.message, "problems": problems });
        (self.status, Json(json!({ "error": error }))).into_response()
    }
}
