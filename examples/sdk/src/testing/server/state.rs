//! What the server keeps.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::StatusCode;
use serde::Serialize;

use super::Server;

/// Things by id, as JSON: the server knows fields, not types.
pub(super) type Things = BTreeMap<String, serde_json::Value>;

#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<State>>);

pub(super) struct State {
    pub(super) zones: Things,
    /// Records of all zones.
    pub(super) records: Things,
    pub(super) keys: Things,
    /// Tokens, each with the id of its key; the first one has none.
    pub(super) tokens: HashMap<String, Option<String>>,
    /// Answers by idempotency key.
    pub(super) answered: HashMap<String, (StatusCode, Vec<u8>)>,
    counter: u64,
}

impl Shared {
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(State {
            zones: Things::new(),
            records: Things::new(),
            keys: Things::new(),
            tokens: HashMap::from([(Server::TOKEN.to_owned(), None)]),
            answered: HashMap::new(),
            counter: 0,
        })))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// A new id; later ones sort after earlier ones.
    pub(super) fn id(&mut self, prefix: impl Display) -> String {
        self.counter += 1;
        format!("{prefix}{:06}", self.counter)
    }
}

/// A page of a list.
#[derive(Serialize)]
pub(super) struct Page {
    items: Vec<serde_json::Value>,
    next: Option<String>,
}

/// How many things a page holds: few, so that lists have several.
const PER_PAGE: usize = 3;

/// The page of `things` after the id `cursor`.
pub(super) fn page<'a>(
    things: impl Iterator<Item = (&'a String, &'a serde_json::Value)>,
    cursor: Option<&str>,
) -> Page {
    let mut rest = things.skip_while(|(id, _)| cursor.is_some_and(|cursor| id.as_str() <= cursor));
    let mut items = Vec::new();
    let mut last = None;
    for (id, thing) in rest.by_ref().take(PER_PAGE) {
        items.push(thing.clone());
        last = Some(id.clone());
    }
    let next = rest.next().and(last);
    Page { items, next }
}
