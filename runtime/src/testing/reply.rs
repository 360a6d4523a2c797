//! What a scripted server does with a request.

use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use crate::transport::NotSent;
use crate::{Body, BoxError};

/// What a [`Recorder`](super::Recorder) does with a request.
///
/// ```
/// use endpoint::testing::Reply;
/// use http::StatusCode;
///
/// let found = Reply::json(&serde_json::json!({ "id": "p_1" }));
/// let limited = Reply::status(StatusCode::TOO_MANY_REQUESTS).header("retry-after", "1");
/// let lost = Reply::lost();
/// ```
#[derive(Debug, Clone)]
pub struct Reply(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Answer {
        status: StatusCode,
        headers: Vec<(HeaderName, HeaderValue)>,
        body: Vec<u8>,
    },
    NotSent,
    Lost,
    Silence,
    /// What makes a test fail where it asks for the impossible.
    Mistake(&'static str),
}

impl Reply {
    /// Answers 200 with `value` as JSON.
    pub fn json(value: &(impl Serialize + ?Sized)) -> Self {
        Self::status(StatusCode::OK).with_json(value)
    }

    /// Answers with this status and no body.
    #[must_use]
    pub fn status(status: StatusCode) -> Self {
        Self(Kind::Answer {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        })
    }

    /// Adds a JSON body to an answer.
    #[must_use]
    pub fn with_json(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(value) {
            Ok(json) => self.body(json).header("content-type", "application/json"),
            Err(_) => {
                self.0 = Kind::Mistake("the scripted reply cannot be written as JSON");
                self
            }
        }
    }

    /// Adds a body to an answer.
    #[must_use]
    pub fn body(mut self, content: impl Into<Vec<u8>>) -> Self {
        if let Kind::Answer { body, .. } = &mut self.0 {
            *body = content.into();
        }
        self
    }

    /// Adds a header to an answer.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                if let Kind::Answer { headers, .. } = &mut self.0 {
                    headers.push((name, value));
                }
            }
            _ => self.0 = Kind::Mistake("the scripted reply has a header that is none"),
        }
        self
    }

    /// Fails as a refused connection does: provably unsent.
    #[must_use]
    pub fn not_sent() -> Self {
        Self(Kind::NotSent)
    }

    /// Takes the request and closes the connection without an answer.
    #[must_use]
    pub fn lost() -> Self {
        Self(Kind::Lost)
    }

    /// Takes the request and never answers: the call's limits in time end it.
    #[must_use]
    pub fn silence() -> Self {
        Self(Kind::Silence)
    }

    pub(super) async fn give(self) -> Result<http::Response<Body>, BoxError> {
        match self.0 {
            Kind::Answer {
                status,
                headers,
                body,
            } => {
                let mut response = http::Response::new(Body::from(body));
                *response.status_mut() = status;
                response.headers_mut().extend(headers);
                Ok(response)
            }
            Kind::NotSent => Err(NotSent::new(std::io::Error::from(
                std::io::ErrorKind::ConnectionRefused,
            ))
            .into()),
            Kind::Lost => Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset).into()),
            Kind::Silence => std::future::pending().await,
            Kind::Mistake(why) => Err(why.into()),
        }
    }
}
