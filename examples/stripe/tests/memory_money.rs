//! Top-ups, transfers and reversals: where money comes from and goes.

mod support;

use serde_json::{Value, json};
use stripe_example::memory::{ACCOUNT, EntryKind, OTHER_ACCOUNT, PLATFORM};
use support::{Shop, ids};

const TOPUPS: &str = "/v1/topups";
const TRANSFERS: &str = "/v1/transfers";

fn id(object: &Value) -> &str {
    object["id"].as_str().unwrap()
}

async fn transfer(shop: &Shop, amount: i64, more: &str) -> Value {
    let form = format!("amount={amount}&currency=usd&destination={ACCOUNT}{more}");
    shop.post(TRANSFERS, &form).await.ok()
}

#[tokio::test]
async fn a_topup_is_pending_until_its_time_has_come() {
    let shop = Shop::open();
    let form = "amount=2000&currency=usd&description=Top-up&statement_descriptor=Top-up\
        &metadata[order_id]=6735&payment_method_options[us_bank_account][network]=ach\
        &transfer_group=G&expand[0]=balance_transaction&expand[1]=source";
    let made = shop.post(TOPUPS, form).await.ok();
    assert_eq!(made["object"], "topup");
    assert_eq!(made["status"], "pending");
    assert_eq!(made["amount"], 2000);
    assert_eq!(made["balance_transaction"], Value::Null);
    assert_eq!(made["expected_availability_date"], support::START + 60);
    assert_eq!(made["source"]["object"], "source");
    assert_eq!(
        made["payment_method_options"]["us_bank_account"]["network"],
        "ach"
    );
    assert_eq!(made["initiated_by"], "user");
    shop.later(59);
    assert_eq!(shop.stripe.balance(PLATFORM, "usd"), 0);
    shop.later(1);
    assert_eq!(shop.stripe.balance(PLATFORM, "usd"), 2000);
    let target = format!("{TOPUPS}/{}?expand[]=balance_transaction", id(&made));
    let after = shop.get(&target).await.ok();
    assert_eq!(after["status"], "succeeded");
    assert_eq!(after["balance_transaction"]["type"], "topup");
    assert_eq!(after["balance_transaction"]["net"], 2000);
    assert_eq!(after["balance_transaction"]["source"], made["id"]);
    let cancel = format!("{TOPUPS}/{}/cancel", id(&made));
    shop.post(&cancel, "").await.invalid("-", "-");
}

#[tokio::test]
async fn only_a_pending_topup_can_be_canceled() {
    let shop = Shop::open();
    let made = shop.post(TOPUPS, "amount=2000&currency=usd").await.ok();
    let cancel = format!("{TOPUPS}/{}/cancel", id(&made));
    assert_eq!(shop.post(&cancel, "").await.ok()["status"], "canceled");
    shop.post(&cancel, "").await.invalid("-", "-");
    shop.later(100);
    assert_eq!(shop.stripe.balance(PLATFORM, "usd"), 0);
    shop.stripe.audit().unwrap();
}

#[tokio::test]
async fn test_sources_fail_as_documented() {
    let shop = Shop::open();
    let sources = [
        ("btok_us_verified", Value::Null),
        ("btok_us_verified_noAccount", json!("no_account")),
        ("btok_us_verified_accountClosed", json!("account_closed")),
        (
            "btok_us_verified_insufficientFunds",
            json!("insufficient_funds"),
        ),
        (
            "btok_us_verified_debitNotAuthorized",
            json!("debit_not_authorized"),
        ),
        (
            "btok_us_verified_invalidCurrency",
            json!("invalid_currency"),
        ),
    ];
    for (source, code) in sources {
        let form = format!("amount=100&currency=usd&source={source}");
        let made = shop.post(TOPUPS, &form).await.ok();
        assert_eq!(made["status"], "pending");
        assert_eq!(made["failure_code"], Value::Null);
        shop.later(60);
        let after = shop.get(&format!("{TOPUPS}/{}", id(&made))).await.ok();
        assert_eq!(after["failure_code"], code, "{source}");
        let status = if code.is_null() {
            "succeeded"
        } else {
            "failed"
        };
        assert_eq!(after["status"], status);
    }
    assert_eq!(shop.stripe.balance(PLATFORM, "usd"), 100);
    shop.stripe.audit().unwrap();
    let form = "amount=100&currency=usd&source=btok_none";
    shop.post(TOPUPS, form)
        .await
        .invalid("resource_missing", "source");
    let form = "amount=100&currency=usd&payment_method=pm_1";
    assert_eq!(shop.post(TOPUPS, form).await.ok()["payment_method"], "pm_1");
    let form = "amount=1&currency=usd&payment_method=pm_1&source=btok_us_verified";
    shop.post(TOPUPS, form)
        .await
        .invalid("parameters_exclusive", "source");
}

