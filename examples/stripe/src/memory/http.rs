//! From HTTP to operations and back: the only place that knows axum.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State as Shared};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde_json::Value;

use super::failure::StripeFailure;
use super::idempotency::{self, Begin, Kept, Scope};
use super::ids;
use super::operation::{self, Call, Operation};
use super::params;
use super::state::State;
use super::{Inner, RequestLog, auth, expand};

const REQUEST_ID: &str = "request-id";
const VERSION: &str = "stripe-version";
const ACCOUNT: &str = "stripe-account";
const KEY: &str = "idempotency-key";
const REPLAYED: &str = "idempotent-replayed";
const ORIGINAL: &str = "original-request";
const SHOULD_RETRY: &str = "stripe-should-retry";
const FORM: &str = "application/x-www-form-urlencoded";

/// The version that an account without wishes gets.
const OUR_VERSION: &str = "2026-10-28.endive";
/// The longest body.
const LONGEST_BODY: usize = 1024 * 1024;

/// The id of the request that is being answered.
#[derive(Clone)]
struct RequestId(String);

/// What the log line needs of an answer.
#[derive(Clone, Default)]
struct Outcome {
    code: Option<String>,
    replayed: bool,
}

/// The routes of all operations.
pub(super) fn router(inner: Arc<Inner>) -> Router {
    let mut router = Router::new();
    for operation in operation::all() {
        let Ok(filter) = MethodFilter::try_from(operation.method.clone()) else {
            continue;
        };
        let handler =
            move |Shared(inner): Shared<Arc<Inner>>,
                  path: Result<Path<Vec<(String, String)>>, PathRejection>,
                  request: Request| answer(inner, operation, path, request);
        router = router.route(operation.path, on(filter, handler));
    }
    router
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .layer(from_fn_with_state(Arc::clone(&inner), frame))
        .with_state(inner)
}

async fn unknown(request: Request) -> Response {
    failed(&StripeFailure::unknown_url(
        request.method(),
        request.uri().path(),
    ))
}

/// Around every answer: the request's id, the headers that are echoed, the log.
async fn frame(Shared(inner): Shared<Arc<Inner>>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let number = inner.requests.fetch_add(1, Ordering::Relaxed);
    let id = ids::request_id(number);
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let echoed = echoes(&method, request.headers());
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.extend(echoed);
    if let Ok(value) = HeaderValue::try_from(&id) {
        headers.insert(REQUEST_ID, value);
    }
    if let Some(log) = &inner.log {
        let outcome = response.extensions_mut().remove::<Outcome>();
        let outcome = outcome.unwrap_or_default();
        log(&RequestLog {
            method,
            path,
            status: response.status(),
            request_id: id,
            error_code: outcome.code,
            replayed: outcome.replayed,
            elapsed: began.elapsed(),
        });
    }
    response
}

fn echoes(method: &Method, headers: &HeaderMap) -> HeaderMap {
    let mut echoed = HeaderMap::new();
    echoed.insert(VERSION, HeaderValue::from_static(OUR_VERSION));
    for name in [VERSION, ACCOUNT, KEY] {
        if let Some(value) = headers.get(name)
            && (name != KEY || *method == Method::POST)
        {
            echoed.insert(name, value.clone());
        }
    }
    echoed
}

async fn answer(
    inner: Arc<Inner>,
    operation: &'static Operation,
    path: Result<Path<Vec<(String, String)>>, PathRejection>,
    request: Request,
) -> Response {
    match handle(&inner, operation, path, request).await {
        Ok(response) => response,
        Err(failure) => failed(&failure),
    }
}

async fn handle(
    inner: &Arc<Inner>,
    operation: &'static Operation,
    path: Result<Path<Vec<(String, String)>>, PathRejection>,
    request: Request,
) -> Result<Response, StripeFailure> {
    let (parts, body) = request.into_parts();
    let app = auth::authenticate(&parts.headers)?;
    check_version(&parts.headers)?;
    let acting = acting(inner, &parts.headers)?;
    let Path(arguments) = path.map_err(|_| {
        StripeFailure::invalid("The URL is not percent-encoded UTF-8.").before_execution()
    })?;
    let mut pairs = params::decode(parts.uri.query().unwrap_or_default())?;
    pairs.extend(read_body(&parts.headers, body).await?);

    let mut reservation = None;
    if parts.method == Method::POST
        && let Some(key) = text_header(&parts.headers, KEY)?
    {
        let account = acting.clone();
        let scope = scope(account, key)?;
        let app = operation.per_app.then_some(app.0.as_str());
        let same = same_request(parts.uri.path(), &pairs, app);
        let time = inner.clock.now();
        match inner.lock().idempotency.begin(&scope, &same, time)? {
            Begin::Replay(kept) => return Ok(replay(&kept)),
            Begin::Execute => reservation = Some(Reservation::new(inner, scope)),
        }
    }

    let params = params::read(&pairs, operation.params)?;
    expand::check(&params, operation.answers)?;
    if !inner.latency.is_zero() {
        tokio::time::sleep(inner.latency).await;
    }
    let call = Call {
        acting,
        app,
        arguments,
        params,
        time: inner.clock.now(),
    };
    let request_id = parts.extensions.get::<RequestId>();
    let request_id = request_id.map(|id| id.0.clone()).unwrap_or_default();
    Ok(execute(inner, operation, &call, reservation, request_id))
}

