//! XML bodies.

use std::fmt;

use bytes::Bytes;
use endpoint::{BoxError, Decode};
use http::response::Parts;
use serde::de::DeserializeOwned;

/// A body that is XML: a value, or an API's error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Xml<T>(pub T);

impl<T: DeserializeOwned + Send + 'static> Decode for Xml<T> {
    const ACCEPT: &'static str = "application/xml";

    fn decode(_: &Parts, body: &Bytes) -> Result<Self, BoxError> {
        Ok(Self(quick_xml::de::from_reader(&**body)?))
    }
}

impl<T: fmt::Display> fmt::Display for Xml<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
