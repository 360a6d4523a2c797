//! Transfer reversals: a transfer taken back, in full or in parts.

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::accounts;
use super::failure::StripeFailure;
use super::ledger::{EntryKind, Moved, Movement};
use super::list::{self, Listing};
use super::metadata::{self, Metadata};
use super::operation::{Call, Operation};
use super::params::{self, Param, boolean, integer, metadata, text, texts};
use super::state::State;
use super::store::Stored;
use super::transfers;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(Method::GET, ALL, LIST, "reversals", list),
    Operation::new(Method::POST, ALL, CREATE, "reversal", create),
    Operation::new(Method::GET, ONE, READ, "reversal", retrieve),
    Operation::new(Method::POST, ONE, UPDATE, "reversal", update),
];
const ALL: &str = "/v1/transfers/{transfer}/reversals";
const ONE: &str = "/v1/transfers/{transfer}/reversals/{reversal}";

const READ: &[Param] = &[texts("expand")];
const LIST: &[Param] = &params::LIST;
const CREATE: &[Param] = &[
    integer("amount"),
    text("description"),
    texts("expand"),
    metadata(),
    boolean("refund_application_fee"),
];
const UPDATE: &[Param] = &[texts("expand"), metadata()];

/// A reversal of a transfer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Reversal {
    id: String,
    transfer: String,
    amount: i64,
    currency: String,
    created: i64,
    balance_transaction: String,
    /// The entry at the transfer's destination.
    refund_transaction: String,
    metadata: Metadata,
}

impl Stored for Reversal {
    fn id(&self) -> &str {
        &self.id
    }
}

fn list(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let transfer = transfers::named(state, call)?;
    let listing = Listing {
        what: "transfer_reversal",
        url: transfer.reversals_url(),
    };
    let newest = transfer.reversals.iter().rev();
    let reversals = newest.filter_map(|id| state.reversals.get(id));
    list::page(call, &listing, reversals, |_| true, Reversal::render)
}

fn create(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let transfer = transfers::named(state, call)?.clone();
    let left = transfer.left();
    if left == 0 {
        return Err(StripeFailure::invalid(
            "The transfer has been reversed in full.",
        ));
    }
    let amount = accounts::amount(call.params.integer("amount").unwrap_or(left))?;
    if amount > left {
        let message = format!("Only {left} of the transfer is left to reverse, not {amount}.");
        return Err(StripeFailure::invalid(message).param("amount"));
    }
    // No transfer of this Stripe carries an application fee, so `refund_application_fee` has
    // nothing to give back.
    let metadata = metadata::merged(&Metadata::new(), &call.params)?;
    let id = state.ids.next("trr");
    let movement = Movement {
        from: &transfer.destination,
        to: &transfer.owner,
        currency: &transfer.currency,
        amount,
        source: &id,
        created: call.now(),
    };
    let kinds = (EntryKind::PaymentRefund, EntryKind::TransferRefund);
    let Moved { out, into } = state.ledger.transfer(&mut state.ids, movement, kinds)?;
    let reversal = Reversal {
        id,
        transfer: transfer.id.clone(),
        amount,
        currency: transfer.currency,
        created: call.now(),
        balance_transaction: into,
        refund_transaction: out,
        metadata,
    };
    if let Some(transfer) = state.transfers.get_mut(&transfer.id) {
        transfer.amount_reversed += amount;
        transfer.reversals.push(reversal.id.clone());
    }
    let answer = reversal.render();
    state.reversals.push(reversal);
    Ok(answer)
}

fn retrieve(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    Ok(named(state, call)?.render())
}

fn update(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let reversal = named(state, call)?;
    reversal.metadata = metadata::merged(&reversal.metadata, &call.params)?;
    Ok(reversal.render())
}

/// The reversal that the URL names.
fn named<'a>(state: &'a mut State, call: &Call) -> Result<&'a mut Reversal, StripeFailure> {
    let transfer = transfers::named(state, call)?.id.clone();
    let id = call.path("reversal")?;
    let reversal = state.reversals.get_mut(id);
    reversal
        .filter(|reversal| reversal.transfer == transfer)
        .ok_or_else(|| StripeFailure::missing("transfer_reversal", id, "id"))
}

impl Reversal {
    pub(crate) fn render(&self) -> Value {
        json!({
            "id": self.id,
            "object": "transfer_reversal",
            "amount": self.amount,
            "balance_transaction": self.balance_transaction,
            "created": self.created,
            "currency": self.currency,
            "destination_payment_refund": self.refund_id(),
            "metadata": self.metadata,
            "source_refund": null,
            "transfer": self.transfer,
        })
    }

    /// The id of the refund at the destination: it shares its tail with the reversal's.
    fn refund_id(&self) -> String {
        self.id.replacen("trr_", "pyr_", 1)
    }

    /// The refund at the transfer's destination.
    pub(crate) fn refund(&self) -> Value {
        json!({
            "id": self.refund_id(),
            "object": "refund",
            "amount": self.amount,
            "balance_transaction": self.refund_transaction,
            "charge": self.transfer.replacen("tr_", "py_", 1),
            "created": self.created,
            "currency": self.currency,
            "metadata": {},
            "status": "succeeded",
            "transfer_reversal": self.id,
        })
    }
}
