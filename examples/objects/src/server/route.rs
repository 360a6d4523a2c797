//! Requests, by method and path.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::SystemTime;

use axum::body::Body;
use axum::extract::State as Extracted;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header, request};
use http_body_util::BodyExt;
use percent_encoding::percent_decode_str;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::objects::Object;
use super::problem::Problem;
use super::{BUCKET, Logged, State, access, listing, lock, reply};

/// Headers that are kept with an object, besides its metadata.
const KEPT: [&str; 2] = ["content-type", "cache-control"];
const METADATA: &str = "x-amz-meta-";

pub(super) async fn answer(
    Extracted(state): Extracted<Arc<State>>,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let id = format!("{:08X}", state.requests.fetch_add(1, Ordering::Relaxed));
    let mut response = match route(&state, &parts, body).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(parts.uri.path(), &id),
    };
    insert(response.headers_mut(), "x-amz-request-id", id.as_bytes());
    lock(&state.log).push(Logged {
        method: parts.method,
        uri: parts.uri,
        headers: parts.headers,
        status: response.status(),
    });
    response
}

async fn route(
    state: &State,
    parts: &request::Parts,
    body: Body,
) -> Result<Response<Body>, Problem> {
    let checksum = access::check(parts)?;
    let path = parts.uri.path().strip_prefix('/').unwrap_or_default();
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    if bucket != BUCKET {
        let message = "There is no bucket of this name.";
        return Err(Problem::new(StatusCode::NOT_FOUND, "NoSuchBucket", message));
    }
    let key = percent_decode_str(key).decode_utf8();
    let key = key.map_err(|_| Problem::bad("InvalidURI", "The key is not UTF-8."))?;
    let source = parts.headers.get("x-amz-copy-source");
    match (&parts.method, &*key, source) {
        (&Method::GET, "", None) => {
            listing::page(&state.shelf, parts.uri.query().unwrap_or_default())
        }
        (&Method::GET, key, None) => get(state, key, &parts.headers).await,
        (&Method::HEAD, key, None) => head(state, key),
        (&Method::DELETE, key, None) => {
            state.shelf.remove(key)?;
            Ok(reply::empty(StatusCode::NO_CONTENT))
        }
        (&Method::PUT, key @ ("" | "/"), _) => {
            let message = format!("`{key}` is no key.");
            Err(Problem::bad("InvalidRequest", message))
        }
        (&Method::PUT, key, Some(source)) => copy(state, key, source).await,
        (&Method::PUT, key, None) => put(state, key, &parts.headers, body, checksum).await,
        _ => Err(Problem::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
            "Nothing of this kind can be done here.",
        )),
    }
}

async fn put(
    state: &State,
    key: &str,
    headers: &HeaderMap,
    body: Body,
    checksum: Option<String>,
) -> Result<Response<Body>, Problem> {
    let length = headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let Some(length) = length else {
        let message = "The length of the content must be told beforehand.";
        return Err(Problem::new(
            StatusCode::LENGTH_REQUIRED,
            "MissingContentLength",
            message,
        ));
    };
    let turned_away = {
        let mut faults = lock(&state.faults);
        let busy = faults.busy > 0;
        faults.busy = faults.busy.saturating_sub(1);
        busy.then_some(length / 2)
    };
    let file = state.shelf.new_file();
    let received = receive(body, &file, turned_away).await;
    let (size, hash) = match received {
        Ok(received) => received,
        Err(problem) => {
            drop(std::fs::remove_file(&file));
            return Err(problem);
        }
    };
    if checksum.is_some_and(|checksum| checksum != hash) {
        drop(std::fs::remove_file(&file));
        let message = "The content is not the one whose checksum was signed.";
        return Err(Problem::bad("XAmzContentSHA256Mismatch", message));
    }
    let kept = headers
        .iter()
        .filter(|(name, _)| name.as_str().starts_with(METADATA) || KEPT.contains(&name.as_str()));
    let object = Object {
        file,
        size,
        version: format!("\"{}\"", &hash[..32]),
        modified: SystemTime::now(),
        headers: kept
            .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
            .collect(),
    };
    let mut response = reply::empty(StatusCode::OK);
    insert(response.headers_mut(), "etag", object.version.as_bytes());
    state.shelf.put(key, object)?;
    Ok(response)
}

