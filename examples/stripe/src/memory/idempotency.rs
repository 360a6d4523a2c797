//! Idempotency keys: the first answer to a key is the only one, for a day.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::failure::StripeFailure;

/// How long an answer is kept.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// The longest key.
pub(crate) const LONGEST: usize = 255;

/// A key with the account it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    pub(crate) account: String,
    pub(crate) key: String,
}

/// The keys of all accounts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Idempotency {
    accounts: BTreeMap<String, BTreeMap<String, Record>>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Record {
    request: String,
    first_seen: Duration,
    answer: Option<Kept>,
}

/// An answer that is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) status: u16,
    pub(crate) body: Value,
    /// The request that made the answer.
    pub(crate) request_id: String,
}

/// What to do with a request that has a key.
pub(crate) enum Begin {
    /// Execute it: the key is taken.
    Execute,
    /// Answer as before.
    Replay(Kept),
}

impl Idempotency {
    /// Takes a key for a request, of which `request` says all that must be the same next time.
    pub(crate) fn begin(
        &mut self,
        scope: &Scope,
        request: &str,
        now: Duration,
    ) -> Result<Begin, StripeFailure> {
        let keys = self.accounts.entry(scope.account.clone()).or_default();
        let fresh = |record: &&Record| {
            record.answer.is_none() || now.saturating_sub(record.first_seen) < KEPT
        };
        match keys.get(&scope.key).filter(fresh) {
            Some(record) if record.request != request => Err(StripeFailure::idempotency_mismatch(
                "This idempotency key was first used with another endpoint or other parameters.",
            )),
            Some(record) => match &record.answer {
                Some(kept) => Ok(Begin::Replay(kept.clone())),
                None => Err(StripeFailure::idempotency_in_use()),
            },
            None => {
                let record = Record {
                    request: request.to_owned(),
                    first_seen: now,
                    answer: None,
                };
                keys.insert(scope.key.clone(), record);
                Ok(Begin::Execute)
            }
        }
    }

    /// Keeps the answer to the request that took the key.
    pub(crate) fn keep(&mut self, scope: &Scope, answer: Kept) {
        let keys = self.accounts.get_mut(&scope.account);
        if let Some(record) = keys.and_then(|keys| keys.get_mut(&scope.key)) {
            record.answer = Some(answer);
        }
    }

    /// Gives a key back whose request was not executed.
    pub(crate) fn release(&mut self, scope: &Scope) {
        let Some(keys) = self.accounts.get_mut(&scope.account) else {
            return;
        };
        let unanswered = |record: &Record| record.answer.is_none();
        if keys.get(&scope.key).is_some_and(unanswered) {
            keys.remove(&scope.key);
        }
    }

    /// Gives all keys back whose requests are under way: for a state that is read from a file.
    pub(crate) fn release_all(&mut self) {
        for keys in self.accounts.values_mut() {
            keys.retain(|_, record| record.answer.is_some());
        }
    }
}
