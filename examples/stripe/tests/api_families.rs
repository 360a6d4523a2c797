//! All 22 operations through their declarations, against the in-memory Stripe.

use std::time::Duration;

use stripe_example::api::{
    AccountId, AddressParams, Amount, CancelTopup, CreateReversal, CreateTopup, CreateTransfer,
    Currency, DeleteSecret, Dob, ErrorType, Expandable, FindSecret, ListPersons, ListReversals,
    ListSecrets, ListTopups, ListTransfers, Metadata, PersonId, PersonParams, Persons,
    RelationshipFilter, RelationshipParams, RetrievePerson, RetrieveReversal, RetrieveTopup,
    RetrieveTransfer, Reversals, Scope, Secrets, SetSecret, Stripe, TopupStatus, Topups, Transfers,
    Update, UpdateReversal, UpdateTopup, UpdateTransfer, VerificationStatus,
};
use stripe_example::memory::{self, Clock};

const SETTLED: Duration = Duration::from_secs(60);

/// A fresh in-memory Stripe, and a client of it.
fn open() -> (memory::Stripe, Stripe) {
    let memory = memory::Stripe::builder()
        .clock(Clock::fixed(1_700_000_000))
        .settle_after(SETTLED)
        .build();
    let client = Stripe::settings("http://localhost", "sk_test_1").transport(memory.router());
    let stripe = Stripe::from_client(client.build().unwrap());
    (memory, stripe)
}

/// One with money.
async fn funded(amount: i64) -> (memory::Stripe, Stripe) {
    let (memory, stripe) = open();
    let topup = CreateTopup::new(amount, Currency::USD);
    stripe.create_topup(&topup).await.unwrap();
    memory.clock().advance(SETTLED);
    (memory, stripe)
}

#[tokio::test]
async fn persons() {
    let (_, stripe) = open();
    let account = AccountId::new(memory::ACCOUNT);
    let params = PersonParams::new()
        .first_name("Jane")
        .last_name("Diaz")
        .dob(Dob::new(1, 2, 1990))
        .address(AddressParams::new().line1("1 Main & Co").city("Berlin"))
        .relationship(
            RelationshipParams::new()
                .owner(true)
                .percent_ownership(12.5),
        )
        .id_number("123456789")
        .metadata([("order", "1")]);
    let made = stripe.create_person(&account, &params).await.unwrap();
    assert_eq!(made.account, Some(account.clone()));
    assert_eq!(made.id_number_provided, Some(true));
    assert_eq!(made.dob.unwrap().year, Some(1990));
    let relationship = made.relationship.unwrap();
    assert_eq!(relationship.percent_ownership, Some(12.5));
    let verification = made.verification.unwrap();
    assert_eq!(verification.status, VerificationStatus::Unverified);
    let due = made.requirements.unwrap().currently_due;
    assert!(due.contains(&"email".to_owned()), "{due:?}");

    let update = PersonParams::new()
        .first_name("Janet")
        .last_name(Update::Clear)
        .address(AddressParams::new().city(Update::Clear))
        .metadata(Update::Clear);
    let updated = stripe
        .update_person(&account, &made.id, &update)
        .await
        .unwrap();
    assert_eq!(updated.first_name.as_deref(), Some("Janet"));
    assert_eq!(updated.last_name, None);
    assert!(updated.metadata.as_ref().unwrap().is_empty());
    let address = updated.address.clone().unwrap();
    assert_eq!(
        (address.city, address.line1.as_deref()),
        (None, Some("1 Main & Co"))
    );

    let read = RetrievePerson::new();
    let found = stripe
        .retrieve_person(&account, &made.id, &read)
        .await
        .unwrap();
    assert_eq!(found, updated);

    let owners = RelationshipFilter::new().owner(true);
    let owners = ListPersons::new().relationship(owners);
    let listed = stripe
        .list_persons(&account, &owners)
        .try_collect(10)
        .await
        .unwrap();
    assert_eq!(listed, [updated]);

    let gone = stripe.delete_person(&account, &made.id).await.unwrap();
    assert!(gone.deleted);
    let error = stripe
        .retrieve_person(&account, &made.id, &read)
        .await
        .unwrap_err();
    let api = error.api().unwrap();
    assert_eq!(api.kind, ErrorType::InvalidRequest);
    assert_eq!(
        (api.code.as_deref(), api.param.as_deref()),
        (Some("resource_missing"), Some("person"))
    );
}

