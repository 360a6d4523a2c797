//! What the operations take and give.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use bytes::Bytes;
use endpoint::page::{Next, Page, Sent};
use endpoint::{BoxError, Decode};
use http::response::Parts;
use http::{HeaderMap, HeaderName, header};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};

use super::Xml;
use crate::signature;

/// Names and values that are kept with an object. Names are told apart in lower case.
pub type Metadata = BTreeMap<String, String>;

/// How an object is to be kept and served.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    /// The media type of the content.
    pub content_type: Option<String>,
    /// What caches may do with it.
    pub cache_control: Option<String>,
}

/// The SHA-256 of a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checksum([u8; 32]);

impl Checksum {
    /// Of bytes that are in memory.
    pub fn of(content: &[u8]) -> Self {
        Self(Sha256::digest(content).into())
    }

    /// Of a file, which is read from beginning to end without being held in memory. It blocks.
    ///
    /// # Errors
    ///
    /// Those of opening and reading the file.
    pub fn of_file(path: impl AsRef<Path>) -> io::Result<Self> {
        let mut hasher = HashingWriter(Sha256::new());
        io::copy(&mut File::open(path)?, &mut hasher)?;
        Ok(Self(hasher.0.finalize().into()))
    }
}

struct HashingWriter(Sha256);

impl io::Write for HashingWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// The object that a copy is made of.
#[derive(Debug, Clone, Copy)]
pub struct CopySource<'a> {
    /// Where it is.
    pub bucket: &'a str,
    /// Its key.
    pub key: &'a str,
}

/// As the header has it: a path, percent-encoded.
impl fmt::Display for CopySource<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { bucket, key } = self;
        let key = signature::encoded_path(key);
        write!(f, "/{bucket}/{key}")
    }
}

/// An object that was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The entity tag of what is stored now.
    pub version: String,
}

impl Decode for Stored {
    const ACCEPT: &'static str = "application/xml";

    fn decode(head: &Parts, _: &Bytes) -> Result<Self, BoxError> {
        Ok(Self {
            version: required(&head.headers, &header::ETAG)?.to_owned(),
        })
    }
}

/// What there is to know of an object without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// Its entity tag.
    pub version: String,
    /// Its length in bytes.
    pub size: u64,
    /// When it was stored.
    pub modified: SystemTime,
    /// The media type of the content.
    pub content_type: Option<String>,
    /// What was stored with it.
    pub metadata: Metadata,
}

impl Decode for Info {
    const ACCEPT: &'static str = "*/*";

    fn decode(head: &Parts, _: &Bytes) -> Result<Self, BoxError> {
        let headers = &head.headers;
        let mut metadata = Metadata::new();
        for (name, value) in headers {
            if let Some(name) = name.as_str().strip_prefix("x-amz-meta-") {
                metadata.insert(name.to_owned(), value.to_str()?.to_owned());
            }
        }
        let content_type = headers.get(header::CONTENT_TYPE);
        Ok(Self {
            version: required(headers, &header::ETAG)?.to_owned(),
            size: required(headers, &header::CONTENT_LENGTH)?.parse()?,
            modified: httpdate::parse_http_date(required(headers, &header::LAST_MODIFIED)?)?,
            content_type: content_type
                .map(|value| value.to_str().map(str::to_owned))
                .transpose()?,
            metadata,
        })
    }
}

fn required<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Result<&'h str, BoxError> {
    let value = headers.get(name);
    let value = value.ok_or_else(|| format!("the answer has no header `{name}`"))?;
    Ok(value.to_str()?)
}

/// An object that was copied.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Copied {
    /// The entity tag of the copy.
    #[serde(rename = "ETag")]
    pub version: String,
}

/// An object in a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Object {
    /// Its key.
    #[serde(deserialize_with = "form_decoded")]
    pub key: String,
    /// Its length in bytes.
    pub size: u64,
    /// Its entity tag.
    #[serde(rename = "ETag")]
    pub version: String,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Listing {
    #[serde(default)]
    contents: Vec<Object>,
    next_continuation_token: Option<String>,
}

impl Page for Xml<Listing> {
    type Item = Object;

    fn next(&self, _: &Sent<'_>) -> Next {
        match &self.0.next_continuation_token {
            Some(token) => Next::query("continuation-token", token),
            None => Next::End,
        }
    }

    fn into_items(self, _: &Sent<'_>) -> Vec<Object> {
        self.0.contents
    }
}

/// `encoding-type=url` writes keys as forms do: XML has no words for control characters, and its
/// readers trim spaces.
fn form_decoded<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let encoded = String::deserialize(deserializer)?.replace('+', " ");
    let decoded = percent_decode_str(&encoded).decode_utf8();
    decoded
        .map(std::borrow::Cow::into_owned)
        .map_err(serde::de::Error::custom)
}

/// What the store says when it refuses.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, thiserror::Error)]
#[serde(rename_all = "PascalCase")]
#[error("{code}: {message}")]
pub struct Problem {
    /// What programs go by, such as `NoSuchKey`.
    pub code: String,
    /// What people read.
    pub message: String,
}
