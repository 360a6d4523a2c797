//! Lists, page by page.

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use percent_encoding::percent_decode_str;
use serde::Serialize;

use super::objects::Shelf;
use super::problem::Problem;
use super::{BUCKET, reply};
use crate::signature::{encoded, encoded_path};

/// How many objects a page has where the request does not say.
const PAGE_SIZE: usize = 1000;

#[derive(Serialize)]
#[serde(rename = "ListBucketResult", rename_all = "PascalCase")]
struct Page {
    name: &'static str,
    encoding_type: &'static str,
    is_truncated: bool,
    key_count: usize,
    contents: Vec<Entry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_continuation_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    key: String,
    size: u64,
    #[serde(rename = "ETag")]
    version: String,
}

pub(super) fn page(shelf: &Shelf, query: &str) -> Result<Response<Body>, Problem> {
    let pair = |name: &str| value(query, name);
    if pair("list-type").as_deref() != Some("2") || pair("encoding-type").as_deref() != Some("url")
    {
        let message = "Lists have `list-type=2` and `encoding-type=url` here.";
        return Err(Problem::bad("InvalidArgument", message));
    }
    let limit = match pair("max-keys").map(|text| text.parse()) {
        None => PAGE_SIZE,
        Some(Ok(limit @ 1..=PAGE_SIZE)) => limit,
        Some(_) => {
            let message = "`max-keys` is a number from 1 to 1000.";
            return Err(Problem::bad("InvalidArgument", message));
        }
    };
    let after = pair("continuation-token").map(|token| decoded_token(&token));
    let after = after.transpose()?;
    let prefix = pair("prefix").unwrap_or_default();
    let (objects, more) = shelf.list(&prefix, after.as_deref(), limit);
    let last = objects.last().map(|(key, _)| hex::encode(key));
    let contents: Vec<Entry> = objects.into_iter().map(Entry::from).collect();
    let page = Page {
        name: BUCKET,
        encoding_type: "url",
        is_truncated: more,
        key_count: contents.len(),
        contents,
        next_continuation_token: last.filter(|_| more),
    };
    Ok(reply::xml(StatusCode::OK, &page))
}

impl From<(String, super::objects::Object)> for Entry {
    fn from((key, object): (String, super::objects::Object)) -> Self {
        Self {
            // As forms write it, which `encoding-type=url` means, but for the slashes.
            key: encoded_path(&key).replace("%20", "+"),
            size: object.size,
            version: object.version,
        }
    }
}

/// Tokens are opaque: nobody but this server needs to read them.
fn decoded_token(token: &str) -> Result<String, Problem> {
    let bytes = hex::decode(token).ok();
    let key = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    key.ok_or_else(|| Problem::bad("InvalidArgument", "The continuation token is none."))
}

/// The decoded value of a query pair.
pub(super) fn value(query: &str, name: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(key, _)| *key == encoded(name));
    let (_, value) = values.next()?;
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}
