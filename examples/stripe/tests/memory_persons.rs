//! Persons, as Stripe documents them.

mod support;

use serde_json::{Value, json};
use stripe_example::memory::{ACCOUNT, EXECUTIVE, OPENER, OTHER_ACCOUNT, PERSON};
use support::{Reply, Shop, ids};

fn persons(account: &str) -> String {
    format!("/v1/accounts/{account}/persons")
}

fn person(id: &str) -> String {
    format!("/v1/accounts/{ACCOUNT}/persons/{id}")
}

fn due(person: &Value) -> Vec<&str> {
    let due = person["requirements"]["currently_due"].as_array().unwrap();
    due.iter().map(|field| field.as_str().unwrap()).collect()
}

async fn create(shop: &Shop, form: &str) -> Reply {
    shop.post(&persons(ACCOUNT), form).await
}

#[tokio::test]
async fn a_deleted_person_is_gone() {
    let shop = Shop::open();
    let answer = shop.delete(&person(PERSON)).await.ok();
    let expected = json!({ "id": PERSON, "object": "person", "deleted": true });
    assert_eq!(answer, expected);
    for reply in [
        shop.delete(&person(PERSON)).await,
        shop.get(&person(PERSON)).await,
        shop.post(&person(PERSON), "").await,
    ] {
        reply.fails(404, "invalid_request_error", "resource_missing", "person");
    }
    assert!(!ids(&shop.get(&persons(ACCOUNT)).await.ok()).contains(&PERSON));
}

#[tokio::test]
async fn who_opened_the_account_stays() {
    let shop = Shop::open();
    shop.delete(&person(OPENER)).await.invalid("-", "-");
    shop.get(&person(OPENER)).await.ok();
}

#[tokio::test]
async fn the_only_verified_executive_stays() {
    let shop = Shop::open();
    shop.delete(&person(EXECUTIVE)).await.invalid("-", "-");
    // One who is not verified is no replacement, and can go.
    let second = create(&shop, "relationship[executive]=true").await.ok();
    shop.delete(&person(EXECUTIVE)).await.invalid("-", "-");
    let id = second["id"].as_str().unwrap();
    let known = "first_name=A&last_name=B&email=a@b.example&relationship[title]=COO\
        &dob[day]=1&dob[month]=2&dob[year]=1990&address[line1]=1+Main&address[city]=SF\
        &address[state]=CA&address[postal_code]=94105&ssn_last_4=0000";
    let second = shop.post(&person(id), known).await.ok();
    assert_eq!(second["verification"]["status"], "verified");
    shop.delete(&person(EXECUTIVE)).await.ok();
    // Now the second one is the only one.
    shop.delete(&person(id)).await.invalid("-", "-");
}

#[tokio::test]
async fn accounts_do_not_mix() {
    let shop = Shop::open();
    let elsewhere = format!("{}/{PERSON}", persons(OTHER_ACCOUNT));
    let reply = shop.delete(&elsewhere).await;
    reply.fails(404, "invalid_request_error", "resource_missing", "person");
    let reply = shop.get(&persons("acct_none")).await;
    reply.fails(404, "invalid_request_error", "resource_missing", "account");
    let itself = shop.header("stripe-account", ACCOUNT);
    itself.get(&person(PERSON)).await.ok();
    let other = shop.header("stripe-account", OTHER_ACCOUNT);
    let reply = other.get(&person(PERSON)).await;
    reply.fails(404, "invalid_request_error", "resource_missing", "account");
    assert!(ids(&shop.get(&persons(OTHER_ACCOUNT)).await.ok()).is_empty());
}

#[tokio::test]
async fn a_person_without_anything_is_complete_in_shape() {
    let shop = Shop::open();
    let made = create(&shop, "").await.ok();
    assert_eq!(made["account"], ACCOUNT);
    assert_eq!(made["created"], support::START);
    assert_eq!(made["relationship"]["director"], false);
    assert_eq!(made["verification"]["status"], "unverified");
    assert_eq!(made["first_name"], Value::Null);
    assert_eq!(made["metadata"], json!({}));
    assert!(due(&made).is_empty());
    let id = made["id"].as_str().unwrap();
    assert_eq!(shop.get(&person(id)).await.ok(), made);
}

