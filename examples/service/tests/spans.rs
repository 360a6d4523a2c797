//! One span tree over both services.

mod support;

use endpoint::ErrorKind;
use opentelemetry::trace::TraceId;
use service_example::desk::Desk;
use service_example::trace;
use service_example::warehouse::Mood;

use support::{open, tea};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const FAILED: &str = "4bf92f3577b34da6a3ce929d0e0e4737";

/// Both in one test: spans are collected for the whole program.
#[tokio::test]
async fn each_answer_hangs_below_the_attempt_that_asked_for_it() {
    let spans = trace::collect().unwrap();
    let (warehouse, caller) = open().await;
    warehouse.be_once(Mood::Busy(None));
    let traceparent = |trace| format!("00-{trace}-00f067aa0ba902b7-01");
    caller
        .order(&tea())
        .header("traceparent", traceparent(TRACE))
        .await
        .unwrap();
    warehouse.be_once(Mood::Well);
    warehouse.be(Mood::Dying);
    let failed = caller
        .order(&tea())
        .header("traceparent", traceparent(FAILED));
    assert_eq!(failed.await.unwrap_err().kind(), ErrorKind::Status);

    let tree = |trace| spans.of(TraceId::from_hex(trace).unwrap());
    assert_eq!(
        tree(TRACE),
        "\
desk POST /orders: 201
├─ call GET /v1/items/{sku}: 503
│  └─ warehouse GET /v1/items/{sku}: 503
├─ call GET /v1/items/{sku}: 200 (resend 1)
│  └─ warehouse GET /v1/items/{sku}: 200
└─ call POST /v1/items/{sku}/reservations: 200
   └─ warehouse POST /v1/items/{sku}/reservations: 200
"
    );
    assert_eq!(
        tree(FAILED),
        "\
desk POST /orders: 503
├─ call GET /v1/items/{sku}: 200
│  └─ warehouse GET /v1/items/{sku}: 200
├─ call POST /v1/items/{sku}/reservations: Transport
│  └─ warehouse POST /v1/items/{sku}/reservations: 500
├─ call POST /v1/items/{sku}/reservations: Transport (resend 1)
│  └─ warehouse POST /v1/items/{sku}/reservations: 500
└─ call POST /v1/items/{sku}/reservations: Transport (resend 2)
   └─ warehouse POST /v1/items/{sku}/reservations: 500
"
    );
}
