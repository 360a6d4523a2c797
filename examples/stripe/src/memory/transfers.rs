//! Transfers: money from the caller's balance to another account's.

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::accounts::{self, Account};
use super::failure::StripeFailure;
use super::ledger::{EntryKind, Moved, Movement};
use super::list::{self, Listing};
use super::metadata::{self, Metadata};
use super::operation::{Call, Operation};
use super::params::{self, Param, choice, id, integer, metadata, new_metadata, range, text, texts};
use super::reversals::Reversal;
use super::state::State;
use super::store::Stored;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(Method::GET, ALL, LIST, "transfers", list),
    Operation::new(Method::POST, ALL, CREATE, "transfer", create),
    Operation::new(Method::GET, ONE, READ, "transfer", retrieve),
    Operation::new(Method::POST, ONE, UPDATE, "transfer", update),
];
const ALL: &str = "/v1/transfers";
const ONE: &str = "/v1/transfers/{transfer}";

const READ: &[Param] = &[texts("expand")];
const LIST: &[Param] =
    &params::list::<7, 3>([range("created"), id("destination"), id("transfer_group")]);
const CREATE: &[Param] = &[
    integer("amount"),
    id("currency").required(),
    text("description"),
    id("destination").required(),
    texts("expand"),
    new_metadata(),
    id("source_transaction"),
    choice("source_type", &["bank_account", "card", "fpx"]),
    text("transfer_group"),
];
const UPDATE: &[Param] = &[text("description"), texts("expand"), metadata()];

/// How many reversals a transfer shows of itself.
const SHOWN_REVERSALS: usize = 10;

/// A transfer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Transfer {
    pub(crate) id: String,
    pub(crate) owner: String,
    pub(crate) destination: String,
    pub(crate) amount: i64,
    pub(crate) amount_reversed: i64,
    pub(crate) currency: String,
    /// Its reversals, oldest first.
    pub(crate) reversals: Vec<String>,
    created: i64,
    balance_transaction: String,
    /// The entry at the destination.
    payment_transaction: String,
    source_type: String,
    description: Option<String>,
    transfer_group: Option<String>,
    metadata: Metadata,
}

impl Stored for Transfer {
    fn id(&self) -> &str {
        &self.id
    }
}

fn list(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let listing = Listing {
        what: "transfer",
        url: ALL.to_owned(),
    };
    let transfers = state.transfers.newest_first();
    let transfers = transfers.filter(|transfer| transfer.owner == call.acting);
    let destination = call.params.text("destination");
    let group = call.params.text("transfer_group");
    let matches = |transfer: &Transfer| {
        destination.is_none_or(|wanted| transfer.destination == wanted)
            && group.is_none_or(|wanted| transfer.transfer_group.as_deref() == Some(wanted))
            && list::in_range(transfer.created, call.params.get("created"))
    };
    let render = |transfer: &Transfer| transfer.render(state);
    list::page(call, &listing, transfers, matches, render)
}

fn create(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let params = &call.params;
    let currency = accounts::currency(call)?;
    if let Some(charge) = params.text("source_transaction") {
        let param = "source_transaction";
        return Err(StripeFailure::missing_reference("charge", charge, param));
    }
    // Only a source transaction could say how much without it.
    let amount = accounts::amount(params.required_integer("amount")?)?;
    let destination = destination(state, call)?;
    if !destination.currencies.iter().any(|held| held == currency) {
        let message = format!("The destination does not hold {currency}.");
        return Err(StripeFailure::invalid(message).param("currency"));
    }
    let destination = destination.id.clone();
    let metadata = metadata::merged(&Metadata::new(), params)?;
    let id = state.ids.next("tr");
    let movement = Movement {
        from: &call.acting,
        to: &destination,
        currency,
        amount,
        source: &id,
        created: call.now(),
    };
    let kinds = (EntryKind::Transfer, EntryKind::Payment);
    let Moved { out, into } = state.ledger.transfer(&mut state.ids, movement, kinds)?;
    let transfer = Transfer {
        id,
        owner: call.acting.clone(),
        destination,
        amount,
        amount_reversed: 0,
        currency: currency.to_owned(),
        reversals: Vec::new(),
        created: call.now(),
        balance_transaction: out,
        payment_transaction: into,
        source_type: params.text("source_type").unwrap_or("card").to_owned(),
        description: params.text("description").map(str::to_owned),
        transfer_group: params.text("transfer_group").map(str::to_owned),
        metadata,
    };
    let answer = transfer.render(state);
    state.transfers.push(transfer);
    Ok(answer)
}

