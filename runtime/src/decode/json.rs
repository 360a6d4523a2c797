//! JSON, with the path of the field that did not fit.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::BoxError;

/// Decodes `body`; an empty one reads as `null`.
pub(super) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, BoxError> {
    let body = if body.trim_ascii().is_empty() {
        b"null"
    } else {
        body
    };
    match serde_json::from_slice(body) {
        Ok(value) => Ok(value),
        Err(error) => Err(explain::<T>(body, error).into()),
    }
}

/// Decodes again to learn where it failed: keeping track costs more than it may on each success.
#[cold]
fn explain<T: DeserializeOwned>(body: &[u8], error: serde_json::Error) -> JsonError {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let path = match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
        Ok(_) => String::from("."),
        Err(error) => error.path().to_string(),
    };
    JsonError {
        path,
        source: error,
    }
}

/// Serde's words name what it found, which may be a secret of the answer; they stay in the source.
#[derive(Debug)]
struct JsonError {
    path: String,
    source: serde_json::Error,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = (self.source.line(), self.source.column());
        match self.path.as_str() {
            "." => write!(
                f,
                "not the JSON that is expected, at line {line} column {column}"
            ),
            path => write!(
                f,
                "not the JSON that is expected, in `{path}` at line {line} column {column}"
            ),
        }
    }
}

impl std::error::Error for JsonError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
