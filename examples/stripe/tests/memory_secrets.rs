//! The Secret Store: scopes, apps, expiry, and payloads that show only when asked for.

mod support;

use serde_json::{Value, json};
use stripe_example::memory::ACCOUNT;
use support::{Shop, ids};

const SECRETS: &str = "/v1/apps/secrets";
const ACCOUNT_SCOPE: &str = "scope[type]=account";
const USER_SCOPE: &str = "scope[type]=user&scope[user]=usr_1";

async fn set(shop: &Shop, name: &str, payload: &str, scope: &str) -> Value {
    let form = format!("name={name}&payload={payload}&{scope}");
    shop.post(SECRETS, &form).await.ok()
}

async fn payload(shop: &Shop, name: &str, scope: &str) -> Value {
    let target = format!("{SECRETS}/find?name={name}&{scope}&expand[]=payload");
    shop.get(&target).await.ok()["payload"].clone()
}

#[tokio::test]
async fn a_payload_shows_only_when_expanded() {
    let shop = Shop::open();
    let made = set(&shop, "a", "hush", ACCOUNT_SCOPE).await;
    assert_eq!(made["object"], "apps.secret");
    assert_eq!(made["scope"], json!({ "type": "account" }));
    assert_eq!(made["expires_at"], Value::Null);
    assert_eq!(made.get("payload"), None);
    assert_eq!(made.get("deleted"), None);
    let found = shop
        .get(&format!("{SECRETS}/find?name=a&{ACCOUNT_SCOPE}"))
        .await
        .ok();
    assert_eq!(found, made);
    assert_eq!(payload(&shop, "a", ACCOUNT_SCOPE).await, "hush");
    let list = shop.get(&format!("{SECRETS}?{ACCOUNT_SCOPE}")).await.ok();
    assert_eq!(list["data"][0].get("payload"), None);
    let target = format!("{SECRETS}?{ACCOUNT_SCOPE}&expand[]=data.payload");
    assert_eq!(shop.get(&target).await.ok()["data"][0]["payload"], "hush");
}

#[tokio::test]
async fn scopes_are_apart() {
    let shop = Shop::open();
    set(&shop, "a", "of-account", ACCOUNT_SCOPE).await;
    let of_user = set(&shop, "a", "of-user", USER_SCOPE).await;
    assert_eq!(of_user["scope"], json!({ "type": "user", "user": "usr_1" }));
    assert_eq!(payload(&shop, "a", ACCOUNT_SCOPE).await, "of-account");
    assert_eq!(payload(&shop, "a", USER_SCOPE).await, "of-user");
    let other = "scope[type]=user&scope[user]=usr_2";
    let reply = shop.get(&format!("{SECRETS}/find?name=a&{other}")).await;
    reply.fails(404, "invalid_request_error", "resource_missing", "name");
    let list = shop.get(&format!("{SECRETS}?{USER_SCOPE}")).await.ok();
    assert_eq!(ids(&list), [of_user["id"].as_str().unwrap()]);
}

#[tokio::test]
async fn apps_and_accounts_never_see_each_others_secrets() {
    let shop = Shop::open();
    set(&shop, "a", "mine", ACCOUNT_SCOPE).await;
    for stranger in [
        shop.header("authorization", "Bearer sk_test_other"),
        shop.header("stripe-account", ACCOUNT),
    ] {
        let list = stranger
            .get(&format!("{SECRETS}?{ACCOUNT_SCOPE}"))
            .await
            .ok();
        assert!(ids(&list).is_empty());
        let form = format!("name=a&{ACCOUNT_SCOPE}");
        let reply = stranger.post(&format!("{SECRETS}/delete"), &form).await;
        reply.fails(404, "invalid_request_error", "resource_missing", "name");
        set(&stranger, "a", "theirs", ACCOUNT_SCOPE).await;
        assert_eq!(payload(&shop, "a", ACCOUNT_SCOPE).await, "mine");
    }
    // A shared idempotency key does not open the other app's answer either.
    let form = format!("name=b&payload=mine&{ACCOUNT_SCOPE}&expand[]=payload");
    let mine = shop.header("idempotency-key", "k");
    mine.post(SECRETS, &form).await.ok();
    let theirs = mine.header("authorization", "Bearer sk_test_other");
    let reply = theirs.post(SECRETS, &form).await;
    reply.fails(400, "idempotency_error", "-", "-");
}

