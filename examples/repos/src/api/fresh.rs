//! Answers that may be "you have it already".

use std::fmt;

use bytes::Bytes;
use endpoint::{BoxError, Decode};
use http::response::Parts;
use http::{StatusCode, header};

/// The tag of one version of a resource, as the host wrote it, quotes included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ETag(String);

impl fmt::Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a conditional request gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fresh<T> {
    /// The version that the request named is still the current one (status 304).
    NotModified,
    /// Another version.
    Modified {
        /// The resource.
        value: T,
        /// The version to name next time.
        etag: Option<ETag>,
    },
}

impl<T: Decode> Decode for Fresh<T> {
    const ACCEPT: &'static str = T::ACCEPT;

    fn accepts(status: StatusCode) -> bool {
        status == StatusCode::NOT_MODIFIED || T::accepts(status)
    }

    fn decode(head: &Parts, body: &Bytes) -> Result<Self, BoxError> {
        if head.status == StatusCode::NOT_MODIFIED {
            return Ok(Self::NotModified);
        }
        let etag = head.headers.get(header::ETAG);
        Ok(Self::Modified {
            value: T::decode(head, body)?,
            etag: etag.and_then(|tag| Some(ETag(tag.to_str().ok()?.to_owned()))),
        })
    }
}
