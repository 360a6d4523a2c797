//! Signatures of requests: AWS Signature Version 4, with which S3 and most other object stores know
//! who asks, and that nobody changed what is asked.
//!
//! Method, path, query, some headers and the hash of the body are written into one text in one way,
//! which both sides sign.

use std::collections::BTreeSet;

use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, Method, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use sha2::{Digest, Sha256};
use time::format_description::StaticFormatDescription;
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

/// What this way of signing is called.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";
/// In place of the body's hash where it is not signed.
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";
/// Query pair in which a presigned URL has its signature, which does not sign itself.
pub const QUERY_SIGNATURE: &str = "X-Amz-Signature";
/// How times are written.
pub const TIME: StaticFormatDescription =
    format_description!("[year][month][day]T[hour][minute][second]Z");

/// Everything but `A-Za-z0-9-._~`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// When and for what a key signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// As [`TIME`] has it.
    pub timestamp: String,
    /// Where the store is.
    pub region: String,
}

impl Scope {
    /// The scope at `time`.
    pub fn at(time: OffsetDateTime, region: &str) -> Self {
        let timestamp = time.to_offset(UtcOffset::UTC).format(TIME);
        Self {
            // Writing digits into a text does not fail.
            timestamp: timestamp.unwrap_or_default(),
            region: region.to_owned(),
        }
    }

    fn date(&self) -> &str {
        self.timestamp.get(..8).unwrap_or_default()
    }

    /// The scope as a credential has it.
    pub fn path(&self) -> String {
        format!("{}/{}/s3/aws4_request", self.date(), self.region)
    }

    /// The key for this scope, made of the secret.
    fn key(&self, secret: &str) -> Vec<u8> {
        let parts = [self.date(), &self.region, "s3", "aws4_request"];
        parts
            .iter()
            .fold(format!("AWS4{secret}").into_bytes(), |key, part| {
                mac(&key, part.as_bytes()).finalize().into_bytes().to_vec()
            })
    }
}

/// What is signed of a request.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'r> {
    /// The method.
    pub method: &'r Method,
    /// The URL, of which path and query are signed as they are.
    pub uri: &'r Uri,
    /// The headers.
    pub headers: &'r HeaderMap,
    /// The host, with its port where it has one.
    pub host: &'r str,
    /// Which headers are signed, in lower case.
    pub names: &'r BTreeSet<String>,
    /// The hash of the body in hexadecimal digits, or [`UNSIGNED_PAYLOAD`].
    pub payload: &'r str,
}

impl Signed<'_> {
    /// The signature, ready to be read or compared.
    pub fn mac(&self, scope: &Scope, secret: &str) -> Hmac<Sha256> {
        let text = [
            ALGORITHM,
            &scope.timestamp,
            &scope.path(),
            &hex::encode(Sha256::digest(self.text())),
        ];
        mac(&scope.key(secret), text.join("\n").as_bytes())
    }

    /// The signature in hexadecimal digits.
    pub fn signature(&self, scope: &Scope, secret: &str) -> String {
        hex::encode(self.mac(scope, secret).finalize().into_bytes())
    }

    /// The one way to write the request.
    fn text(&self) -> Vec<u8> {
        let mut text = format!("{}\n{}\n", self.method, self.uri.path()).into_bytes();
        text.extend(sorted_query(self.uri).into_bytes());
        text.push(b'\n');
        for name in self.names {
            text.extend([name.as_bytes(), b":"].concat());
            if name == "host" {
                text.extend(self.host.as_bytes());
            } else {
                let values = self.headers.get_all(name).iter();
                let values: Vec<&[u8]> =
                    values.map(|value| value.as_bytes().trim_ascii()).collect();
                text.extend(values.join(&b','));
            }
            text.push(b'\n');
        }
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        text.extend(format!("\n{}\n{}", names.join(";"), self.payload).into_bytes());
        text
    }
}

/// The pairs of the query in order, but for the signature itself.
fn sorted_query(uri: &Uri) -> String {
    let pairs = uri.query().unwrap_or_default().split('&');
    let mut pairs: Vec<(&str, &str)> = pairs
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .filter(|(name, _)| *name != QUERY_SIGNATURE)
        .collect();
    pairs.sort_unstable();
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

/// Which headers of a request its signature covers: those that change what is done.
pub fn names_to_sign(headers: &HeaderMap) -> BTreeSet<String> {
    let matters = |name: &&str| {
        name.starts_with("x-amz-") || ["content-type", "date", "range", "if-range"].contains(name)
    };
    let mut names: BTreeSet<String> = headers
        .keys()
        .map(http::HeaderName::as_str)
        .filter(matters)
        .map(str::to_owned)
        .collect();
    names.insert("host".to_owned());
    names
}

/// Text as a query value.
pub fn encoded(text: &str) -> String {
    percent_encode(text.as_bytes(), RESERVED).to_string()
}

/// Text as a path, whose slashes stay.
pub fn encoded_path(path: &str) -> String {
    let segments: Vec<String> = path.split('/').map(encoded).collect();
    segments.join("/")
}

fn mac(key: &[u8], text: &[u8]) -> Hmac<Sha256> {
    // Keys of any length will do.
    let mut mac = match Hmac::<Sha256>::new_from_slice(key) {
        Ok(mac) => mac,
        Err(_) => unreachable!("HMAC takes keys of any length"),
    };
    mac.update(text);
    mac
}
