//! Top-ups: money from a bank account into the caller's balance.

use std::time::Duration;

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::accounts;
use super::clock;
use super::failure::StripeFailure;
use super::ledger::Movement;
use super::list::{self, Listing};
use super::metadata::{self, Metadata};
use super::operation::{Call, Operation};
use super::params::{self, Param, choice, hash, id, integer, metadata, range, text, texts, up_to};
use super::state::State;
use super::store::Stored;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(Method::GET, "/v1/topups", LIST, "topups", list),
    Operation::new(Method::POST, "/v1/topups", CREATE, "topup", create),
    Operation::new(Method::GET, "/v1/topups/{topup}", READ, "topup", retrieve),
    Operation::new(Method::POST, "/v1/topups/{topup}", UPDATE, "topup", update),
    Operation::new(
        Method::POST,
        "/v1/topups/{topup}/cancel",
        READ,
        "topup",
        cancel,
    ),
];

const READ: &[Param] = &[texts("expand")];
const LIST: &[Param] = &params::list::<7, 3>([
    range("amount"),
    range("created"),
    choice("status", &["canceled", "failed", "pending", "succeeded"]),
]);
const CREATE: &[Param] = &[
    integer("amount").required(),
    id("currency").required(),
    text("description"),
    texts("expand"),
    metadata(),
    id("payment_method"),
    hash(
        "payment_method_options",
        &[hash(
            "us_bank_account",
            &[choice("network", &["ach"]).required()],
        )],
    ),
    id("source"),
    up_to(15, "statement_descriptor"),
    text("transfer_group"),
];
const UPDATE: &[Param] = &[text("description"), texts("expand"), metadata()];

/// The bank accounts of Stripe's test mode, with how a top-up from each fails.
const SOURCES: [(&str, Option<&str>); 6] = [
    ("btok_us_verified", None),
    ("btok_us_verified_noAccount", Some("no_account")),
    ("btok_us_verified_accountClosed", Some("account_closed")),
    (
        "btok_us_verified_insufficientFunds",
        Some("insufficient_funds"),
    ),
    (
        "btok_us_verified_debitNotAuthorized",
        Some("debit_not_authorized"),
    ),
    ("btok_us_verified_invalidCurrency", Some("invalid_currency")),
];

/// A top-up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Topup {
    id: String,
    owner: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    status: Status,
    created: i64,
    /// When a pending one settles.
    due: Duration,
    /// How it will fail, or has failed.
    failure: Option<String>,
    balance_transaction: Option<String>,
    source: Option<String>,
    payment_method: Option<String>,
    payment_method_options: Option<Value>,
    description: Option<String>,
    statement_descriptor: Option<String>,
    transfer_group: Option<String>,
    metadata: Metadata,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Pending,
    Succeeded,
    Failed,
    Canceled,
}

impl Stored for Topup {
    fn id(&self) -> &str {
        &self.id
    }
}

fn list(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let listing = Listing {
        what: "topup",
        url: "/v1/topups".to_owned(),
    };
    let topups = state.topups.newest_first();
    let topups = topups.filter(|topup| topup.owner == call.acting);
    let status = call.params.text("status");
    let matches = |topup: &Topup| {
        status.is_none_or(|status| topup.status.as_str() == status)
            && list::in_range(topup.amount, call.params.get("amount"))
            && list::in_range(topup.created, call.params.get("created"))
    };
    list::page(call, &listing, topups, matches, Topup::render)
}

fn create(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let params = &call.params;
    let amount = accounts::amount(params.required_integer("amount")?)?;
    let currency = accounts::currency(call)?;
    let failure = outcome(call)?;
    let descriptor = params.text("statement_descriptor");
    if descriptor.is_some_and(|text| !text.chars().any(char::is_alphabetic)) {
        let message = "A statement descriptor has at least one letter.";
        return Err(StripeFailure::invalid(message).param("statement_descriptor"));
    }
    let owned = |name| params.text(name).map(str::to_owned);
    let topup = Topup {
        metadata: metadata::merged(&Metadata::new(), params)?,
        id: state.ids.next("tu"),
        owner: call.acting.clone(),
        amount,
        currency: currency.to_owned(),
        status: Status::Pending,
        created: call.now(),
        due: call.time.saturating_add(state.settle_after),
        failure: failure.map(str::to_owned),
        balance_transaction: None,
        source: (!params.has("payment_method")).then(|| state.ids.next("src")),
        payment_method: owned("payment_method"),
        payment_method_options: params.get("payment_method_options").cloned(),
        description: owned("description"),
        statement_descriptor: owned("statement_descriptor"),
        transfer_group: owned("transfer_group"),
    };
    let answer = topup.render();
    state.topups.push(topup);
    Ok(answer)
}

