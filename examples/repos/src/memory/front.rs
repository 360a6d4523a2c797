//! What holds of every request: who asks, how much is left, whether the answer is known already.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::{Query, State as Extract};
use axum::response::Response;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, HOST, IF_NONE_MATCH};
use http::{HeaderMap, Method, StatusCode, Uri};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::Host;
use super::answer::{Asked, Reply};
use super::route;
use super::state::State;

/// The length of a period, in seconds.
const PERIOD: u64 = 3600;

pub(super) async fn handle(
    Extract(host): Extract<Host>,
    method: Method,
    uri: Uri,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Infallible> {
    let now = host.now();
    let mut state = host.state();
    let line = format!("{method} {}", target(&uri));
    let reply = match asked(method, &uri, query, &headers, &body) {
        Ok(asked) => admitted(&mut state, &asked, &headers, now),
        Err(refused) => refused,
    };
    state.requests += 1;
    let id = format!("{:04X}", state.requests);
    if std::mem::take(&mut state.lose_next) {
        state.log.push(format!("{line} (no answer)"));
        return Ok(Response::new(Body::new(HangUp)));
    }
    state.log.push(format!("{line} {}", reply.status.as_u16()));
    Ok(response(signed(reply, &state, id)))
}

fn target(uri: &Uri) -> &str {
    uri.path_and_query().map_or("/", |target| target.as_str())
}

/// Reads a request of somebody who is known.
fn asked(
    method: Method,
    uri: &Uri,
    query: HashMap<String, String>,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Asked, Reply> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let token = text(AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
    let login = token
        .and_then(State::login)
        .ok_or_else(|| Reply::refused(StatusCode::UNAUTHORIZED, "Bad credentials"))?;
    let json = if body.is_empty() {
        Value::Null
    } else {
        serde_json::from_slice(body)
            .map_err(|_| Reply::refused(StatusCode::BAD_REQUEST, "Problems parsing JSON"))?
    };
    let decode = |segment: &str| percent_decode_str(segment).decode_utf8_lossy().into_owned();
    Ok(Asked {
        method,
        path: uri.path().split('/').skip(1).map(decode).collect(),
        target: target(uri).to_owned(),
        query,
        json,
        login: login.to_owned(),
        raw: text(ACCEPT).is_some_and(|accept| accept.contains(".raw")),
        origin: format!("http://{}", text(HOST).unwrap_or("localhost")),
    })
}

/// Answers, if there is something left of the allowance.
fn admitted(state: &mut State, asked: &Asked, headers: &HeaderMap, now: u64) -> Reply {
    if let Some(seconds) = state.refuse_next.take() {
        let message = "You have exceeded a secondary rate limit";
        return Reply::refused(StatusCode::FORBIDDEN, message)
            .with("retry-after", seconds.to_string());
    }
    let allowance = &mut state.allowance;
    if now >= allowance.reset {
        allowance.used = 0;
        allowance.reset = now + PERIOD;
    }
    let free = asked.path == ["rate_limit"];
    if !free && allowance.used == allowance.limit {
        let message = format!("API rate limit exceeded for {}", asked.login);
        return Reply::refused(StatusCode::FORBIDDEN, &message);
    }
    let reply = route::answer(state, asked).unwrap_or_else(|refused| refused);
    let reply = unless_known(asked, headers, reply);
    if !free && reply.status != StatusCode::NOT_MODIFIED {
        state.allowance.used += 1;
    }
    reply
}

/// Tags what is read, and leaves it out where the tag is the one that the request names.
fn unless_known(asked: &Asked, headers: &HeaderMap, reply: Reply) -> Reply {
    if asked.method != Method::GET || reply.status != StatusCode::OK {
        return reply;
    }
    let digest = Sha256::digest(&reply.body);
    let hex: String = digest[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let tag = format!("\"{hex}\"");
    let known = headers.get(IF_NONE_MATCH);
    if known.is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        let unchanged = Reply {
            status: StatusCode::NOT_MODIFIED,
            headers: Vec::new(),
            body: Bytes::new(),
        };
        return unchanged.with("etag", tag);
    }
    reply.with("etag", tag)
}

/// Adds what every answer has.
fn signed(reply: Reply, state: &State, id: String) -> Reply {
    let allowance = &state.allowance;
    reply
        .with("x-github-request-id", id)
        .with("x-ratelimit-limit", allowance.limit.to_string())
        .with(
            "x-ratelimit-remaining",
            (allowance.limit - allowance.used).to_string(),
        )
        .with("x-ratelimit-reset", allowance.reset.to_string())
}

fn response(reply: Reply) -> Response {
    let mut response = Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    let built = response.body(Body::from(reply.body));
    built.unwrap_or_else(|_| {
        let mut failed = Response::new(Body::empty());
        *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        failed
    })
}

/// A body that breaks off before its first byte, and the connection with it.
struct HangUp;

impl http_body::Body for HangUp {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, io::Error>>> {
        Poll::Ready(Some(Err(io::Error::other("hung up"))))
    }
}
