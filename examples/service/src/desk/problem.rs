//! What the desk answers when it cannot do what it was asked: the one place where the failure of a
//! call becomes an answer.

use std::time::Duration;

use axum::Json;
use axum::response::{IntoResponse, Response};
use endpoint::{BuildError, Error, ErrorKind};
use http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};

use crate::stock::StockError;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct Problem {
    /// For programs.
    pub code: String,
    /// For people.
    pub detail: String,
    #[serde(skip)]
    status: StatusCode,
    #[serde(skip)]
    retry_after: Option<Duration>,
}

/// Where nobody says how long.
const SOON: Duration = Duration::from_secs(1);

impl Problem {
    fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            detail: detail.into(),
            status,
            retry_after: None,
        }
    }

    pub(super) fn no_token() -> Self {
        let detail = "an Authorization header with a bearer token is needed";
        Self::new(StatusCode::UNAUTHORIZED, "no_token", detail)
    }

    pub(super) fn out_of_stock(available: u32) -> Self {
        let detail = format!("there are {available} left");
        Self::new(StatusCode::CONFLICT, "out_of_stock", detail)
    }

    pub(super) fn too_much() -> Self {
        let detail = "nobody can pay that";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "too_much", detail)
    }

    fn unavailable(retry_after: Duration) -> Self {
        let detail = "the warehouse cannot be reached";
        Self {
            retry_after: Some(retry_after),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail)
        }
    }

    fn too_late() -> Self {
        let detail = "the warehouse did not answer in time";
        Self::new(StatusCode::GATEWAY_TIMEOUT, "too_late", detail)
    }

    fn not_understood() -> Self {
        let detail = "the warehouse answered what the desk does not understand";
        Self::new(StatusCode::BAD_GATEWAY, "bad_gateway", detail)
    }

    fn internal() -> Self {
        let detail = "the desk has made a mistake";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail)
    }

    /// What the warehouse said, where that is the caller's business.
    fn said(error: &Error<StockError>, status: StatusCode) -> Self {
        match error.api() {
            Some(said) => Self::new(status, &said.code, &said.message),
            None => Self::new(status, "refused", "the warehouse refused"),
        }
    }

    fn of_status(error: &Error<StockError>, status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED
            | StatusCode::FORBIDDEN
            | StatusCode::NOT_FOUND
            | StatusCode::CONFLICT => Self::said(error, status),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                Self::unavailable(error.retry_after().unwrap_or(SOON))
            }
            StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Self::too_late(),
            _ => Self::not_understood(),
        }
    }

    /// The status that it is answered with.
    #[cfg(test)]
    pub(super) fn status(&self) -> StatusCode {
        self.status
    }
}

impl From<Error<StockError>> for Problem {
    fn from(error: Error<StockError>) -> Self {
        tracing::warn!(%error, "the warehouse failed");
        match (error.kind(), error.status()) {
            (ErrorKind::Status, Some(status)) => Self::of_status(&error, status),
            (ErrorKind::Timeout, _) => Self::too_late(),
            (ErrorKind::Connect | ErrorKind::Transport, _) => Self::unavailable(SOON),
            (ErrorKind::Decode | ErrorKind::Limit, _) => Self::not_understood(),
            // The caller's token and the caller's item number: what no request can carry.
            (ErrorKind::Auth, _) => Self::no_token(),
            (ErrorKind::Argument, _) => {
                Self::new(StatusCode::BAD_REQUEST, "bad_request", error.to_string())
            }
            _ => Self::internal(),
        }
    }
}

impl From<BuildError> for Problem {
    fn from(error: BuildError) -> Self {
        tracing::error!(%error, "the warehouse's address cannot be used");
        Self::internal()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(&self)).into_response();
        let headers = response.headers_mut();
        if let Some(pause) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(pause.as_secs().max(1)));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use endpoint::Error;
    use endpoint::testing::errors;
    use http::StatusCode;

    use super::{Problem, StockError};

    fn said(status: u16) -> Error<StockError> {
        let code = "no".to_owned();
        let message = "no".to_owned();
        Error::from_api(
            StatusCode::from_u16(status).unwrap(),
            StockError { code, message },
        )
    }

    #[test]
    fn each_kind_of_failure_has_its_status() {
        let cases: [(Error<StockError>, u16); 17] = [
            (said(401), 401),
            (said(403), 403),
            (said(404), 404),
            (said(409), 409),
            (said(429), 503),
            (said(503), 503),
            (said(504), 504),
            (said(400), 502),
            (said(500), 502),
            (errors::argument(), 400),
            (errors::auth(), 401),
            (errors::connect(), 503),
            (errors::transport(), 503),
            (errors::timeout(), 504),
            (errors::decode("?"), 502),
            (errors::limit(), 502),
            (errors::unexpected(), 500),
        ];
        for (error, status) in cases {
            let words = error.to_string();
            assert_eq!(Problem::from(error).status(), status, "{words}");
        }
    }
}
