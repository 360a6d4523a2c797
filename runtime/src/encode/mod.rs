//! From arguments to the bytes of a request.

pub(crate) mod headers;
#[cfg(feature = "multipart")]
pub(crate) mod multipart;
pub(crate) mod pairs;
pub(crate) mod path;
pub(crate) mod percent;

use std::fmt;

pub use pairs::Arrays;

/// Why an argument could not be encoded. Names places, never values: values may be secrets.
#[derive(Debug)]
pub(crate) struct EncodeError(String);

impl EncodeError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EncodeError {}

impl serde::ser::Error for EncodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}