#[tokio::test]
async fn topups() {
    let (memory, stripe) = open();
    let params = CreateTopup::new(2000, Currency::USD)
        .description("for May")
        .statement_descriptor("Top-up")
        .metadata([("order", "1"), ("note", "x")])
        .expand(["source"]);
    let made = stripe.create_topup(&params).await.unwrap();
    assert_eq!(made.status, TopupStatus::Pending);
    assert_eq!(made.source.unwrap().object, "source");

    let update = UpdateTopup::new()
        .description(Update::Clear)
        .metadata(Metadata::new().without("note"));
    let updated = stripe.update_topup(&made.id, &update).await.unwrap();
    assert_eq!(updated.description, None);
    assert_eq!(updated.metadata, [("order", "1")].into());

    let second = stripe
        .create_topup(&CreateTopup::new(500, "usd"))
        .await
        .unwrap();
    let cancelled = stripe
        .cancel_topup(&second.id, &CancelTopup::new())
        .await
        .unwrap();
    assert_eq!(cancelled.status, TopupStatus::Canceled);

    memory.clock().advance(SETTLED);
    let read = RetrieveTopup::new().expand(["balance_transaction"]);
    let settled = stripe.retrieve_topup(&made.id, &read).await.unwrap();
    assert_eq!(settled.status, TopupStatus::Succeeded);
    let transaction = settled.balance_transaction.unwrap();
    assert_eq!(transaction.object().unwrap().fields["amount"], 2000);

    let large = ListTopups::new().amount(Amount::new(1000)..);
    let large = stripe.list_topups(&large).try_collect(10).await.unwrap();
    assert_eq!(large.len(), 1);
    let cancelled = ListTopups::new().status(TopupStatus::Canceled);
    let cancelled = stripe
        .list_topups(&cancelled)
        .try_collect(10)
        .await
        .unwrap();
    assert_eq!(cancelled[0].id, second.id);
}

#[tokio::test]
async fn transfers() {
    let (memory, stripe) = funded(1000).await;
    let params = CreateTransfer::new(Currency::USD, memory::ACCOUNT)
        .amount(400)
        .transfer_group("ORDER_95")
        .metadata([("order", "1")])
        .expand(["destination", "destination_payment.balance_transaction"]);
    let made = stripe.create_transfer(&params).await.unwrap();
    assert_eq!(memory.balance(memory::ACCOUNT, "usd"), 400);
    let destination = made.destination.as_ref().unwrap();
    assert_eq!(destination.object().unwrap().object, "account");

    let update = UpdateTransfer::new()
        .description("d")
        .metadata(Update::Clear);
    let updated = stripe.update_transfer(&made.id, &update).await.unwrap();
    assert_eq!(updated.description.as_deref(), Some("d"));
    assert!(matches!(updated.destination, Some(Expandable::Id(_))));

    let read = RetrieveTransfer::new();
    assert_eq!(
        stripe.retrieve_transfer(&made.id, &read).await.unwrap(),
        updated
    );
    let group = ListTransfers::new().transfer_group("ORDER_95").limit(1);
    let listed = stripe.list_transfers(&group).try_collect(10).await.unwrap();
    assert_eq!(listed, [updated]);

    let too_much = CreateTransfer::new(Currency::USD, memory::ACCOUNT).amount(601);
    let error = stripe.create_transfer(&too_much).await.unwrap_err();
    assert_eq!(
        error.api().unwrap().code.as_deref(),
        Some("balance_insufficient")
    );
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn lists_go_both_ways() {
    let (_, stripe) = funded(1000).await;
    for amount in 1..=7 {
        let transfer = CreateTransfer::new(Currency::USD, memory::ACCOUNT).amount(amount);
        stripe.create_transfer(&transfer).await.unwrap();
    }
    let amounts = async |params: ListTransfers| {
        let all = stripe.list_transfers(&params).try_collect(10).await;
        let all: Vec<_> = all
            .unwrap()
            .into_iter()
            .map(|it| (it.id, it.amount.minor_units()))
            .collect();
        all
    };
    let read = |all: &[(_, i64)]| all.iter().map(|it| it.1).collect::<Vec<_>>();
    // Three pages, newest first.
    let newest_first = amounts(ListTransfers::new().limit(3)).await;
    assert_eq!(read(&newest_first), [7, 6, 5, 4, 3, 2, 1]);
    let after_six = amounts(
        ListTransfers::new()
            .limit(2)
            .starting_after(&newest_first[1].0),
    )
    .await;
    assert_eq!(read(&after_six), [5, 4, 3, 2, 1]);
    // Backward, oldest first.
    let before_one = amounts(
        ListTransfers::new()
            .limit(2)
            .ending_before(&newest_first[6].0),
    )
    .await;
    assert_eq!(read(&before_one), [2, 3, 4, 5, 6, 7]);
    // One page by itself.
    let pages = stripe.list_transfers(&ListTransfers::new().limit(3));
    let page = pages.by_page().next().await.unwrap().unwrap();
    assert!(page.has_more);
    assert_eq!((page.data.len(), page.url.as_str()), (3, "/v1/transfers"));
    // Filters travel along.
    let none = ListTransfers::new()
        .limit(1)
        .destination(memory::OTHER_ACCOUNT);
    assert!(amounts(none).await.is_empty());
    // One page has one cursor: the server's words, and no second request.
    let both = ListTransfers::new()
        .starting_after(&newest_first[0].0)
        .ending_before(&newest_first[1].0);
    let error = stripe
        .list_transfers(&both)
        .next()
        .await
        .unwrap()
        .unwrap_err();
    assert_eq!(
        error.api().unwrap().param.as_deref(),
        Some("starting_after")
    );
}

#[tokio::test]
async fn reversals() {
    let (memory, stripe) = funded(1000).await;
    let transfer = CreateTransfer::new(Currency::USD, memory::ACCOUNT).amount(400);
    let transfer = stripe.create_transfer(&transfer).await.unwrap().id;
    let part = CreateReversal::new()
        .amount(150)
        .description("half")
        .refund_application_fee(false);
    let part = stripe.create_reversal(&transfer, &part).await.unwrap();
    let rest = CreateReversal::new().expand(["transfer"]);
    let rest = stripe.create_reversal(&transfer, &rest).await.unwrap();
    assert_eq!(rest.amount, Amount::new(250));
    let reversed = rest.transfer.object().unwrap();
    assert!(reversed.reversed);
    assert_eq!(reversed.reversals.data.len(), 2);
    assert_eq!(memory.balance(memory::ACCOUNT, "usd"), 0);

    let update = UpdateReversal::new().metadata([("order", "1")]);
    let updated = stripe
        .update_reversal(&transfer, &part.id, &update)
        .await
        .unwrap();
    let read = RetrieveReversal::new();
    let found = stripe
        .retrieve_reversal(&transfer, &part.id, &read)
        .await
        .unwrap();
    assert_eq!(found, updated);
    let all = stripe
        .list_reversals(&transfer, &ListReversals::new())
        .try_collect(10)
        .await
        .unwrap();
    assert_eq!(all.len(), 2);
}

#[tokio::test]
async fn secrets() {
    let (_, stripe) = open();
    let user = || Scope::user("usr_1");
    let set = SetSecret::new("token", "first", user()).expand(["payload"]);
    let first = stripe.set_secret(&set).await.unwrap();
    assert_eq!(first.payload.as_ref().unwrap().expose(), "first");
    let set = SetSecret::new("token", "second", user());
    assert_eq!(stripe.set_secret(&set).await.unwrap().payload, None);

    let find = FindSecret::new("token", user()).expand(["payload"]);
    let found = stripe.find_secret(&find).await.unwrap();
    assert_eq!(found.payload.unwrap().expose(), "second");
    let elsewhere = FindSecret::new("token", Scope::account());
    assert!(stripe.find_secret(&elsewhere).await.is_err());

    let listed = stripe
        .list_secrets(&ListSecrets::new(user()))
        .try_collect(10)
        .await
        .unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].scope, user());
    let delete = DeleteSecret::new("token", user());
    assert_eq!(
        stripe.delete_secret(&delete).await.unwrap().deleted,
        Some(true)
    );
}

