//! Everything that an in-memory Stripe remembers.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::accounts::Account;
use super::idempotency::Idempotency;
use super::ids::Ids;
use super::ledger::Ledger;
use super::persons::Person;
use super::reversals::Reversal;
use super::secrets::Secret;
use super::store::Store;
use super::topups::{self, Topup};
use super::transfers::Transfer;

/// The state of one platform.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) platform: String,
    /// How long a top-up stays pending.
    #[serde(skip)]
    pub(crate) settle_after: Duration,
    pub(crate) ids: Ids,
    pub(crate) accounts: Store<Account>,
    pub(crate) persons: Store<Person>,
    pub(crate) topups: Store<Topup>,
    pub(crate) transfers: Store<Transfer>,
    pub(crate) reversals: Store<Reversal>,
    pub(crate) secrets: Store<Secret>,
    pub(crate) ledger: Ledger,
    pub(crate) idempotency: Idempotency,
}

impl State {
    pub(crate) fn new(platform: &str) -> Self {
        Self {
            platform: platform.to_owned(),
            settle_after: Duration::ZERO,
            ids: Ids::default(),
            accounts: Store::default(),
            persons: Store::default(),
            topups: Store::default(),
            transfers: Store::default(),
            reversals: Store::default(),
            secrets: Store::default(),
            ledger: Ledger::default(),
            idempotency: Idempotency::default(),
        }
    }

    /// Does what time does: top-ups settle, secrets expire.
    pub(crate) fn pass_time(&mut self, now: Duration) {
        topups::settle(self, now);
        self.secrets.retain(|secret| !secret.expired(now));
    }

    /// The invariant of this Stripe: all balances together are what was topped up.
    pub(crate) fn check(&self) -> Result<(), String> {
        let totals = self.ledger.totals()?;
        let mut topped_up: BTreeMap<&str, i64> = BTreeMap::new();
        for topup in self.topups.iter().filter(|topup| topup.succeeded()) {
            *topped_up.entry(&topup.currency).or_default() += topup.amount;
        }
        if totals == topped_up {
            Ok(())
        } else {
            Err(format!(
                "balances are {totals:?}, top-ups were {topped_up:?}"
            ))
        }
    }

    /// Any object that another one can refer to.
    pub(crate) fn object(&self, id: &str) -> Option<Value> {
        let (prefix, tail) = id.split_once('_')?;
        match prefix {
            "acct" => self.accounts.get(id).map(Account::render),
            "txn" => self.ledger.transaction(id),
            "tr" => Some(self.transfers.get(id)?.render(self)),
            "trr" => self.reversals.get(id).map(Reversal::render),
            "py" => Some(self.transfers.get(&format!("tr_{tail}"))?.payment()),
            "pyr" => Some(self.reversals.get(&format!("trr_{tail}"))?.refund()),
            "pm" => {
                Some(json!({ "id": id, "object": "payment_method", "type": "us_bank_account" }))
            }
            _ => None,
        }
        // Uploaded files are not part of this Stripe: any id may stand for one.
        .or_else(|| {
            id.starts_with("file")
                .then(|| json!({ "id": id, "object": "file" }))
        })
    }
}
