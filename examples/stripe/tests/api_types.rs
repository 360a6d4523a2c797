//! What the shared types promise, seen from the declarations that use them.

use endpoint::endpoint;
use serde_json::json;
use stripe_example::api::{
    Amount, Call, Currency, ErrorType, Expandable, ListTopups, Metadata, PersonParams, Persons,
    Range, RelationshipParams, Reversal, Scope, ScopeType, Sensitive, SetSecret, Stripe,
    StripeError, Timestamp, TopupStatus, Topups, Transfer, Update, UpdateTopup,
};

/// The pairs that a call would send.
fn sent<T>(call: Call<T>) -> String {
    let (parts, body) = call.request().unwrap().into_parts();
    match parts.uri.query() {
        Some(query) => query.to_owned(),
        None => String::from_utf8(body.as_bytes().unwrap().to_vec()).unwrap(),
    }
}

/// Sends parameters where any may be sent.
#[endpoint(GET, "/query")]
fn query(stripe: &Stripe, #[query] params: &ListTopups) -> Call<()>;

fn stripe() -> Stripe {
    Stripe::new("http://localhost", "sk_test_1").unwrap()
}

#[test]
fn an_update_leaves_clears_or_sets() {
    let update = |params: UpdateTopup| sent(stripe().update_topup(&"tu_1".into(), &params));
    assert_eq!(update(UpdateTopup::new()), "");
    let leave = UpdateTopup::new().description(Update::Leave);
    assert_eq!(update(leave), "");
    let clear = UpdateTopup::new().description(Update::Clear);
    assert_eq!(update(clear), "description=");
    let set = UpdateTopup::new().description("a b");
    assert_eq!(update(set), "description=a%20b");
}

#[test]
fn an_update_of_metadata_sets_and_removes_names_or_all() {
    let update = |params: UpdateTopup| sent(stripe().update_topup(&"tu_1".into(), &params));
    let some = Metadata::new().with("order", "1").without("note");
    let some = UpdateTopup::new().metadata(some);
    assert_eq!(update(some), "metadata[order]=1&metadata[note]=");
    let all = UpdateTopup::new().metadata(Update::Clear);
    assert_eq!(update(all), "metadata=");
    let nothing = UpdateTopup::new().metadata(Metadata::new());
    assert_eq!(update(nothing), "");
}

#[test]
fn nested_fields_are_three_way_too() {
    let relationship = RelationshipParams::new()
        .owner(false)
        .percent_ownership(Update::Clear);
    let params = PersonParams::new()
        .relationship(relationship)
        .dob(Update::Clear)
        .full_name_aliases(["A B", "C"]);
    let call = stripe().update_person(&"acct_1".into(), &"person_1".into(), &params);
    assert_eq!(
        sent(call),
        "dob=&relationship[owner]=false&relationship[percent_ownership]=\
         &full_name_aliases[0]=A%20B&full_name_aliases[1]=C"
    );
}

#[test]
fn ranges_are_a_value_or_bounds() {
    let list = |params: ListTopups| sent(query(&stripe(), &params));
    let amounts = |from, to| Amount::new(from)..Amount::new(to);
    assert_eq!(
        list(ListTopups::new().amount(Amount::new(100))),
        "amount=100"
    );
    assert_eq!(
        list(ListTopups::new().amount(amounts(100, 500))),
        "amount[gte]=100&amount[lt]=500"
    );
    let time = Timestamp::new(1_700_000_000);
    assert_eq!(
        list(ListTopups::new().created(Range::from(time).gt(time))),
        "created[gt]=1700000000"
    );
    assert_eq!(
        list(ListTopups::new().created(time..=time)),
        "created[gte]=1700000000&created[lte]=1700000000"
    );
    assert_eq!(
        list(ListTopups::new().created(time..)),
        "created[gte]=1700000000"
    );
    assert_eq!(list(ListTopups::new().created(Range::new())), "");
}

#[test]
fn an_id_or_the_object_it_names() {
    let read = |value| serde_json::from_value::<Expandable<Transfer>>(value);
    let id = read(json!("tr_1")).unwrap();
    assert_eq!(id.id().as_str(), "tr_1");
    assert!(id.object().is_none());

    let objects = include_str!("facts/objects.json");
    let objects: serde_json::Value = serde_json::from_str(objects).unwrap();
    let object = read(objects["transfer"].clone()).unwrap();
    assert_eq!(object.id(), &object.object().unwrap().id);
}

#[test]
fn neither_id_nor_object_says_why_each_did_not_fit() {
    let read = |value| {
        let read = serde_json::from_value::<Expandable<Transfer>>(value);
        read.unwrap_err().to_string()
    };
    assert_eq!(
        read(json!({ "id": "tr_1", "object": "transfer", "amount": "much" })),
        "not the id of a transfer: it is an object; not the transfer itself: \
         invalid type: string \"much\", expected i64"
    );
    assert_eq!(
        read(json!(7)),
        "invalid type: integer `7`, expected the id of a transfer, or the transfer itself"
    );
}

#[test]
fn an_object_inside_an_object_inside_an_object_is_read() {
    let objects = include_str!("facts/objects.json");
    let objects: serde_json::Value = serde_json::from_str(objects).unwrap();
    let mut reversal = objects["transfer_reversal"].clone();
    let mut transfer = objects["transfer"].clone();
    transfer["reversals"]["data"] = json!([reversal.clone()]);
    reversal["transfer"] = transfer;
    let read: Reversal = serde_json::from_value(reversal.clone()).unwrap();
    let inner = &read.transfer.object().unwrap().reversals.data[0];
    assert_eq!(inner.transfer.id().as_str(), "transfer_1");
    assert_eq!(serde_json::to_value(&read).unwrap(), reversal);
}

#[test]
fn a_word_that_is_new_is_kept() {
    let status: TopupStatus = serde_json::from_value(json!("reversed")).unwrap();
    assert_eq!(status, TopupStatus::Reversed);
    let status: TopupStatus = serde_json::from_value(json!("disputed")).unwrap();
    assert_eq!(status.as_str(), "disputed");
    assert_ne!(status, TopupStatus::Failed);
    assert_eq!(serde_json::to_value(&status).unwrap(), json!("disputed"));
    assert_eq!(ScopeType::KNOWN, ["account", "user"]);
    assert_eq!(TopupStatus::from("pending"), TopupStatus::Pending);
}

#[test]
fn secrets_are_not_in_debug() {
    let set = SetSecret::new("name", "tops3cret", Scope::account());
    assert!(!format!("{set:?}").contains("tops3cret"), "{set:?}");
    let person = PersonParams::new().id_number("tops3cret");
    assert!(!format!("{person:?}").contains("tops3cret"), "{person:?}");
    assert_eq!(Sensitive::new("tops3cret").expose(), "tops3cret");
}

#[test]
fn currencies_are_lower_case() {
    assert_eq!(Currency::new("USD"), Currency::USD);
    let currency: Currency = serde_json::from_value(json!("EUR")).unwrap();
    assert_eq!(currency, Currency::EUR);
    assert_eq!(
        Amount::new(12).in_currency(&Currency::new("kwd")),
        "0.012 kwd"
    );
}

#[test]
fn every_shape_of_error_is_read() {
    let read = |value| serde_json::from_value::<StripeError>(value);
    let full = json!({ "error": {
        "type": "card_error", "code": "card_declined", "param": "x", "message": "m",
        "user_message": "u", "decline_code": "d", "advice_code": "a", "network_advice_code": "n",
        "network_decline_code": "o", "charge": "ch_1", "payment_method_type": "card",
        "payment_intent": { "id": "pi_1", "object": "payment_intent", "amount": 3 },
        "payment_method": { "id": "pm_1", "object": "payment_method" },
        "setup_intent": { "id": "seti_1", "object": "setup_intent" },
        "source": { "id": "card_1", "object": "card" },
        "doc_url": "https://d.example", "request_log_url": "https://l.example",
    } });
    let error = read(full).unwrap();
    assert_eq!(error.to_string(), "card_declined: m");
    assert_eq!(error.kind, ErrorType::Card);
    assert_eq!(error.payment_intent.unwrap().fields["amount"], 3);

    let error = read(json!({ "error": { "type": "api_error" } })).unwrap();
    assert_eq!(error.to_string(), "api_error");
    let word = json!({ "error": "invalid_grant", "error_description": "The code is used." });
    let error = read(word).unwrap();
    assert_eq!(error.to_string(), "invalid_grant: The code is used.");
    assert_eq!(error.kind.as_str(), "invalid_grant");
    assert!(read(json!({ "x": 1 })).is_err());
}
