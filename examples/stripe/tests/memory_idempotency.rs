//! Idempotency keys: once is once.

mod support;

use std::time::Duration;

use stripe_example::memory::{ACCOUNT, PLATFORM, Stripe};
use support::{Shop, ids};

const TOPUPS: &str = "/v1/topups";
const FORM: &str = "amount=100&currency=usd&metadata[a]=1";

#[tokio::test]
async fn the_same_request_gets_the_first_answer() {
    let shop = Shop::open().header("idempotency-key", "key-1");
    let first = shop.post(TOPUPS, FORM).await;
    assert_eq!(first.header("idempotency-key"), "key-1");
    assert_eq!(first.header("idempotent-replayed"), "-");
    // The order of the parameters says nothing.
    let second = shop
        .post(TOPUPS, "metadata[a]=1&currency=usd&amount=100")
        .await;
    assert_eq!(second.header("idempotent-replayed"), "true");
    assert_eq!(
        second.header("original-request"),
        first.header("request-id")
    );
    assert_ne!(second.header("request-id"), first.header("request-id"));
    assert_eq!(second.header("idempotency-key"), "key-1");
    assert_eq!(second.ok(), first.ok());
    assert_eq!(ids(&shop.get(TOPUPS).await.ok()).len(), 1);
}

#[tokio::test]
async fn another_request_with_the_key_is_an_error() {
    let shop = Shop::open().header("idempotency-key", "key-1");
    shop.post(TOPUPS, FORM).await.ok();
    for (target, form) in [
        (TOPUPS, "amount=101&currency=usd&metadata[a]=1"),
        (TOPUPS, "nonsense"),
        ("/v1/transfers", FORM),
    ] {
        let reply = shop.post(target, form).await;
        reply.fails(400, "idempotency_error", "-", "-");
    }
    assert_eq!(ids(&shop.get(TOPUPS).await.ok()).len(), 1);
}

#[tokio::test]
async fn errors_are_replayed_once_execution_had_begun() {
    let shop = Shop::open();
    let keyed = shop.header("idempotency-key", "key-1");
    let form = format!("amount=100&currency=usd&destination={ACCOUNT}");
    let first = keyed.post("/v1/transfers", &form).await;
    let first = first.invalid("balance_insufficient", "-");
    shop.fund(1000).await;
    let second = keyed.post("/v1/transfers", &form).await;
    assert_eq!(second.header("idempotent-replayed"), "true");
    assert_eq!(second.invalid("balance_insufficient", "-"), first);
    assert_eq!(shop.stripe.balance(PLATFORM, "usd"), 1000);
    // Parameters that are refused before anything is done leave the key free.
    let keyed = shop.header("idempotency-key", "key-2");
    keyed
        .post("/v1/transfers", "amount=x")
        .await
        .invalid("parameter_invalid_integer", "amount");
    keyed.post("/v1/transfers", &form).await.ok();
}

#[tokio::test]
async fn a_key_in_flight_is_a_conflict() {
    let shop = Shop::with(Stripe::builder().latency(Duration::from_millis(50)));
    let keyed = shop.header("idempotency-key", "key-1");
    let (first, second) = tokio::join!(keyed.post(TOPUPS, FORM), keyed.post(TOPUPS, FORM));
    assert_eq!(second.header("stripe-should-retry"), "true");
    second.fails(409, "idempotency_error", "idempotency_key_in_use", "-");
    let first = first.ok();
    assert_eq!(keyed.post(TOPUPS, FORM).await.ok(), first);
    assert_eq!(ids(&shop.get(TOPUPS).await.ok()).len(), 1);
}

#[tokio::test]
async fn a_request_given_up_before_it_ran_leaves_the_key_free() {
    let shop = Shop::with(Stripe::builder().latency(Duration::from_millis(50)));
    let keyed = shop.header("idempotency-key", "key-1");
    let given_up = tokio::time::timeout(Duration::from_millis(5), keyed.post(TOPUPS, FORM)).await;
    assert!(given_up.is_err());
    assert!(ids(&shop.get(TOPUPS).await.ok()).is_empty());
    keyed.post(TOPUPS, FORM).await.ok();
}

#[tokio::test]
async fn keys_belong_to_an_account_and_last_a_day() {
    let shop = Shop::open().header("idempotency-key", "key-1");
    let first = shop.post(TOPUPS, FORM).await.ok();
    let other = shop.header("stripe-account", ACCOUNT);
    assert_ne!(other.post(TOPUPS, FORM).await.ok()["id"], first["id"]);
    // All keys of the API see one platform.
    let colleague = shop.header("authorization", "Bearer sk_test_colleague");
    assert_eq!(colleague.post(TOPUPS, FORM).await.ok(), first);
    shop.later(24 * 60 * 60 - 1);
    assert_eq!(shop.post(TOPUPS, FORM).await.ok()["id"], first["id"]);
    shop.later(1);
    assert_ne!(shop.post(TOPUPS, FORM).await.ok()["id"], first["id"]);
}

#[tokio::test]
async fn keys_count_for_post_only_and_have_a_longest() {
    let shop = Shop::open().header("idempotency-key", "key-1");
    let before = shop.get(TOPUPS).await;
    assert_eq!(before.header("idempotency-key"), "-");
    assert!(ids(&before.ok()).is_empty());
    shop.post(TOPUPS, FORM).await.ok();
    assert_eq!(ids(&shop.get(TOPUPS).await.ok()).len(), 1);
    let longest = "k".repeat(255);
    shop.header("idempotency-key", &longest)
        .post(TOPUPS, FORM)
        .await
        .ok();
    let reply = shop
        .header("idempotency-key", &format!("{longest}k"))
        .post(TOPUPS, FORM)
        .await;
    reply.invalid("-", "-");
}