#[tokio::test]
async fn topups_are_listed_by_amount_time_and_status() {
    let shop = Shop::open();
    for amount in [100, 200, 300] {
        let form = format!("amount={amount}&currency=usd");
        shop.post(TOPUPS, &form).await.ok();
        shop.later(30);
    }
    let amounts = |query: &str| {
        let target = format!("{TOPUPS}?{query}");
        let shop = shop.clone();
        async move {
            let list = shop.get(&target).await.ok();
            let data = list["data"].as_array().unwrap().clone();
            data.iter()
                .map(|topup| topup["amount"].as_i64().unwrap())
                .collect::<Vec<_>>()
        }
    };
    let start = support::START;
    assert_eq!(amounts("").await, [300, 200, 100]);
    assert_eq!(amounts("amount=200").await, [200]);
    assert_eq!(amounts("amount[gt]=100&amount[lt]=300").await, [200]);
    assert_eq!(amounts("amount[gte]=100&amount[lte]=200").await, [200, 100]);
    assert_eq!(amounts(&format!("created={start}")).await, [100]);
    assert_eq!(amounts(&format!("created[gt]={start}")).await, [300, 200]);
    assert_eq!(amounts("status=pending").await, [300]);
    assert_eq!(amounts("status=succeeded&limit=1").await, [200]);
    shop.get(&format!("{TOPUPS}?status=reversed"))
        .await
        .invalid("-", "status");
    let reply = shop.get(&format!("{TOPUPS}?created[before]=1")).await;
    reply.invalid("parameter_unknown", "created[before]");
    let reply = shop.get(&format!("{TOPUPS}?created[gt]=now")).await;
    reply.invalid("parameter_invalid_integer", "created[gt]");
}

#[tokio::test]
async fn descriptions_and_metadata_can_be_updated() {
    let shop = Shop::open();
    shop.fund(100).await;
    let topup = shop
        .post(TOPUPS, "amount=1&currency=usd&description=a")
        .await
        .ok();
    let made = transfer(&shop, 50, "&description=a&metadata[x]=1").await;
    for target in [
        format!("{TOPUPS}/{}", id(&topup)),
        format!("{TRANSFERS}/{}", id(&made)),
    ] {
        let after = shop
            .post(&target, "metadata[order_id]=6735&description=x")
            .await
            .ok();
        assert_eq!(after["description"], "x");
        assert_eq!(after["metadata"]["order_id"], "6735");
        let after = shop
            .post(&target, "metadata[order_id]=&description=")
            .await
            .ok();
        assert_eq!(after["description"], Value::Null);
        assert_eq!(after["metadata"].get("order_id"), None);
        let reply = shop.post(&target, "amount=5").await;
        reply.invalid("parameter_unknown", "amount");
        assert_eq!(shop.get(&target).await.ok(), after);
    }
}

#[tokio::test]
async fn a_transfer_moves_money() {
    let shop = Shop::open();
    shop.fund(1000).await;
    let more = "&transfer_group=ORDER_95&source_type=card&metadata[order_id]=6735\
        &expand[0]=destination&expand[1]=destination_payment.balance_transaction\
        &expand[2]=balance_transaction&expand[3]=reversals.data.transfer";
    let made = transfer(&shop, 400, more).await;
    assert_eq!(shop.stripe.balance(PLATFORM, "usd"), 600);
    assert_eq!(shop.stripe.balance(ACCOUNT, "usd"), 400);
    assert_eq!(made["object"], "transfer");
    assert_eq!(made["transfer_group"], "ORDER_95");
    assert_eq!(made["destination"]["id"], ACCOUNT);
    assert_eq!(made["balance_transaction"]["amount"], -400);
    assert_eq!(
        made["destination_payment"]["balance_transaction"]["amount"],
        400
    );
    assert_eq!(made["reversed"], false);
    assert_eq!(made["reversals"]["data"], json!([]));
    let plain = shop.get(&format!("{TRANSFERS}/{}", id(&made))).await.ok();
    assert_eq!(plain["destination"], ACCOUNT);
    let kinds: Vec<EntryKind> = shop
        .stripe
        .ledger()
        .iter()
        .map(|entry| entry.kind)
        .collect();
    assert_eq!(
        kinds,
        [EntryKind::Topup, EntryKind::Transfer, EntryKind::Payment]
    );
    shop.stripe.audit().unwrap();
}

