//! The declarations, held against what the API has: every parameter, every field, and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::future::ready;
use std::sync::{Arc, Mutex};

use endpoint::{Body, Page};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stripe_example::api::{
    AccountId, AccountTosParams, AddressParams, Amount, BankNetwork, Call, CancelTopup,
    CfpbDataParams, CreateReversal, CreateTopup, CreateTransfer, Currency, DeleteSecret, Dob,
    DocumentParams, DocumentsParams, Ethnicity, EthnicityParams, FindSecret, JapaneseAddressParams,
    List, ListPersons, ListReversals, ListSecrets, ListTopups, ListTransfers, Pages,
    PaymentMethodOptions, Person, PersonId, PersonParams, Persons, PoliticalExposure, Race,
    RaceParams, Range, RelationshipFilter, RelationshipParams, RetrievePerson, RetrieveReversal,
    RetrieveTopup, RetrieveTransfer, Reversal, ReversalId, Reversals, Scope, Secret, Secrets,
    SetSecret, SourceType, Stripe, Timestamp, Topup, TopupId, TopupStatus, Topups,
    TosAcceptancesParams, Transfer, TransferId, Transfers, UpdateReversal, UpdateTopup,
    UpdateTransfer, VerificationParams,
};

#[derive(Deserialize)]
struct Known {
    operation: String,
    parameters: BTreeSet<String>,
}

/// A Stripe that answers nothing and keeps what it is asked.
struct Recorder {
    stripe: Stripe,
    asked: Arc<Mutex<Option<Asked>>>,
}

/// An operation, and the names that it was sent with.
type Asked = (String, BTreeSet<String>);

impl Recorder {
    fn new() -> Self {
        let asked = Arc::new(Mutex::new(None));
        let kept = Arc::clone(&asked);
        let transport = tower::service_fn(move |request: http::Request<Body>| {
            *kept.lock().unwrap() = Some(names(&request));
            ready(Ok::<_, Infallible>(http::Response::new(Body::empty())))
        });
        let client = Stripe::settings("http://localhost", "sk_test_1").transport(transport);
        let stripe = Stripe::from_client(client.build().unwrap());
        Self { stripe, asked }
    }

    /// Makes a call; the answer is of no interest.
    async fn call<T>(&self, call: Call<T>) -> Asked {
        drop(call.await);
        self.asked.lock().unwrap().take().unwrap()
    }

    async fn list<T>(&self, mut list: Pages<T>) -> Asked
    where
        List<T>: Page,
    {
        drop(list.next().await);
        self.asked.lock().unwrap().take().unwrap()
    }
}

fn names(request: &http::Request<Body>) -> Asked {
    let body = std::str::from_utf8(request.body().as_bytes().unwrap()).unwrap();
    let pairs = request.uri().query().unwrap_or(body);
    let pairs = pairs.split('&').filter(|pair| !pair.is_empty());
    let names = pairs.map(|pair| {
        let name = pair.split_once('=').unwrap().0;
        let name = name.strip_suffix("[0]").unwrap_or(name);
        name.strip_suffix("[order]").unwrap_or(name).to_owned()
    });
    let path = request.uri().path().replace("%7B", "{").replace("%7D", "}");
    (format!("{} {path}", request.method()), names.collect())
}

fn relationship() -> RelationshipParams {
    RelationshipParams::new()
        .authorizer(false)
        .director(false)
        .executive(false)
        .legal_guardian(false)
        .owner(true)
        .percent_ownership(12.5)
        .representative(false)
        .title("CEO")
}

fn address() -> AddressParams {
    AddressParams::new()
        .city("c")
        .country("US")
        .line1("1")
        .line2("2")
        .postal_code("p")
        .state("s")
}

fn japanese_address() -> JapaneseAddressParams {
    JapaneseAddressParams::new()
        .city("c")
        .country("JP")
        .line1("1")
        .line2("2")
        .postal_code("p")
        .state("s")
        .town("t")
}