/// Runs the operation and keeps its answer, both under one lock.
fn execute(
    inner: &Inner,
    operation: &Operation,
    call: &Call,
    reservation: Option<Reservation>,
    request_id: String,
) -> Response {
    let mut state = inner.lock();
    let result = run(&mut state, operation, call);
    let Some(reservation) = reservation else {
        drop(state);
        return match result {
            Ok(body) => json_response(StatusCode::OK, &body),
            Err(failure) => failed(&failure),
        };
    };
    let (status, body, executed) = match &result {
        Ok(body) => (StatusCode::OK, body.clone(), true),
        Err(failure) => (failure.status(), failure.body(), failure.executed()),
    };
    if executed {
        let kept = Kept {
            status: status.as_u16(),
            body: body.clone(),
            request_id,
        };
        state.idempotency.keep(&reservation.scope, kept);
    }
    // A key that was not used is given back; that takes the lock again.
    drop(state);
    drop(reservation);
    match result {
        Ok(_) => json_response(status, &body),
        Err(failure) => failed(&failure),
    }
}

fn run(state: &mut State, operation: &Operation, call: &Call) -> Result<Value, StripeFailure> {
    state.pass_time(call.time);
    let result = (operation.run)(state, call);
    if let Err(problem) = state.check() {
        return Err(StripeFailure::internal(format!(
            "The ledger does not add up: {problem}"
        )));
    }
    let mut answer = result?;
    expand::apply(state, &call.params, &mut answer);
    Ok(answer)
}

/// Keeps an idempotency key taken while its request is under way; gives it back where the request
/// ends, or is given up, before it was executed.
struct Reservation {
    inner: Arc<Inner>,
    scope: Scope,
}

impl Reservation {
    fn new(inner: &Arc<Inner>, scope: Scope) -> Self {
        Self {
            inner: Arc::clone(inner),
            scope,
        }
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.inner.lock().idempotency.release(&self.scope);
    }
}

fn scope(account: String, key: &str) -> Result<Scope, StripeFailure> {
    if key.is_empty() || key.len() > idempotency::LONGEST {
        let message = format!(
            "An idempotency key has 1 to {} characters.",
            idempotency::LONGEST
        );
        return Err(StripeFailure::invalid(message).before_execution());
    }
    let key = key.to_owned();
    Ok(Scope { account, key })
}

/// Everything that two requests with one key must have in common, whatever its order.
fn same_request(path: &str, pairs: &[(String, String)], app: Option<&str>) -> String {
    let mut sorted: Vec<&(String, String)> = pairs.iter().collect();
    sorted.sort();
    format!("{app:?} {path} {sorted:?}")
}

fn replay(kept: &Kept) -> Response {
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = json_response(status, &kept.body);
    let headers = response.headers_mut();
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    if let Ok(original) = HeaderValue::try_from(&kept.request_id) {
        headers.insert(ORIGINAL, original);
    }
    let code = kept.body.pointer("/error/code").and_then(Value::as_str);
    response.extensions_mut().insert(Outcome {
        code: code.map(str::to_owned),
        replayed: true,
    });
    response
}

fn failed(failure: &StripeFailure) -> Response {
    let body = failure.body();
    let mut response = json_response(failure.status(), &body);
    let headers = response.headers_mut();
    if failure.status() == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static("Basic realm=\"Stripe\"");
        headers.insert(WWW_AUTHENTICATE, challenge);
    }
    if let Some(retry) = failure.retry() {
        let word = if retry { "true" } else { "false" };
        headers.insert(SHOULD_RETRY, HeaderValue::from_static(word));
    }
    let code = body.pointer("/error/code").and_then(Value::as_str);
    response.extensions_mut().insert(Outcome {
        code: code.map(str::to_owned),
        replayed: false,
    });
    response
}

fn json_response(status: StatusCode, body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}

/// The account that acts: the one of the `Stripe-Account` header, or the platform.
fn acting(inner: &Inner, headers: &HeaderMap) -> Result<String, StripeFailure> {
    let state = inner.lock();
    match text_header(headers, ACCOUNT)? {
        None => Ok(state.platform.clone()),
        Some(account) if state.accounts.get(account).is_some() => Ok(account.to_owned()),
        Some(account) => Err(StripeFailure::forbidden_account(account)),
    }
}

/// A version is a date, with or without a name behind a dot.
fn check_version(headers: &HeaderMap) -> Result<(), StripeFailure> {
    let Some(version) = text_header(headers, VERSION)? else {
        return Ok(());
    };
    let date = version.split_once('.').map_or(version, |(date, _)| date);
    let shape = |(place, byte): (usize, u8)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    if date.len() == 10 && date.bytes().enumerate().all(shape) {
        Ok(())
    } else {
        Err(StripeFailure::invalid("Invalid Stripe API version.").before_execution())
    }
}

fn text_header<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, StripeFailure> {
    let value = headers.get(name).map(HeaderValue::to_str).transpose();
    value.map_err(|_| {
        let message = format!("The header {name} is not a text.");
        StripeFailure::invalid(message).before_execution()
    })
}

async fn read_body(
    headers: &HeaderMap,
    body: Body,
) -> Result<Vec<(String, String)>, StripeFailure> {
    let unreadable = |message: &str| StripeFailure::invalid(message).before_execution();
    let bytes = to_bytes(body, LONGEST_BODY)
        .await
        .map_err(|_| unreadable("The body is too long, or was cut off."))?;
    if bytes.is_empty() {
        return Ok(Vec::new());
    }
    let kind = text_header(headers, CONTENT_TYPE.as_str())?.unwrap_or(FORM);
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case(FORM) {
        return Err(unreadable(
            "Parameters come as a form, not as another type.",
        ));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| unreadable("The body is not UTF-8."))?;
    params::decode(text)
}