#[tokio::test]
async fn a_transfer_that_cannot_be_is_refused() {
    let shop = Shop::open();
    shop.fund(100).await;
    let cases = [
        (
            format!("amount=101&currency=usd&destination={ACCOUNT}"),
            "balance_insufficient",
            "-",
        ),
        (
            "amount=1&currency=usd&destination=acct_1".to_owned(),
            "resource_missing",
            "destination",
        ),
        (
            format!("amount=1&currency=usd&destination={PLATFORM}"),
            "resource_missing",
            "destination",
        ),
        (
            format!("amount=1&currency=eur&destination={ACCOUNT}"),
            "-",
            "currency",
        ),
        (
            format!("currency=usd&destination={ACCOUNT}"),
            "parameter_missing",
            "amount",
        ),
        (
            "amount=1&currency=usd".to_owned(),
            "parameter_missing",
            "destination",
        ),
        (
            format!("amount=1&currency=usd&destination={ACCOUNT}&source_transaction=ch_1"),
            "resource_missing",
            "source_transaction",
        ),
        (
            format!("amount=1&currency=usd&destination={ACCOUNT}&source_type=cash"),
            "-",
            "source_type",
        ),
        (
            format!("amount=1&currency=usd&destination={ACCOUNT}&metadata="),
            "parameter_invalid_empty",
            "metadata",
        ),
    ];
    for (form, code, param) in cases {
        shop.post(TRANSFERS, &form).await.invalid(code, param);
    }
    shop.get("/v1/transfers/tr_1").await.fails(
        404,
        "invalid_request_error",
        "resource_missing",
        "transfer",
    );
    assert_eq!(shop.stripe.balance(PLATFORM, "usd"), 100);
    assert_eq!(shop.stripe.ledger().len(), 1);
}

#[tokio::test]
async fn currencies_are_kept_apart() {
    let shop = Shop::open();
    shop.fund(100).await;
    shop.post(TOPUPS, "amount=70&currency=eur").await.ok();
    shop.later(60);
    shop.stripe.add_account("acct_both", &["eur", "usd"]);
    let form = "amount=71&currency=eur&destination=acct_both";
    shop.post(TRANSFERS, form)
        .await
        .invalid("balance_insufficient", "-");
    let form = "amount=70&currency=eur&destination=acct_both";
    shop.post(TRANSFERS, form).await.ok();
    assert_eq!(shop.stripe.balance("acct_both", "eur"), 70);
    assert_eq!(shop.stripe.balance(PLATFORM, "usd"), 100);
    shop.stripe.audit().unwrap();
}

#[tokio::test]
async fn transfers_are_listed_by_destination_group_and_time() {
    let shop = Shop::open();
    shop.fund(1000).await;
    let first = transfer(&shop, 1, "&transfer_group=G+1").await;
    shop.later(10);
    let second = transfer(&shop, 2, "").await;
    let form = format!("amount=3&currency=usd&destination={OTHER_ACCOUNT}&transfer_group=G+1");
    let third = shop.post(TRANSFERS, &form).await.ok();
    let list = |query: String| {
        let target = format!("{TRANSFERS}?{query}");
        let shop = shop.clone();
        async move { shop.get(&target).await.ok() }
    };
    let all = list(String::new()).await;
    assert_eq!(ids(&all), [id(&third), id(&second), id(&first)]);
    let page = list(format!("destination={ACCOUNT}")).await;
    assert_eq!(ids(&page), [id(&second), id(&first)]);
    let page = list("transfer_group=G+1".to_owned()).await;
    assert_eq!(ids(&page), [id(&third), id(&first)]);
    let page = list(format!("created[gt]={}", support::START + 60)).await;
    assert_eq!(ids(&page), [id(&third), id(&second)]);
    let page = list("limit=1&expand[]=data.destination".to_owned()).await;
    assert_eq!(page["data"][0]["destination"]["object"], "account");
}