#[tokio::test]
async fn a_connected_account_sees_its_own() {
    let (_, stripe) = funded(1000).await;
    let account = AccountId::new(memory::ACCOUNT);
    let connected = stripe.for_account(&account).unwrap();
    let topups = connected.list_topups(&ListTopups::new());
    let topups = topups.try_collect(10).await.unwrap();
    assert!(topups.is_empty());
    let person = PersonId::new(memory::PERSON);
    let read = RetrievePerson::new();
    connected
        .retrieve_person(&account, &person, &read)
        .await
        .unwrap();

    let nobody = stripe.for_account(&AccountId::new("acct_none")).unwrap();
    let error = nobody.list_topups(&ListTopups::new()).next().await;
    let error = error.unwrap().unwrap_err();
    assert_eq!(
        error.api().unwrap().code.as_deref(),
        Some("account_invalid")
    );
}

#[tokio::test]
async fn a_list_that_says_there_is_more_and_shows_nothing_is_an_error() {
    let stuck = tower::service_fn(|_: http::Request<endpoint::Body>| async {
        let list = r#"{"object":"list","data":[],"has_more":true,"url":"/v1/topups"}"#;
        Ok::<_, std::convert::Infallible>(http::Response::new(endpoint::Body::from(list)))
    });
    let client = Stripe::settings("http://localhost", "sk_test_1").transport(stuck);
    let stripe = Stripe::from_client(client.build().unwrap());
    let topups = stripe
        .list_topups(&ListTopups::default())
        .try_collect(100)
        .await;
    assert_eq!(topups.unwrap_err().kind(), endpoint::ErrorKind::Page);
}