fn person() -> PersonParams {
    let tos = AccountTosParams::new()
        .date(Timestamp::new(1))
        .ip("192.0.2.1")
        .user_agent("browser");
    let ethnicity = EthnicityParams::new()
        .ethnicity([Ethnicity::Cuban])
        .ethnicity_other("e");
    let race = RaceParams::new().race([Race::Asian]).race_other("r");
    let document = DocumentParams::new().back("file_1").front("file_2");
    PersonParams::new()
        .person_token("cpt_1")
        .first_name("a")
        .first_name_kana("a")
        .first_name_kanji("a")
        .last_name("b")
        .last_name_kana("b")
        .last_name_kanji("b")
        .maiden_name("c")
        .email("a@b.example")
        .phone("1")
        .gender("female")
        .nationality("US")
        .dob(Dob::new(1, 2, 1990))
        .address(address())
        .address_kana(japanese_address())
        .address_kanji(japanese_address())
        .registered_address(address())
        .relationship(relationship())
        .full_name_aliases(["d"])
        .id_number("1")
        .id_number_secondary("2")
        .ssn_last_4("6789")
        .political_exposure(PoliticalExposure::None)
        .additional_tos_acceptances(TosAcceptancesParams::new().account(tos))
        .us_cfpb_data(
            CfpbDataParams::new()
                .ethnicity_details(ethnicity)
                .race_details(race)
                .self_identified_gender("g"),
        )
        .verification(
            VerificationParams::new()
                .additional_document(document.clone())
                .document(document),
        )
        .documents(
            DocumentsParams::new()
                .company_authorization(["file_3"])
                .passport(["file_4"])
                .visa(["file_5"]),
        )
        .metadata([("order", "1")])
        .expand(["x"])
}

fn roles() -> RelationshipFilter {
    RelationshipFilter::new()
        .authorizer(true)
        .director(true)
        .executive(true)
        .legal_guardian(true)
        .owner(true)
        .representative(true)
}

/// All four bounds.
fn bounds<T: Copy>(bound: T) -> Range<T> {
    Range::new().gt(bound).gte(bound).lt(bound).lte(bound)
}

async fn everything_of_persons(recorder: &Recorder) -> Vec<Asked> {
    let stripe = &recorder.stripe;
    let (account, id) = (AccountId::new("{account}"), PersonId::new("{person}"));
    let list = ListPersons::new()
        .limit(3)
        .relationship(roles())
        .starting_after("person_1")
        .ending_before("person_2")
        .expand(["data.x"]);
    let read = RetrievePerson::new().expand(["x"]);
    vec![
        recorder.list(stripe.list_persons(&account, &list)).await,
        recorder
            .call(stripe.create_person(&account, &person()))
            .await,
        recorder
            .call(stripe.retrieve_person(&account, &id, &read))
            .await,
        recorder
            .call(stripe.update_person(&account, &id, &person()))
            .await,
        recorder.call(stripe.delete_person(&account, &id)).await,
    ]
}

async fn everything_of_topups(recorder: &Recorder) -> Vec<Asked> {
    let stripe = &recorder.stripe;
    let id = TopupId::new("{topup}");
    let list = ListTopups::new()
        .limit(3)
        .status(TopupStatus::Pending)
        .amount(bounds(Amount::new(1)))
        .created(bounds(Timestamp::new(1)))
        .starting_after("tu_1")
        .ending_before("tu_2")
        .expand(["data.x"]);
    let create = CreateTopup::new(2000, Currency::USD)
        .description("d")
        .statement_descriptor("s")
        .metadata([("order", "1")])
        .payment_method("pm_1")
        .payment_method_options(PaymentMethodOptions::us_bank_account(BankNetwork::Ach))
        .source("src_1")
        .transfer_group("g")
        .expand(["x"]);
    let update = UpdateTopup::new()
        .metadata([("order", "1")])
        .description("d")
        .expand(["x"]);
    let read = RetrieveTopup::new().expand(["x"]);
    let cancel = CancelTopup::new().expand(["x"]);
    vec![
        recorder.list(stripe.list_topups(&list)).await,
        recorder.call(stripe.create_topup(&create)).await,
        recorder.call(stripe.retrieve_topup(&id, &read)).await,
        recorder.call(stripe.update_topup(&id, &update)).await,
        recorder.call(stripe.cancel_topup(&id, &cancel)).await,
    ]
}

async fn everything_of_transfers(recorder: &Recorder) -> Vec<Asked> {
    let stripe = &recorder.stripe;
    let id = TransferId::new("{transfer}");
    let list = ListTransfers::new()
        .limit(3)
        .destination("acct_1")
        .transfer_group("g")
        .created(bounds(Timestamp::new(1)))
        .starting_after("tr_1")
        .ending_before("tr_2")
        .expand(["data.x"]);
    let create = CreateTransfer::new(Currency::USD, "acct_1")
        .amount(400)
        .description("d")
        .source_transaction("ch_1")
        .transfer_group("g")
        .source_type(SourceType::Card)
        .metadata([("order", "1")])
        .expand(["x"]);
    let update = UpdateTransfer::new()
        .metadata([("order", "1")])
        .description("d")
        .expand(["x"]);
    let read = RetrieveTransfer::new().expand(["x"]);
    vec![
        recorder.list(stripe.list_transfers(&list)).await,
        recorder.call(stripe.create_transfer(&create)).await,
        recorder.call(stripe.retrieve_transfer(&id, &read)).await,
        recorder.call(stripe.update_transfer(&id, &update)).await,
    ]
}

