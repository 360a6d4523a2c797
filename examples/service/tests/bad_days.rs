//! The desk over real sockets, on the warehouse's good and bad days.

mod support;

use std::time::Duration;

use endpoint::auth::{Basic, Bearer};
use endpoint::{Call, Error};
use http::HeaderMap;
use service_example::desk::{Desk, NewOrder, Order, Problem};
use service_example::stock::TIMEOUT;
use service_example::warehouse::Mood;
use tokio::task::JoinSet;

use support::{open, tea};

/// What a refused call was answered with.
async fn refusal<T>(call: Call<T, Problem>) -> Error<Problem> {
    match call.await {
        Ok(_) => panic!("it went through"),
        Err(error) => error,
    }
}

fn status_and_code(error: &Error<Problem>) -> (u16, &str) {
    let code = error.api().map_or("", |problem| &problem.code);
    (error.status().map_or(0, |status| status.as_u16()), code)
}

/// How long the desk said it waits.
fn told(headers: &HeaderMap) -> Duration {
    TIMEOUT.read(headers).unwrap()
}

/// Waits for what is about to happen.
async fn until(happened: impl Fn() -> bool) {
    let wait = async {
        while !happened() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), wait)
        .await
        .unwrap();
}

#[tokio::test]
async fn token_and_deadline_are_handed_on() {
    let (warehouse, caller) = open().await;
    let caller = caller.with_timeout(Duration::from_secs(20));
    let placed = caller.order(&tea()).await.unwrap();
    let (id, total) = ("ord_1".to_owned(), 900);
    assert_eq!(placed, Order { id, total });
    assert_eq!(warehouse.available("tea"), 998);
    let arrived = warehouse.arrived();
    assert_eq!(arrived.len(), 2);
    for headers in &arrived {
        assert_eq!(headers["authorization"], "Bearer t_alice");
        let left = told(headers).as_secs_f64();
        assert!((5.0..=18.0).contains(&left), "{left}");
    }
    assert!(told(&arrived[1]) <= told(&arrived[0]));
}

#[tokio::test]
async fn who_says_nothing_of_a_deadline_gets_the_usual_one() {
    let (warehouse, caller) = open().await;
    warehouse.be_once(Mood::Slow(Duration::from_millis(5)));
    caller.quote("tea", 1).await.unwrap();
    assert!(told(&warehouse.arrived()[0]) <= Duration::from_secs(5));
}

#[tokio::test]
async fn what_takes_too_long_is_a_504_in_time_for_the_caller() {
    let (warehouse, caller) = open().await;
    warehouse.be(Mood::Hung);
    let call = caller.order(&tea()).timeout(Duration::from_millis(300));
    let error = refusal(call).await;
    assert_eq!(status_and_code(&error), (504, "too_late"));
    let arrived = warehouse.arrived();
    assert_eq!(arrived.len(), 1);
    assert!(told(&arrived[0]) <= Duration::from_millis(270));
}

#[tokio::test]
async fn who_has_no_time_left_costs_the_warehouse_nothing() {
    let (warehouse, caller) = open().await;
    let call = caller.order(&tea()).header("request-timeout", "0");
    assert_eq!(status_and_code(&refusal(call).await), (504, "too_late"));
    assert!(warehouse.arrived().is_empty());
}

#[tokio::test]
async fn a_caller_who_hangs_up_ends_the_call_to_the_warehouse() {
    let (warehouse, caller) = open().await;
    warehouse.be(Mood::Hung);
    let call = tokio::spawn(caller.order(&tea()).send());
    until(|| warehouse.arrived().len() == 1).await;
    call.abort();
    until(|| warehouse.abandoned() == 1).await;
    assert_eq!(warehouse.arrived().len(), 1);
}

#[tokio::test]
async fn a_warehouse_that_asks_for_a_pause_gets_it_from_the_caller() {
    let (warehouse, caller) = open().await;
    warehouse.be(Mood::Busy(Some(7)));
    let error = refusal(caller.order(&tea())).await;
    assert_eq!(status_and_code(&error), (503, "unavailable"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(warehouse.arrived().len(), 1);
}

#[tokio::test]
async fn a_hiccup_is_not_the_callers_business() {
    let (warehouse, caller) = open().await;
    warehouse.be_once(Mood::Busy(None));
    warehouse.be_once(Mood::Well);
    warehouse.be_once(Mood::Dying);
    caller.order(&tea()).await.unwrap();
    assert_eq!(warehouse.available("tea"), 998);
    let keys: Vec<_> = warehouse
        .arrived()
        .iter()
        .map(|headers| headers.get("idempotency-key").cloned())
        .collect();
    assert_eq!(keys.len(), 4);
    assert_eq!(keys[..2], [None, None]);
    assert!(keys[2].is_some());
    assert_eq!(keys[2], keys[3]);
}

#[tokio::test]
async fn a_dying_warehouse_gets_no_retry_storm() {
    for mood in [Mood::Dying, Mood::Busy(None)] {
        let (warehouse, caller) = open().await;
        warehouse.be(mood);
        let mut orders = JoinSet::new();
        for _ in 0..100 {
            orders.spawn(refusal(caller.order(&tea())));
        }
        for error in orders.join_all().await {
            assert_eq!(status_and_code(&error), (503, "unavailable"));
            assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
        }
        // One retry for ten orders and ten besides; without a budget there would be 300 requests.
        let requests = warehouse.arrived().len();
        assert!((101..=120).contains(&requests), "{mood:?}: {requests}");
    }
}

#[tokio::test]
async fn a_closed_warehouse_is_a_503_until_it_opens() {
    let (mut warehouse, caller) = open().await;
    caller.order(&tea()).await.unwrap();
    warehouse.close().await.unwrap();
    let error = refusal(caller.order(&tea())).await;
    assert_eq!(status_and_code(&error), (503, "unavailable"));
    warehouse.reopen().unwrap();
    caller.order(&tea()).await.unwrap();
    assert_eq!(warehouse.available("tea"), 996);
}

#[tokio::test]
async fn what_the_warehouse_refuses_is_told_as_it_said() {
    let (warehouse, caller) = open().await;
    let error = refusal(caller.quote("gold", 1)).await;
    assert_eq!(status_and_code(&error), (404, "no_such_item"));
    assert!(caller.quote("gold", 1).optional().await.unwrap().is_none());
    let error = refusal(caller.quote("tea", 1).auth(Bearer::new("t_mallory"))).await;
    assert_eq!(status_and_code(&error), (401, "unknown_token"));
    assert_eq!(warehouse.arrived().len(), 3);
}

#[tokio::test]
async fn what_cannot_be_asked_is_not_asked() {
    let (warehouse, caller) = open().await;
    let error = refusal(caller.quote("tea", 1).auth(Basic::new("alice", ""))).await;
    assert_eq!(status_and_code(&error), (401, "no_token"));
    assert_eq!(error.headers()["www-authenticate"], "Bearer");
    // An item number that would be another path.
    let sku = "..".to_owned();
    let error = refusal(caller.order(&NewOrder { sku, quantity: 1 })).await;
    assert_eq!(status_and_code(&error), (400, "bad_request"));
    assert!(warehouse.arrived().is_empty());
}