fn retrieve(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    Ok(named(state, call)?.render(state))
}

fn update(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let mut transfer = named(state, call)?.clone();
    transfer.metadata = metadata::merged(&transfer.metadata, &call.params)?;
    if call.params.get("description").is_some() {
        transfer.description = call.params.text("description").map(str::to_owned);
    }
    let answer = transfer.render(state);
    if let Some(kept) = state.transfers.get_mut(&transfer.id) {
        *kept = transfer;
    }
    Ok(answer)
}

/// The transfer that the URL names.
pub(crate) fn named<'a>(state: &'a State, call: &Call) -> Result<&'a Transfer, StripeFailure> {
    let id = call.path("transfer")?;
    let transfer = state.transfers.get(id);
    transfer
        .filter(|transfer| transfer.owner == call.acting)
        .ok_or_else(|| StripeFailure::missing("transfer", id, "transfer"))
}

/// Where the money goes. The platform pays its connected accounts; a connected account can only
/// pay the platform.
fn destination<'a>(state: &'a State, call: &Call) -> Result<&'a Account, StripeFailure> {
    let id = call.params.required_text("destination")?;
    let reachable = (call.acting == state.platform) != (id == state.platform);
    let account = state.accounts.get(id).filter(|_| reachable);
    account.ok_or_else(|| StripeFailure::missing_reference("destination", id, "destination"))
}

impl Transfer {
    /// How much of it has not been reversed.
    pub(crate) fn left(&self) -> i64 {
        self.amount - self.amount_reversed
    }

    /// The URL of its reversals.
    pub(crate) fn reversals_url(&self) -> String {
        format!("{ALL}/{}/reversals", self.id)
    }

    pub(crate) fn render(&self, state: &State) -> Value {
        let newest = self.reversals.iter().rev().take(SHOWN_REVERSALS);
        let newest = newest.filter_map(|id| state.reversals.get(id));
        let has_more = self.reversals.len() > SHOWN_REVERSALS;
        let reversals = newest.map(Reversal::render).collect();
        json!({
            "id": self.id,
            "object": "transfer",
            "amount": self.amount,
            "amount_reversed": self.amount_reversed,
            "balance_transaction": self.balance_transaction,
            "created": self.created,
            "currency": self.currency,
            "description": self.description,
            "destination": self.destination,
            "destination_payment": self.payment_id(),
            "livemode": false,
            "metadata": self.metadata,
            "reversals": list::envelope(reversals, has_more, &self.reversals_url()),
            "reversed": self.left() == 0,
            "source_transaction": null,
            "source_type": self.source_type,
            "transfer_group": self.transfer_group,
        })
    }

    /// The id of the payment at the destination: it shares its tail with the transfer's.
    pub(crate) fn payment_id(&self) -> String {
        self.id.replacen("tr_", "py_", 1)
    }

    /// The payment at the destination.
    pub(crate) fn payment(&self) -> Value {
        json!({
            "id": self.payment_id(),
            "object": "charge",
            "amount": self.amount,
            "amount_refunded": self.amount_reversed,
            "balance_transaction": self.payment_transaction,
            "created": self.created,
            "currency": self.currency,
            "livemode": false,
            "paid": true,
            "refunded": self.left() == 0,
            "source_transfer": self.id,
            "status": "succeeded",
        })
    }
}
