// The shop that the guide's examples call: a real server on a loopback port.

use std::collections::HashMap;

use axum::Json;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use serde_json::{Value, json};

/// Starts the shop and gives its URL.
pub async fn start() -> std::io::Result<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router()).await });
    Ok(url)
}

pub fn router() -> Router {
    Router::new()
        .route("/v1/orders", get(orders).post(create_order))
        .route("/v1/orders/{order}", get(order))
        .route("/v1/orders/{order}/cancel", post(cancel_order))
        .route("/v1/skus", get(skus))
        .route("/v1/account", get(account))
        .route("/v1/files/{*key}", put(upload).get(download))
        .layer(axum::extract::DefaultBodyLimit::disable())
}

async fn order(Path(order): Path<String>) -> Response {
    if order == "or_404" {
        return refusal(
            StatusCode::NOT_FOUND,
            "no_such_order",
            "there is no such order",
        );
    }
    Json(json!({ "id": order, "total": 1200 })).into_response()
}

async fn create_order(Json(new): Json<Value>) -> Response {
    if new["sku"] == "sold_out" {
        return refusal(StatusCode::CONFLICT, "out_of_stock", "none is left");
    }
    let created = json!({ "id": "or_1", "total": 1200 });
    (
        StatusCode::CREATED,
        [("request-id", "req_7")],
        Json(created),
    )
        .into_response()
}

async fn cancel_order() -> Response {
    refusal(StatusCode::CONFLICT, "already_shipped", "it is on its way")
}

/// Five orders, two a page, continued by `after`.
async fn orders(Query(query): Query<HashMap<String, String>>) -> Json<Value> {
    let after = query
        .get("after")
        .and_then(|id| id.strip_prefix("or_")?.parse().ok());
    let first = after.unwrap_or(0) + 1;
    let data: Vec<_> = (first..=5)
        .take(2)
        .map(|number| json!({ "id": format!("or_{number}"), "total": number * 100 }))
        .collect();
    let more = first + 1 < 5;
    Json(json!({ "data": data, "more": more }))
}

/// Three names of goods, one a page, continued by a `Link` header.
async fn skus(Query(query): Query<HashMap<String, usize>>) -> Response {
    let page = query.get("page").copied().unwrap_or(1);
    let name = ["apple", "pear", "plum"].get(page - 1);
    let mut response = Json(name.into_iter().collect::<Vec<_>>()).into_response();
    if page < 3
        && let Ok(link) = format!("</v1/skus?page={}>; rel=\"next\"", page + 1).try_into()
    {
        response.headers_mut().insert(header::LINK, link);
    }
    response
}

/// Whose credential it is, whichever way it was sent.
async fn account(Query(query): Query<HashMap<String, String>>, headers: HeaderMap) -> Response {
    let sent = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let known = match (sent("authorization"), sent("x-api-key"), query.get("key")) {
        (Some("Bearer t0ken" | "Basic YWRhOnMzY3JldA=="), _, _) => true,
        (_, key, pair) => key == Some("k3y") || pair.is_some_and(|pair| pair == "k3y"),
    };
    if known || sent("x-signature").is_some() {
        Json(json!({ "owner": "ada" })).into_response()
    } else {
        refusal(StatusCode::UNAUTHORIZED, "unauthorized", "who are you?")
    }
}

async fn upload(request: Request) -> Response {
    let announced = request.headers().get(header::CONTENT_LENGTH).cloned();
    let announced = announced.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    match axum::body::to_bytes(request.into_body(), 1 << 30).await {
        Ok(bytes) => Json(json!({ "bytes": bytes.len(), "announced": announced })).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

async fn download(headers: HeaderMap) -> Response {
    let whole = "The quick brown fox jumps over the lazy dog.";
    let range = headers
        .get(header::RANGE)
        .and_then(|range| range.to_str().ok());
    let from = range.and_then(|range| {
        range
            .strip_prefix("bytes=")?
            .strip_suffix('-')?
            .parse()
            .ok()
    });
    match from.and_then(|from: usize| whole.get(from..)) {
        Some(rest) => (StatusCode::PARTIAL_CONTENT, Body::from(rest)).into_response(),
        None => Body::from(whole).into_response(),
    }
}

fn refusal(status: StatusCode, code: &str, message: &str) -> Response {
    (status, Json(json!({ "code": code, "message": message }))).into_response()
}