#[tokio::test]
async fn everything_given_is_shown_but_numbers() {
    let shop = Shop::open();
    let form = "first_name=Jane&last_name=Diaz&dob[day]=1&dob[month]=2&dob[year]=1990\
        &address[city]=&address[line1]=1+Main+%26+Co&address_kana[town]=T&registered_address[state]=CA\
        &relationship[owner]=true&relationship[percent_ownership]=12.5&relationship[title]=CEO\
        &relationship[authorizer]=false&full_name_aliases[1]=C&full_name_aliases[0]=A+B\
        &documents[passport][files][0]=file_1&documents[passport][files][1]=\
        &id_number=123456789&id_number_secondary=9&ssn_last_4=6789&political_exposure=none\
        &additional_tos_acceptances[account][date]=1700000000\
        &additional_tos_acceptances[account][ip]=192.0.2.1\
        &us_cfpb_data[race_details][race][0]=asian&us_cfpb_data[self_identified_gender]=x\
        &verification[document][front]=file_123&metadata[order]=1&gender=female&nationality=US\
        &expand[]=verification.document.front";
    let made = create(&shop, form).await.ok();
    assert_eq!(made["dob"], json!({ "day": 1, "month": 2, "year": 1990 }));
    assert_eq!(
        made["address"],
        json!({ "city": null, "country": null, "line1": "1 Main & Co", "line2": null,
            "postal_code": null, "state": null })
    );
    assert_eq!(made["address_kana"]["town"], "T");
    assert_eq!(made["registered_address"]["state"], "CA");
    assert_eq!(made["relationship"]["percent_ownership"], 12.5);
    assert_eq!(made["relationship"]["authorizer"], false);
    assert_eq!(made["full_name_aliases"], json!(["A B", "C"]));
    assert_eq!(made["political_exposure"], "none");
    assert_eq!(
        made["additional_tos_acceptances"]["account"]["date"],
        1_700_000_000
    );
    assert_eq!(
        made["us_cfpb_data"]["race_details"]["race"],
        json!(["asian"])
    );
    assert_eq!(made["metadata"], json!({ "order": "1" }));
    assert_eq!(made["verification"]["document"]["front"]["object"], "file");
    for flag in [
        "id_number_provided",
        "id_number_secondary_provided",
        "ssn_last_4_provided",
    ] {
        assert_eq!(made[flag], true, "{flag}");
    }
    for hidden in [
        "id_number",
        "id_number_secondary",
        "ssn_last_4",
        "documents",
        "expand",
    ] {
        assert_eq!(made.get(hidden), None, "{hidden}");
    }
    assert!(!made.to_string().contains("123456789"));
}

#[tokio::test]
async fn an_update_leaves_sets_and_clears() {
    let shop = Shop::open();
    let form = "first_name=Jane&email=j@d.example&dob[day]=1&dob[month]=2&dob[year]=1990\
        &address[city]=SF&address[state]=CA&full_name_aliases[]=J&metadata[a]=1&metadata[b]=2";
    let made = create(&shop, form).await.ok();
    let id = made["id"].as_str().unwrap();
    let form = "email=&dob=&full_name_aliases=&address[city]=LA&metadata[a]=&metadata[c]=3";
    let after = shop.post(&person(id), form).await.ok();
    assert_eq!(after["first_name"], "Jane");
    assert_eq!(after["email"], Value::Null);
    assert_eq!(
        after["dob"],
        json!({ "day": null, "month": null, "year": null })
    );
    assert_eq!(after.get("full_name_aliases"), None);
    assert_eq!(after["address"]["city"], "LA");
    assert_eq!(after["address"]["state"], "CA");
    assert_eq!(after["metadata"], json!({ "b": "2", "c": "3" }));
    let after = shop.post(&person(id), "metadata=").await.ok();
    assert_eq!(after["metadata"], json!({}));
}

#[tokio::test]
async fn requirements_come_with_roles_and_go_with_fields() {
    let shop = Shop::open();
    let made = create(&shop, "relationship[director]=true").await.ok();
    let expected = [
        "dob.day",
        "dob.month",
        "dob.year",
        "email",
        "first_name",
        "last_name",
        "relationship.title",
    ];
    assert_eq!(due(&made), expected);
    let id = made["id"].as_str().unwrap();
    let form = "first_name=A&last_name=B&email=a@b.example&dob[day]=1&dob[month]=1&dob[year]=1990\
        &relationship[title]=Chair";
    let after = shop.post(&person(id), form).await.ok();
    assert!(due(&after).is_empty());
    assert_eq!(after["verification"]["status"], "verified");
    // More is asked of an owner.
    let after = shop
        .post(&person(id), "relationship[owner]=true")
        .await
        .ok();
    assert!(due(&after).contains(&"address.line1"));
    assert_eq!(after["verification"]["status"], "unverified");
    // What is cleared is due again.
    let after = shop.post(&person(id), "email=").await.ok();
    assert!(due(&after).contains(&"email"));
    // Stripe's own test number for somebody else's identity asks for a document.
    let after = shop.post(&person(id), "id_number=111111111").await.ok();
    assert!(due(&after).contains(&"verification.document"));
    assert_eq!(
        after["verification"]["details_code"],
        "failed_keyed_identity"
    );
    assert_eq!(
        after["requirements"]["errors"][0]["requirement"],
        "verification.document"
    );
    let form = "verification[document][front]=file_identity_document_success";
    let after = shop.post(&person(id), form).await.ok();
    assert!(!due(&after).contains(&"verification.document"));
}

