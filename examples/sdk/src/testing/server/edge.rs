//! What holds for every request: ids of requests, version, token, idempotency keys.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::reply::Refused;
use super::state::Shared;
use crate::Nameplate;

const MOST: usize = 1024 * 1024;

pub(super) async fn edge(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let id = shared.lock().id("req_");
    let mut response = match admit(&shared, request.headers()) {
        Ok(()) => once(&shared, request, next).await,
        Err(refused) => refused.into_response(),
    };
    if let Ok(id) = HeaderValue::try_from(id) {
        let name = HeaderName::from_static("x-request-id");
        response.headers_mut().insert(name, id);
    }
    response
}

fn admit(shared: &Shared, headers: &HeaderMap) -> Result<(), Refused> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let version = text("nameplate-version");
    if version != Some(Nameplate::API_VERSION) {
        let known = Nameplate::API_VERSION;
        let message = format!("send `Nameplate-Version: {known}`");
        return Err(Refused::new(
            StatusCode::BAD_REQUEST,
            "unknown_version",
            message,
        ));
    }
    let token =
        text(header::AUTHORIZATION.as_str()).and_then(|value| value.strip_prefix("Bearer "));
    if token.is_some_and(|token| shared.lock().tokens.contains_key(token)) {
        return Ok(());
    }
    let message = "send the token of an API key as `Authorization: Bearer ..`";
    Err(Refused::new(
        StatusCode::UNAUTHORIZED,
        "no_such_token",
        message,
    ))
}

/// A POST whose idempotency key was seen before is answered as it was then, and not done again.
async fn once(shared: &Shared, request: Request, next: Next) -> Response {
    let key = request.headers().get("idempotency-key");
    let Some(key) = key.and_then(|key| key.to_str().ok()).map(str::to_owned) else {
        return next.run(request).await;
    };
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    if let Some((status, body)) = shared.lock().answered.get(&key).cloned() {
        return json(status, body);
    }
    let response = next.run(request).await;
    let status = response.status();
    let Ok(body) = to_bytes(response.into_body(), MOST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let kept = (status, body.to_vec());
    shared.lock().answered.insert(key, kept);
    json(status, body)
}

fn json(status: StatusCode, body: impl Into<Body>) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (status, kind, body.into()).into_response()
}
