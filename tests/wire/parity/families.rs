//! Scenarios about what the operations send.

use stripe_example::api::{
    AccountId, AddressParams, Amount, BankNetwork, CancelTopup, CreateTopup, CreateTransfer,
    Currency, Dob, DocumentsParams, ListPersons, ListTopups, ListTransfers, Metadata,
    PaymentMethodOptions, PersonId, PersonParams, Persons, Range, RelationshipFilter,
    RelationshipParams, RetrievePerson, RetrieveTopup, RetrieveTransfer, SourceType, Timestamp,
    TopupStatus, Topups, Transfers, Update, UpdateTopup, UpdateTransfer,
};

use super::scenario::{Differs, Scenario};

const ORDER: &str = "our pairs have the order of the declaration, the SDK's that of the caller";
const DOTS: &str = "a value with `..` between slashes is refused unsent: servers may resolve it";

pub(super) fn all() -> Vec<Scenario> {
    let mut all = persons();
    all.extend(topups());
    all.extend(transfers());
    all
}

fn persons() -> Vec<Scenario> {
    let account = || AccountId::new("acct_1");
    let person = || PersonId::new("person_1");
    vec![
        Scenario::new("person_delete", |stripe| {
            let account = AccountId::new("acct_1032D82eZvKYlo2C");
            stripe.delete_person(&account, &"person_1MqjB62eZvKYlo2CaeEJzKVR".into())
        }),
        Scenario::new("person_delete_expand_params", move |stripe| {
            let call = stripe.delete_person(&account(), &person());
            call.query("expand", ["a", "b"])
        }),
        Scenario::new("person_delete_global_class", move |stripe| {
            stripe.delete_person(&account(), &person())
        }),
        Scenario::new("person_retrieve_odd_ids", |stripe| {
            let account = AccountId::new("acct/../x y");
            stripe.retrieve_person(&account, &"pér?son#1%2F".into(), &RetrievePerson::new())
        })
        .differs(Differs::InRequests(0), DOTS),
        Scenario::list("person_list_relationship", move |stripe| {
            let roles = RelationshipFilter::new().owner(true).director(false);
            let params = ListPersons::new()
                .limit(3)
                .relationship(roles)
                .expand(["data.account"]);
            stripe.list_persons(&account(), &params)
        })
        .differs(Differs::InOrder, ORDER),
        Scenario::new("person_create", move |stripe| {
            stripe.create_person(&account(), &new_person())
        }),
        Scenario::new("person_create_noparams", move |stripe| {
            stripe.create_person(&account(), &PersonParams::new())
        }),
        Scenario::new("person_update_empty_emptyable", move |stripe| {
            let params = PersonParams::new()
                .metadata(Update::Clear)
                .full_name_aliases(Update::Clear)
                .email(Update::Clear);
            stripe.update_person(&account(), &person(), &params)
        })
        .differs(Differs::InOrder, ORDER),
        Scenario::new("person_update_empty_collections_and_none", move |stripe| {
            let params = PersonParams::new()
                .metadata(Metadata::new())
                .full_name_aliases([])
                .email(Update::Leave)
                .dob(Update::Clear);
            stripe.update_person(&account(), &person(), &params)
        }),
    ]
}

fn new_person() -> PersonParams {
    let address = AddressParams::new()
        .city(Update::Clear)
        .line1("1 Main & Co")
        .postal_code("10001");
    let relationship = RelationshipParams::new()
        .owner(true)
        .percent_ownership(12.5)
        .title("CEO");
    PersonParams::new()
        .first_name("Jane")
        .last_name("Diaz")
        .dob(Dob::new(1, 2, 1990))
        .address(address)
        .relationship(relationship)
        .full_name_aliases(["A B", "C"])
        .documents(DocumentsParams::new().passport(["file_1", "file_2"]))
        .metadata([("k 1", "v+&=é"), ("unset", "")])
}

fn topups() -> Vec<Scenario> {
    vec![
        Scenario::new("topup_create", |stripe| {
            let bank = PaymentMethodOptions::us_bank_account(BankNetwork::Ach);
            let params = CreateTopup::new(2000, Currency::USD)
                .description("Top-up for Jenny Rosen")
                .statement_descriptor("Top-up")
                .metadata([("order_id", "6735")])
                .payment_method_options(bank)
                .expand(["balance_transaction", "source"]);
            stripe.create_topup(&params)
        }),
        Scenario::list("topup_list", |stripe| {
            let params = ListTopups::new()
                .limit(3)
                .status(TopupStatus::Pending)
                .amount(Amount::new(100)..Amount::new(5000))
                .created(Range::new().gt(Timestamp::new(1_700_000_000)))
                .starting_after("tu_9")
                .expand(["data.balance_transaction"]);
            stripe.list_topups(&params)
        }),
        Scenario::list("topup_list_scalar_ranges", |stripe| {
            let params = ListTopups::new()
                .amount(Amount::new(100))
                .created(Timestamp::new(1_700_000_000));
            stripe.list_topups(&params)
        }),
        Scenario::list("topup_list_noparams", |stripe| {
            stripe.list_topups(&ListTopups::new())
        }),
        Scenario::new("topup_retrieve", |stripe| {
            let params = RetrieveTopup::new().expand(["balance_transaction"]);
            stripe.retrieve_topup(&"tu_1".into(), &params)
        }),
        Scenario::new("topup_update", |stripe| {
            let params = UpdateTopup::new()
                .metadata([("order_id", "6735")])
                .description("x");
            stripe.update_topup(&"tu_1".into(), &params)
        }),
        Scenario::new("topup_cancel", |stripe| {
            stripe.cancel_topup(&"tu_1".into(), &CancelTopup::new())
        }),
    ]
}

fn transfers() -> Vec<Scenario> {
    vec![
        Scenario::new("transfer_create", |stripe| {
            let params = CreateTransfer::new(Currency::USD, "acct_1MTfjCQ9PRzxEwkZ")
                .amount(400)
                .transfer_group("ORDER_95")
                .source_type(SourceType::Card)
                .metadata([("order_id", "6735"), ("emoji", "💸"), ("[br]", "x")])
                .expand(["destination", "reversals.data.transfer"]);
            stripe.create_transfer(&params)
        }),
        Scenario::new("transfer_create_options", |stripe| {
            let params = CreateTransfer::new(Currency::USD, "acct_1").amount(400);
            let stripe = stripe.for_account(&"acct_9".into()).unwrap();
            stripe
                .create_transfer(&params)
                .idempotency_key("my-key")
                .header("Stripe-Version", "2024-06-20")
                .header("Stripe-Context", "ctx_1")
                .header("X-Extra", "1")
        }),
        Scenario::list("transfer_list", |stripe| {
            let params = ListTransfers::new()
                .limit(3)
                .destination("acct_1")
                .transfer_group("G 1")
                .created(Timestamp::new(1)..=Timestamp::new(2));
            stripe.list_transfers(&params)
        }),
        Scenario::new("transfer_retrieve", |stripe| {
            stripe.retrieve_transfer(&"tr_1".into(), &RetrieveTransfer::new())
        }),
        Scenario::new("transfer_update_unset_metadata_key", |stripe| {
            let params = UpdateTransfer::new()
                .metadata(Metadata::new().without("order_id"))
                .description(Update::Clear);
            stripe.update_transfer(&"tr_1".into(), &params)
        }),
    ]
}
