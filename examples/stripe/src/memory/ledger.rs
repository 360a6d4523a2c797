//! Who has how much, and why: every movement of money is an entry, and entries are never changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::failure::StripeFailure;
use super::ids::Ids;
use super::store::{Store, Stored};

/// Why an account's balance changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EntryKind {
    /// A top-up has succeeded.
    Topup,
    /// A transfer was sent.
    Transfer,
    /// A transfer was received.
    Payment,
    /// A sent transfer came back, in full or in part.
    TransferRefund,
    /// A received transfer was taken back, in full or in part.
    PaymentRefund,
}

impl EntryKind {
    /// The word for it in a balance transaction.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Topup => "topup",
            Self::Transfer => "transfer",
            Self::Payment => "payment",
            Self::TransferRefund => "transfer_refund",
            Self::PaymentRefund => "payment_refund",
        }
    }
}

/// One change of one balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LedgerEntry {
    /// The id of the balance transaction.
    pub id: String,
    /// Whose balance.
    pub account: String,
    /// In which currency.
    pub currency: String,
    /// By how much, in minor units.
    pub amount: i64,
    /// Why.
    pub kind: EntryKind,
    /// The top-up, transfer or reversal behind it.
    pub source: String,
    /// When, in seconds since the Unix epoch.
    pub created: i64,
}

impl Stored for LedgerEntry {
    fn id(&self) -> &str {
        &self.id
    }
}

/// Balances, and the entries that made them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Ledger {
    entries: Store<LedgerEntry>,
    balances: BTreeMap<String, BTreeMap<String, i64>>,
}

/// A sum of money that goes from one place to another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Movement<'a> {
    pub(crate) from: &'a str,
    pub(crate) to: &'a str,
    pub(crate) currency: &'a str,
    pub(crate) amount: i64,
    pub(crate) source: &'a str,
    pub(crate) created: i64,
}

/// The ids of the two entries of a [`Movement`].
#[derive(Debug, Clone)]
pub(crate) struct Moved {
    pub(crate) out: String,
    pub(crate) into: String,
}

impl Ledger {
    /// What an account can spend in a currency.
    pub(crate) fn available(&self, account: &str, currency: &str) -> i64 {
        let balances = self.balances.get(account);
        let balance = balances.and_then(|balances| balances.get(currency));
        balance.copied().unwrap_or_default()
    }

    /// Money from outside; returns the entry's id.
    pub(crate) fn deposit(&mut self, ids: &mut Ids, movement: Movement<'_>) -> String {
        self.enter(
            ids,
            movement,
            movement.to,
            movement.amount,
            EntryKind::Topup,
        )
    }

    /// Money from one account to another, which must be there.
    pub(crate) fn transfer(
        &mut self,
        ids: &mut Ids,
        movement: Movement<'_>,
        kinds: (EntryKind, EntryKind),
    ) -> Result<Moved, StripeFailure> {
        if movement.amount > self.available(movement.from, movement.currency) {
            return Err(StripeFailure::balance_insufficient(format!(
                "The balance of {} is too small for {} {}.",
                movement.from, movement.amount, movement.currency
            )));
        }
        Ok(Moved {
            out: self.enter(ids, movement, movement.from, -movement.amount, kinds.0),
            into: self.enter(ids, movement, movement.to, movement.amount, kinds.1),
        })
    }

    fn enter(
        &mut self,
        ids: &mut Ids,
        movement: Movement<'_>,
        account: &str,
        amount: i64,
        kind: EntryKind,
    ) -> String {
        let id = ids.next("txn");
        let balances = self.balances.entry(account.to_owned()).or_default();
        *balances.entry(movement.currency.to_owned()).or_default() += amount;
        self.entries.push(LedgerEntry {
            id: id.clone(),
            account: account.to_owned(),
            currency: movement.currency.to_owned(),
            amount,
            kind,
            source: movement.source.to_owned(),
            created: movement.created,
        });
        id
    }

    /// All entries, oldest first.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &LedgerEntry> {
        self.entries.iter()
    }

    /// The sum over all balances, by currency; an error names a balance below zero.
    pub(crate) fn totals(&self) -> Result<BTreeMap<&str, i64>, String> {
        let mut totals = BTreeMap::new();
        for (account, balances) in &self.balances {
            for (currency, balance) in balances {
                if *balance < 0 {
                    return Err(format!("{account} has {balance} {currency}"));
                }
                *totals.entry(currency.as_str()).or_default() += balance;
            }
        }
        Ok(totals)
    }

    /// Whether the entries add up to the balances.
    pub(crate) fn entries_add_up(&self) -> bool {
        let mut sums: BTreeMap<&str, BTreeMap<&str, i64>> = BTreeMap::new();
        for entry in self.entries.iter() {
            let account = sums.entry(&entry.account).or_default();
            *account.entry(&entry.currency).or_default() += entry.amount;
        }
        let kept = self.balances.iter().map(|(account, balances)| {
            let named = balances
                .iter()
                .map(|(currency, sum)| (currency.as_str(), *sum));
            (account.as_str(), named.collect())
        });
        sums == kept.collect()
    }

    /// An entry as a `balance_transaction`.
    pub(crate) fn transaction(&self, id: &str) -> Option<Value> {
        let entry = self.entries.get(id)?;
        Some(json!({
            "id": entry.id,
            "object": "balance_transaction",
            "amount": entry.amount,
            "available_on": entry.created,
            "created": entry.created,
            "currency": entry.currency,
            "description": null,
            "exchange_rate": null,
            "fee": 0,
            "fee_details": [],
            "net": entry.amount,
            "reporting_category": entry.kind.as_str(),
            "source": entry.source,
            "status": "available",
            "type": entry.kind.as_str(),
        }))
    }
}