async fn everything_of_reversals(recorder: &Recorder) -> Vec<Asked> {
    let stripe = &recorder.stripe;
    let (transfer, id) = (TransferId::new("{transfer}"), ReversalId::new("{id}"));
    let list = ListReversals::new()
        .limit(3)
        .starting_after("trr_1")
        .ending_before("trr_2")
        .expand(["data.x"]);
    let create = CreateReversal::new()
        .amount(100)
        .description("d")
        .refund_application_fee(true)
        .metadata([("order", "1")])
        .expand(["x"]);
    let update = UpdateReversal::new()
        .metadata([("order", "1")])
        .expand(["x"]);
    let read = RetrieveReversal::new().expand(["x"]);
    let parent = TransferId::new("{id}");
    vec![
        recorder.list(stripe.list_reversals(&parent, &list)).await,
        recorder
            .call(stripe.create_reversal(&parent, &create))
            .await,
        recorder
            .call(stripe.retrieve_reversal(&transfer, &id, &read))
            .await,
        recorder
            .call(stripe.update_reversal(&transfer, &id, &update))
            .await,
    ]
}

async fn everything_of_secrets(recorder: &Recorder) -> Vec<Asked> {
    let stripe = &recorder.stripe;
    let scope = || Scope::user("usr_1");
    let list = ListSecrets::new(scope())
        .limit(3)
        .starting_after("appsecret_1")
        .ending_before("appsecret_2")
        .expand(["data.payload"]);
    let set = SetSecret::new("n", "p", scope())
        .expires_at(Timestamp::new(1))
        .expand(["payload"]);
    let find = FindSecret::new("n", scope()).expand(["payload"]);
    let delete = DeleteSecret::new("n", scope()).expand(["payload"]);
    vec![
        recorder.list(stripe.list_secrets(&list)).await,
        recorder.call(stripe.set_secret(&set)).await,
        recorder.call(stripe.find_secret(&find)).await,
        recorder.call(stripe.delete_secret(&delete)).await,
    ]
}

#[tokio::test]
async fn all_operations_take_all_their_parameters_and_no_others() {
    let known: Vec<Known> = serde_json::from_str(include_str!("facts/operations.json")).unwrap();
    let known: BTreeMap<String, BTreeSet<String>> = known
        .into_iter()
        .map(|known| (known.operation, known.parameters))
        .collect();
    assert_eq!(known.len(), 22);
    let recorder = Recorder::new();
    let declared = [
        everything_of_persons(&recorder).await,
        everything_of_topups(&recorder).await,
        everything_of_transfers(&recorder).await,
        everything_of_reversals(&recorder).await,
        everything_of_secrets(&recorder).await,
    ];
    let declared: BTreeMap<_, _> = declared.into_iter().flatten().collect();
    for (operation, parameters) in &known {
        assert_eq!(declared.get(operation), Some(parameters), "{operation}");
    }
    assert_eq!(declared.len(), known.len());
}

/// Reads an object in which every field has a value, writes it again, and finds nothing lost.
#[track_caller]
fn keeps_everything<T: DeserializeOwned + Serialize>(objects: &Value, name: &str) {
    let object = &objects[name];
    let typed: T = serde_json::from_value(object.clone()).unwrap();
    assert_eq!(serde_json::to_value(&typed).unwrap(), *object, "{name}");
}

#[test]
fn all_objects_keep_all_their_fields() {
    let objects: Value = serde_json::from_str(include_str!("facts/objects.json")).unwrap();
    keeps_everything::<Person>(&objects, "person");
    keeps_everything::<Topup>(&objects, "topup");
    keeps_everything::<Transfer>(&objects, "transfer");
    keeps_everything::<Reversal>(&objects, "transfer_reversal");
    keeps_everything::<Secret>(&objects, "apps.secret");
}

#[test]
fn what_may_be_absent_may_be_absent() {
    let person = json!({ "id": "person_1", "object": "person", "created": 1 });
    let person: Person = serde_json::from_value(person).unwrap();
    assert_eq!((person.account, person.metadata), (None, None));
    let secret = json!({ "id": "appsecret_1", "object": "apps.secret", "created": 1,
        "livemode": false, "name": "n", "scope": { "type": "account" } });
    let secret: Secret = serde_json::from_value(secret).unwrap();
    assert_eq!((secret.payload, secret.deleted), (None, None));
}
