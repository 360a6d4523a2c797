//! The desk without a network: the warehouse's answers come from a script, the callers' requests go
//! straight into the router.

use axum::body::{Body, to_bytes};
use endpoint::testing::{PausedClock, Recorder, Reply};
use http::{Request, Response, StatusCode};
use serde_json::{Value, json};
use service_example::desk::router;
use service_example::stock::RemoteStock;
use tower::ServiceExt;

/// Gives one order to a desk whose warehouse answers by `script`.
async fn order(script: &Recorder) -> Response<Body> {
    let stock = script
        .stand_in(RemoteStock::settings("https://warehouse.example"))
        .clock(PausedClock::new())
        .build()
        .unwrap();
    let request = Request::post("/orders")
        .header("authorization", "Bearer t_bob")
        .header("content-type", "application/json")
        .header("request-timeout", "2.5")
        .body(Body::from(r#"{"sku":"tea","quantity":3}"#))
        .unwrap();
    let Ok(response) = router(RemoteStock::from_client(stock))
        .oneshot(request)
        .await;
    response
}

async fn json_of(response: Response<Body>) -> Value {
    let body = to_bytes(response.into_body(), 1 << 16).await.unwrap();
    serde_json::from_slice(&body).unwrap()
}

fn item() -> Reply {
    Reply::json(&json!({ "sku": "tea", "price": 450, "available": 10 }))
}

#[tokio::test]
async fn an_order_asks_and_reserves() {
    let script = Recorder::new()
        .on("item", item())
        .on("reserve", Reply::json(&json!({ "id": "res_9" })));
    let response = order(&script).await;
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(
        json_of(response).await,
        json!({ "id": "ord_9", "total": 1350 })
    );
    script.assert_sent(&[
        "GET /v1/items/tea",
        r#"POST /v1/items/tea/reservations {"quantity":3}"#,
    ]);
    for request in script.requests() {
        assert_eq!(request.head.headers["authorization"], "Bearer t_bob");
        let left = request.head.headers["request-timeout"].to_str().unwrap();
        let left: f64 = left.parse().unwrap();
        assert!((0.5..=2.25).contains(&left), "{left}");
    }
}

#[tokio::test]
async fn a_lost_reservation_is_asked_for_again_with_its_key() {
    let script = Recorder::new()
        .on("item", item())
        .on("reserve", Reply::lost())
        .on("reserve", Reply::json(&json!({ "id": "res_9" })));
    assert_eq!(order(&script).await.status(), StatusCode::CREATED);
    let requests = script.requests();
    let key = |number: usize| requests[number].head.headers["idempotency-key"].clone();
    assert_eq!(requests.len(), 3);
    assert_eq!(key(1), key(2));
}

#[tokio::test]
async fn somebody_who_was_faster_is_a_conflict() {
    let taken = json!({ "code": "out_of_stock", "message": "somebody was faster" });
    // With its key sent, a conflict may be the same request under way: it is asked again.
    let script = Recorder::new().on("item", item()).on(
        "reserve",
        Reply::status(StatusCode::CONFLICT).with_json(&taken),
    );
    let response = order(&script).await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    assert_eq!(json_of(response).await["code"], "out_of_stock");
}

#[tokio::test]
async fn what_is_no_answer_of_the_warehouses_is_a_bad_gateway() {
    for reply in [
        Reply::status(StatusCode::OK).body("<html>"),
        Reply::status(StatusCode::IM_A_TEAPOT).body("<html>"),
        Reply::status(StatusCode::INTERNAL_SERVER_ERROR),
    ] {
        let script = Recorder::new().on("item", reply);
        let response = order(&script).await;
        assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
        assert_eq!(json_of(response).await["code"], "bad_gateway");
    }
}

#[tokio::test]
async fn a_call_that_the_script_does_not_know_is_a_fault_of_ours() {
    let script = Recorder::new().on("item", item());
    assert_eq!(
        order(&script).await.status(),
        StatusCode::INTERNAL_SERVER_ERROR
    );
}