/// Writes a body to a file; gives its length and its hash.
async fn receive(
    mut body: Body,
    path: &std::path::Path,
    turned_away_at: Option<u64>,
) -> Result<(u64, String), Problem> {
    let mut file = File::create(path).await?;
    let (mut hasher, mut size) = (Sha256::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(io::Error::other)?;
        let Ok(piece) = frame.into_data() else {
            continue;
        };
        size += piece.len() as u64;
        if turned_away_at.is_some_and(|at| size >= at) {
            return Err(Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "SlowDown",
                "There is too much to do: try again.",
            ));
        }
        hasher.update(&piece);
        file.write_all(&piece).await?;
    }
    file.flush().await?;
    Ok((size, hex::encode(hasher.finalize())))
}

async fn get(state: &State, key: &str, headers: &HeaderMap) -> Result<Response<Body>, Problem> {
    let object = state.shelf.get(key).ok_or_else(Problem::missing_key)?;
    let text = |name: &str| headers.get(name)?.to_str().ok();
    let unchanged = text("if-range").is_none_or(|version| version == object.version);
    let start = text("range").filter(|_| unchanged).and_then(first_byte);
    let first = start.unwrap_or(0);
    if start.is_some() && first >= object.size {
        return Err(Problem::new(
            StatusCode::RANGE_NOT_SATISFIABLE,
            "InvalidRange",
            "The object has no such part.",
        ));
    }
    let breaks_at = {
        let breaks = &mut lock(&state.faults).breaks;
        let next = breaks
            .iter()
            .position(|&at| (first..object.size).contains(&at));
        next.map(|next| breaks.remove(next))
    };
    let mut response =
        Response::new(reply::part(&object.file, first, object.size, breaks_at).await?);
    describe(&mut response, &object, object.size - first);
    if start.is_some() {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let range = format!("bytes {first}-{}/{}", object.size - 1, object.size);
        insert(response.headers_mut(), "content-range", range.as_bytes());
    }
    Ok(response)
}

/// Of `bytes=100-`, the one form of a range that is served here; others are ignored, as they may be.
fn first_byte(range: &str) -> Option<u64> {
    range
        .strip_prefix("bytes=")?
        .strip_suffix('-')?
        .parse()
        .ok()
}

fn head(state: &State, key: &str) -> Result<Response<Body>, Problem> {
    let object = state.shelf.get(key).ok_or_else(Problem::missing_key)?;
    let mut response = reply::empty(StatusCode::OK);
    describe(&mut response, &object, object.size);
    Ok(response)
}

fn describe(response: &mut Response<Body>, object: &Object, length: u64) {
    let headers = response.headers_mut();
    for (name, value) in &object.headers {
        insert(headers, name, value);
    }
    let modified = httpdate::fmt_http_date(object.modified);
    insert(headers, "last-modified", modified.as_bytes());
    insert(headers, "etag", object.version.as_bytes());
    insert(headers, "content-length", length.to_string().as_bytes());
}

/// Sets a header that came in as one, or that is made of digits and letters.
fn insert(headers: &mut HeaderMap, name: &str, value: &[u8]) {
    let name = http::HeaderName::try_from(name);
    if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value)) {
        headers.insert(name, value);
    }
}

async fn copy(state: &State, key: &str, source: &HeaderValue) -> Result<Response<Body>, Problem> {
    #[derive(Serialize)]
    #[serde(rename = "CopyObjectResult", rename_all = "PascalCase")]
    struct Copied {
        #[serde(rename = "ETag")]
        version: String,
    }
    let path = source.to_str().unwrap_or_default();
    let path = percent_decode_str(path.trim_start_matches('/')).decode_utf8_lossy();
    let source = match path.split_once('/') {
        Some((BUCKET, source)) => state.shelf.get(source),
        _ => None,
    };
    let mut object = source.ok_or_else(Problem::missing_key)?;
    let file = state.shelf.new_file();
    tokio::fs::copy(&object.file, &file).await?;
    object.file = file;
    object.modified = SystemTime::now();
    let version = object.version.clone();
    state.shelf.put(key, object)?;
    Ok(reply::xml(StatusCode::OK, &Copied { version }))
}
