//! Connected accounts: who they are and which currencies they hold.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::failure::StripeFailure;
use super::operation::Call;
use super::state::State;
use super::store::Stored;

/// The currencies that this Stripe knows.
pub(crate) const CURRENCIES: [&str; 14] = [
    "aud", "brl", "cad", "chf", "dkk", "eur", "gbp", "hkd", "jpy", "mxn", "nok", "nzd", "sek",
    "usd",
];
/// The highest amount in minor units.
const HIGHEST_AMOUNT: i64 = 999_999_999_999;

/// A connected account, or the platform itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) created: i64,
    pub(crate) currencies: Vec<String>,
}

impl Stored for Account {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Account {
    pub(crate) fn new(id: &str, created: i64, currencies: &[&str]) -> Self {
        Self {
            id: id.to_owned(),
            created,
            currencies: currencies.iter().map(|&code| code.to_owned()).collect(),
        }
    }

    /// The account as an object.
    pub(crate) fn render(&self) -> Value {
        json!({
            "id": self.id,
            "object": "account",
            "charges_enabled": true,
            "country": "US",
            "created": self.created,
            "default_currency": self.currencies.first(),
            "details_submitted": true,
            "email": null,
            "metadata": {},
            "payouts_enabled": true,
            "type": "custom",
        })
    }
}

/// The account that the URL names: a connected one of the platform, or the caller's own.
pub(crate) fn named<'a>(state: &State, call: &'a Call) -> Result<&'a str, StripeFailure> {
    let id = call.path("account")?;
    let reachable = call.acting == state.platform || call.acting == id;
    if reachable && id != state.platform && state.accounts.get(id).is_some() {
        Ok(id)
    } else {
        Err(StripeFailure::missing("account", id, "account"))
    }
}

/// The `currency` parameter.
pub(crate) fn currency(call: &Call) -> Result<&str, StripeFailure> {
    let code = call.params.required_text("currency")?;
    if CURRENCIES.contains(&code) {
        return Ok(code);
    }
    let message = format!("Invalid currency: {code}. Codes have three lower-case letters.");
    Err(StripeFailure::invalid(message).param("currency"))
}

/// Checks the `amount` parameter.
pub(crate) fn amount(amount: i64) -> Result<i64, StripeFailure> {
    let problem = match amount {
        ..=0 => "parameter_invalid_integer",
        1..=HIGHEST_AMOUNT => return Ok(amount),
        _ => "amount_too_large",
    };
    let message = format!("Invalid amount: {amount} is not in 1 to {HIGHEST_AMOUNT}.");
    Err(StripeFailure::invalid(message)
        .code(problem)
        .param("amount"))
}
