//! JSON, with the path of the field that did not fit.

mod place;

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
    serde_json::from_slice(body).map_err(|error| explained(body, error))
}

/// Finds out where it failed, from the place that is all `serde_json` says. Tracking the path while
/// decoding would cost each success, and doing so in a second pass would compile each type twice.
#[cold]
#[inline(never)]
fn explained(body: &[u8], source: serde_json::Error) -> BoxError {
    let path = place::path(body, source.line(), source.column());
    JsonError { path, source }.into()
}

/// Serde's words name what it found, which may be a secret of the answer; they stay in the source.
#[derive(Debug)]
pub(crate) struct JsonError {
    path: String,
    source: serde_json::Error,
}

impl JsonError {
    /// The path of the field that did not fit or is missing, unless it is the whole.
    pub(crate) fn field(&self) -> Option<String> {
        let path = Some(&*self.path).filter(|path| *path != ".");
        let words = self.source.to_string();
        // Serde names a missing field in its words alone; that is a name of the declared type.
        let missing = words.strip_prefix("missing field `");
        let missing = missing.and_then(|rest| Some(rest.split_once('`')?.0));
        let parts: Vec<_> = path.into_iter().chain(missing).collect();
        (!parts.is_empty()).then(|| parts.join("."))
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = (self.source.line(), self.source.column());
        write!(
            f,
            "not the JSON that is expected, at line {line} column {column}"
        )
    }
}

impl std::error::Error for JsonError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