#[tokio::test]
async fn reversals_take_back_what_is_left_and_no_more() {
    let shop = Shop::open();
    shop.fund(1000).await;
    let made = transfer(&shop, 400, "").await;
    let reversals = format!("{TRANSFERS}/{}/reversals", id(&made));
    let form = "amount=100&metadata[a]=1&description=x&refund_application_fee=true\
        &expand[]=transfer&expand[]=balance_transaction&expand[]=destination_payment_refund";
    let part = shop.post(&reversals, form).await.ok();
    assert_eq!(part["object"], "transfer_reversal");
    assert_eq!(part["transfer"]["amount_reversed"], 100);
    assert_eq!(part["transfer"]["reversed"], false);
    assert_eq!(part["balance_transaction"]["amount"], 100);
    assert_eq!(part["destination_payment_refund"]["object"], "refund");
    assert_eq!(shop.stripe.balance(ACCOUNT, "usd"), 300);
    shop.post(&reversals, "amount=301")
        .await
        .invalid("-", "amount");
    shop.post(&reversals, "amount=0")
        .await
        .invalid("parameter_invalid_integer", "amount");
    let rest = shop.post(&reversals, "").await.ok();
    assert_eq!(rest["amount"], 300);
    shop.post(&reversals, "").await.invalid("-", "-");
    let after = shop.get(&format!("{TRANSFERS}/{}", id(&made))).await.ok();
    assert_eq!(after["reversed"], true);
    assert_eq!(after["amount_reversed"], 400);
    assert_eq!(ids(&after["reversals"]), [id(&rest), id(&part)]);
    assert_eq!(
        ids(&shop.get(&reversals).await.ok()),
        [id(&rest), id(&part)]
    );
    assert_eq!(shop.stripe.balance(PLATFORM, "usd"), 1000);
    let one = format!("{reversals}/{}", id(&part));
    assert_eq!(shop.get(&one).await.ok()["metadata"], json!({ "a": "1" }));
    assert_eq!(
        shop.post(&one, "metadata=").await.ok()["metadata"],
        json!({})
    );
    let reply = shop.post(&one, "description=x").await;
    reply.invalid("parameter_unknown", "description");
    shop.stripe.audit().unwrap();
}

#[tokio::test]
async fn a_reversal_belongs_to_its_transfer() {
    let shop = Shop::open();
    shop.fund(1000).await;
    let one = transfer(&shop, 10, "").await;
    let other = transfer(&shop, 10, "").await;
    let reversals = format!("{TRANSFERS}/{}/reversals", id(&one));
    let made = shop.post(&reversals, "").await.ok();
    let wrong = format!("{TRANSFERS}/{}/reversals/{}", id(&other), id(&made));
    let missing = |reply: support::Reply, param: &str| {
        reply.fails(404, "invalid_request_error", "resource_missing", param)
    };
    missing(shop.get(&wrong).await, "id");
    missing(shop.get("/v1/transfers/tr_1/reversals").await, "transfer");
    missing(
        shop.post("/v1/transfers/tr_1/reversals", "").await,
        "transfer",
    );
    let target = format!("{reversals}?starting_after={}", id(&one));
    shop.get(&target)
        .await
        .invalid("resource_missing", "starting_after");
}

#[tokio::test]
async fn a_transfer_shows_its_ten_newest_reversals() {
    let shop = Shop::open();
    shop.fund(1000).await;
    let made = transfer(&shop, 12, "").await;
    let reversals = format!("{TRANSFERS}/{}/reversals", id(&made));
    for _ in 0..12 {
        shop.post(&reversals, "amount=1").await.ok();
    }
    let after = shop.get(&format!("{TRANSFERS}/{}", id(&made))).await.ok();
    let shown = &after["reversals"];
    assert_eq!(ids(shown).len(), 10);
    assert_eq!(shown["has_more"], true);
    assert_eq!(shown["url"], reversals);
    let last = ids(shown)[9];
    let rest = shop
        .get(&format!("{reversals}?starting_after={last}"))
        .await
        .ok();
    assert_eq!(ids(&rest).len(), 2);
}

#[tokio::test]
async fn a_connected_account_can_pay_the_platform_and_then_lacks_the_money() {
    let shop = Shop::open();
    shop.fund(500).await;
    let made = transfer(&shop, 400, "").await;
    let account = shop.header("stripe-account", ACCOUNT);
    let form = format!("amount=150&currency=usd&destination={PLATFORM}");
    let debit = account.post(TRANSFERS, &form).await.ok();
    let form = format!("amount=1&currency=usd&destination={OTHER_ACCOUNT}");
    account
        .post(TRANSFERS, &form)
        .await
        .invalid("resource_missing", "destination");
    // Each account sees its own transfers.
    assert_eq!(ids(&account.get(TRANSFERS).await.ok()), [id(&debit)]);
    assert_eq!(ids(&shop.get(TRANSFERS).await.ok()), [id(&made)]);
    let reply = account.get(&format!("{TRANSFERS}/{}", id(&made))).await;
    reply.fails(404, "invalid_request_error", "resource_missing", "transfer");
    // 250 are left at the destination, so the whole transfer cannot come back.
    let reversals = format!("{TRANSFERS}/{}/reversals", id(&made));
    shop.post(&reversals, "")
        .await
        .invalid("balance_insufficient", "-");
    shop.post(&reversals, "amount=250").await.ok();
    assert_eq!(shop.stripe.balance(ACCOUNT, "usd"), 0);
    assert_eq!(shop.stripe.balance(PLATFORM, "usd"), 500);
    shop.stripe.audit().unwrap();
}