#[tokio::test]
async fn wrong_values_name_their_parameter() {
    let shop = Shop::open();
    let cases = [
        (
            "relationship[foo]=true",
            "parameter_unknown",
            "relationship[foo]",
        ),
        ("relationship[owner]=True", "-", "relationship[owner]"),
        (
            "relationship[percent_ownership]=x",
            "-",
            "relationship[percent_ownership]",
        ),
        (
            "relationship[percent_ownership]=101",
            "-",
            "relationship[percent_ownership]",
        ),
        ("relationship=owner", "-", "relationship"),
        (
            "relationship[representative]=true",
            "-",
            "relationship[representative]",
        ),
        ("dob[day]=1&dob[month]=2", "parameter_missing", "dob[year]"),
        ("dob[day]=32&dob[month]=2&dob[year]=1990", "-", "dob[day]"),
        (
            "dob[day]=x&dob[month]=2&dob[year]=1990",
            "parameter_invalid_integer",
            "dob[day]",
        ),
        ("address=", "parameter_invalid_empty", "address"),
        ("full_name_aliases=x", "-", "full_name_aliases"),
        (
            "full_name_aliases[0]=",
            "parameter_invalid_empty",
            "full_name_aliases[0]",
        ),
        ("email=nobody", "email_invalid", "email"),
        ("ssn_last_4=12345", "-", "ssn_last_4"),
        ("political_exposure=some", "-", "political_exposure"),
        ("person_token=cpt_1", "resource_missing", "person_token"),
        ("expand[]=account", "-", "expand[0]"),
        (
            "verification[document][side]=x",
            "parameter_unknown",
            "verification[document][side]",
        ),
        (
            "metadata[a_name_that_has_more_than_forty_characters]=x",
            "-",
            "metadata[a_name_that_has_more_than_forty_characters]",
        ),
    ];
    for (form, code, param) in cases {
        create(&shop, form).await.invalid(code, param);
    }
    let long = format!("address[city]={}", "x".repeat(101));
    create(&shop, &long).await.invalid("-", "address[city]");
    let long = format!("metadata[k]={}", "x".repeat(501));
    create(&shop, &long).await.invalid("-", "metadata[k]");
    let many: Vec<String> = (0..51).map(|n| format!("metadata[k{n}]=v")).collect();
    create(&shop, &many.join("&"))
        .await
        .invalid("-", "metadata");
    let reply = shop.delete(&format!("{}?expand[]=x", person(PERSON))).await;
    reply.invalid("parameter_unknown", "expand");
    assert_eq!(ids(&shop.get(&persons(ACCOUNT)).await.ok()).len(), 3);
}

#[tokio::test]
async fn lists_filter_by_relationship() {
    let shop = Shop::open();
    let list = |query: &str| {
        let target = format!("{}?{query}", persons(ACCOUNT));
        let shop = shop.clone();
        async move { shop.get(&target).await }
    };
    assert_eq!(ids(&list("").await.ok()), [PERSON, EXECUTIVE, OPENER]);
    assert_eq!(
        ids(&list("relationship[executive]=true").await.ok()),
        [EXECUTIVE]
    );
    assert_eq!(
        ids(&list("relationship[executive]=false").await.ok()),
        [PERSON, OPENER]
    );
    let none = "relationship[executive]=true&relationship[director]=true";
    assert!(ids(&list(none).await.ok()).is_empty());
    list("relationship[chef]=true")
        .await
        .invalid("parameter_unknown", "relationship[chef]");
    list("relationship[owner]=1")
        .await
        .invalid("-", "relationship[owner]");
}

#[tokio::test]
async fn lists_have_pages_in_both_directions() {
    let shop = Shop::open();
    let list = |query: String| {
        let target = format!("{}?{query}", persons(ACCOUNT));
        let shop = shop.clone();
        async move { shop.get(&target).await }
    };
    let page = list("limit=2".to_owned()).await.ok();
    assert_eq!(ids(&page), [PERSON, EXECUTIVE]);
    assert_eq!(page["has_more"], true);
    assert_eq!(page["url"], persons(ACCOUNT));
    let page = list(format!("limit=2&starting_after={EXECUTIVE}"))
        .await
        .ok();
    assert_eq!(ids(&page), [OPENER]);
    assert_eq!(page["has_more"], false);
    let page = list(format!("limit=1&ending_before={OPENER}")).await.ok();
    assert_eq!(ids(&page), [EXECUTIVE]);
    assert_eq!(page["has_more"], true);
    let page = list(format!("limit=1&ending_before={EXECUTIVE}"))
        .await
        .ok();
    assert_eq!(ids(&page), [PERSON]);
    assert_eq!(page["has_more"], false);
    // The cursor need not be in the filtered list.
    let query = format!("starting_after={PERSON}&relationship[representative]=true");
    assert_eq!(ids(&list(query).await.ok()), [OPENER]);
    for limit in ["0", "101", "-1"] {
        let reply = list(format!("limit={limit}")).await;
        reply.invalid("parameter_invalid_integer", "limit");
    }
    let both = format!("starting_after={PERSON}&ending_before={OPENER}");
    list(both)
        .await
        .invalid("parameters_exclusive", "starting_after");
    let reply = list("ending_before=person_none".to_owned()).await;
    reply.invalid("resource_missing", "ending_before");
    let reply = list("starting_after=person_none".to_owned()).await;
    reply.invalid("resource_missing", "starting_after");
    let reply = list("starting_after=".to_owned()).await;
    reply.invalid("parameter_invalid_empty", "starting_after");
}
