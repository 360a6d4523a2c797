//! Stripe's error body.

use std::fmt;

use serde::Deserialize;

/// What Stripe says of a failed request.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "Envelope")]
pub struct StripeError {
    /// The kind of error, such as `invalid_request_error`.
    pub kind: String,
    /// A short code to act on, such as `resource_missing`.
    pub code: Option<String>,
    /// The parameter that the error is about.
    pub param: Option<String>,
    /// What went wrong, for people.
    pub message: Option<String>,
    /// Where the code is documented.
    pub doc_url: Option<String>,
}

impl fmt::Display for StripeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_deref().unwrap_or(&self.kind))?;
        match &self.message {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for StripeError {}

#[derive(Deserialize)]
struct Envelope {
    error: Body,
}

#[derive(Deserialize)]
struct Body {
    #[serde(rename = "type")]
    kind: String,
    code: Option<String>,
    param: Option<String>,
    message: Option<String>,
    doc_url: Option<String>,
}

impl From<Envelope> for StripeError {
    fn from(Envelope { error }: Envelope) -> Self {
        Self {
            kind: error.kind,
            code: error.code,
            param: error.param,
            message: error.message,
            doc_url: error.doc_url,
        }
    }
}