#[tokio::test]
async fn setting_again_replaces() {
    let shop = Shop::open();
    set(&shop, "a", "one", ACCOUNT_SCOPE).await;
    set(&shop, "b", "two", ACCOUNT_SCOPE).await;
    set(&shop, "a", "three", ACCOUNT_SCOPE).await;
    assert_eq!(payload(&shop, "a", ACCOUNT_SCOPE).await, "three");
    let list = shop.get(&format!("{SECRETS}?{ACCOUNT_SCOPE}")).await.ok();
    let names: Vec<&Value> = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["name"])
        .collect();
    assert_eq!(names, ["a", "b"]);
}

#[tokio::test]
async fn a_secret_is_gone_after_its_time_or_its_deletion() {
    let shop = Shop::open();
    let expires = support::START + 10;
    let form = format!("name=a&payload=p&{ACCOUNT_SCOPE}&expires_at={expires}");
    assert_eq!(shop.post(SECRETS, &form).await.ok()["expires_at"], expires);
    shop.later(9);
    assert_eq!(payload(&shop, "a", ACCOUNT_SCOPE).await, "p");
    shop.later(1);
    let find = format!("{SECRETS}/find?name=a&{ACCOUNT_SCOPE}");
    shop.get(&find)
        .await
        .fails(404, "invalid_request_error", "resource_missing", "name");
    shop.post(SECRETS, &form).await.invalid("-", "expires_at");

    let made = set(&shop, "b", "p", ACCOUNT_SCOPE).await;
    let form = format!("name=b&{ACCOUNT_SCOPE}&expand[]=payload");
    let gone = shop.post(&format!("{SECRETS}/delete"), &form).await.ok();
    assert_eq!(gone["id"], made["id"]);
    assert_eq!(gone["deleted"], true);
    assert_eq!(gone["payload"], "p");
    let reply = shop.post(&format!("{SECRETS}/delete"), &form).await;
    reply.fails(404, "invalid_request_error", "resource_missing", "name");
}

#[tokio::test]
async fn a_scope_holds_ten() {
    let shop = Shop::open();
    for number in 0..10 {
        set(&shop, &format!("s{number}"), "p", ACCOUNT_SCOPE).await;
    }
    let form = format!("name=s10&payload=p&{ACCOUNT_SCOPE}");
    shop.post(SECRETS, &form).await.invalid("-", "-");
    set(&shop, "s3", "again", ACCOUNT_SCOPE).await;
    set(&shop, "s10", "p", USER_SCOPE).await;
}

#[tokio::test]
async fn wrong_parameters_are_named() {
    let shop = Shop::open();
    let cases = [
        ("payload=p&scope[type]=account", "parameter_missing", "name"),
        ("name=a&scope[type]=account", "parameter_missing", "payload"),
        ("name=a&payload=p", "parameter_missing", "scope"),
        (
            "name=a&payload=p&scope[user]=u",
            "parameter_missing",
            "scope[type]",
        ),
        (
            "name=a&payload=p&scope[type]=user",
            "parameter_missing",
            "scope[user]",
        ),
        (
            "name=a&payload=p&scope[type]=account&scope[user]=u",
            "-",
            "scope[user]",
        ),
        ("name=a&payload=p&scope[type]=team", "-", "scope[type]"),
        (
            "name=a&payload=&scope[type]=account",
            "parameter_invalid_empty",
            "payload",
        ),
        (
            "name=a&payload=p&scope[type]=account&expand[]=scope.user",
            "-",
            "expand[0]",
        ),
    ];
    for (form, code, param) in cases {
        shop.post(SECRETS, form).await.invalid(code, param);
    }
    let long = format!("name=a&payload={}&{ACCOUNT_SCOPE}", "hush".repeat(1251));
    let body = shop.post(SECRETS, &long).await.invalid("-", "payload");
    assert!(!body.to_string().contains("hush"));
    shop.get(SECRETS)
        .await
        .invalid("parameter_missing", "scope");
}