fn retrieve(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    Ok(named(state, call)?.render())
}

fn update(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let topup = named(state, call)?;
    topup.metadata = metadata::merged(&topup.metadata, &call.params)?;
    if call.params.get("description").is_some() {
        topup.description = call.params.text("description").map(str::to_owned);
    }
    Ok(topup.render())
}

fn cancel(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let topup = named(state, call)?;
    if topup.status != Status::Pending {
        let status = topup.status.as_str();
        return Err(StripeFailure::invalid(format!(
            "Only a pending top-up can be canceled; this one is {status}."
        )));
    }
    topup.status = Status::Canceled;
    Ok(topup.render())
}

/// The top-up that the URL names.
fn named<'a>(state: &'a mut State, call: &Call) -> Result<&'a mut Topup, StripeFailure> {
    let id = call.path("topup")?;
    let topup = state.topups.get_mut(id);
    topup
        .filter(|topup| topup.owner == call.acting)
        .ok_or_else(|| StripeFailure::missing("topup", id, "topup"))
}

/// How a top-up from where the request says ends: with a failure's code, or well.
fn outcome(call: &Call) -> Result<Option<&'static str>, StripeFailure> {
    let source = call.params.text("source");
    let method = call.params.text("payment_method");
    match (source, method) {
        (Some(_), Some(_)) => {
            let message = "A top-up comes from a source or a payment method, not from both.";
            Err(StripeFailure::invalid(message)
                .code("parameters_exclusive")
                .param("source"))
        }
        (Some(token), None) => match SOURCES.iter().find(|(known, _)| *known == token) {
            Some((_, failure)) => Ok(*failure),
            None => Err(StripeFailure::missing_reference("source", token, "source")),
        },
        (None, Some(id)) if !id.starts_with("pm_") => Err(StripeFailure::missing_reference(
            "payment_method",
            id,
            "payment_method",
        )),
        _ => Ok(None),
    }
}

/// Ends the pending top-ups whose time has come.
pub(crate) fn settle(state: &mut State, now: Duration) {
    let due = |topup: &&Topup| topup.status == Status::Pending && topup.due <= now;
    let due: Vec<String> = state
        .topups
        .iter()
        .filter(due)
        .map(|topup| topup.id.clone())
        .collect();
    for id in due {
        let Some(topup) = state.topups.get_mut(&id) else {
            continue;
        };
        if topup.failure.is_some() {
            topup.status = Status::Failed;
            continue;
        }
        let movement = Movement {
            from: "",
            to: &topup.owner,
            currency: &topup.currency,
            amount: topup.amount,
            source: &id,
            created: clock::seconds(topup.due),
        };
        let transaction = state.ledger.deposit(&mut state.ids, movement);
        topup.balance_transaction = Some(transaction);
        topup.status = Status::Succeeded;
    }
}

impl Status {
    fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
        }
    }
}

impl Topup {
    pub(crate) fn succeeded(&self) -> bool {
        self.status == Status::Succeeded
    }

    fn render(&self) -> Value {
        let failure = self.failure.as_deref();
        let failure = failure.filter(|_| self.status == Status::Failed);
        json!({
            "id": self.id,
            "object": "topup",
            "amount": self.amount,
            "balance_transaction": self.balance_transaction,
            "created": self.created,
            "currency": self.currency,
            "description": self.description,
            "expected_availability_date": clock::seconds(self.due),
            "failure_code": failure,
            "failure_message": failure.map(|code| format!("The bank refused: {code}.")),
            "initiated_by": "user",
            "livemode": false,
            "metadata": self.metadata,
            "payment_method": self.payment_method,
            "payment_method_options": self.payment_method_options,
            "source": self.source(),
            "statement_descriptor": self.statement_descriptor,
            "status": self.status.as_str(),
            "transfer_group": self.transfer_group,
        })
    }

    fn source(&self) -> Option<Value> {
        let id = self.source.as_deref()?;
        let bank = json!({
            "bank_name": "STRIPE TEST BANK",
            "country": "US",
            "last4": "6789",
            "routing_number": "110000000",
            "type": "individual",
        });
        Some(json!({
            "id": id,
            "object": "source",
            "ach_debit": bank,
            "amount": null,
            "created": self.created,
            "currency": self.currency,
            "flow": "code_verification",
            "livemode": false,
            "metadata": {},
            "statement_descriptor": null,
            "status": if self.status == Status::Pending { "pending" } else { "chargeable" },
            "type": "ach_debit",
            "usage": "reusable",
        }))
    }
}
