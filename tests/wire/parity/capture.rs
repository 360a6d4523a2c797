//! Requests in the form in which they are compared.

use std::collections::{BTreeMap, BTreeSet};

use endpoint_tests::Arrived;
use serde::Deserialize;

/// What the SDK sent, by scenario.
pub(super) struct Captures(BTreeMap<String, Vec<Request>>);

#[derive(Deserialize)]
struct File {
    scenarios: Vec<Recorded>,
}

#[derive(Deserialize)]
struct Recorded {
    name: String,
    requests: Vec<RawRequest>,
}

#[derive(Deserialize)]
struct RawRequest {
    method: String,
    target: String,
    headers: BTreeMap<String, String>,
    body: String,
}

/// The headers that are compared; of all others the transport is the author.
const HEADERS: [&str; 6] = [
    "content-type",
    "idempotency-key",
    "stripe-account",
    "stripe-context",
    "stripe-version",
    "x-extra",
];

/// A request after decoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    method: String,
    path: String,
    query: Vec<(String, String)>,
    form: Vec<(String, String)>,
    /// Names in lower case. A minted idempotency key is only `minted-1`, and so on.
    headers: BTreeMap<String, String>,
}

impl Captures {
    pub(super) fn load() -> Self {
        let text = include_str!("../captures/stripe-python.json");
        let file: File = serde_json::from_str(text).unwrap();
        let scenarios = file.scenarios.into_iter().map(|recorded| {
            let requests = recorded.requests.into_iter();
            (recorded.name, requests.map(Request::decoded).collect())
        });
        Self(scenarios.collect())
    }

    pub(super) fn of(&self, name: &str) -> &[Request] {
        match self.0.get(name) {
            Some(requests) => requests,
            None => panic!("no scenario `{name}` was recorded"),
        }
    }

    pub(super) fn names(&self) -> BTreeSet<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

impl Request {
    /// Ours, in the order of their arrival.
    pub(super) fn all_of(arrived: &[Arrived]) -> Vec<Self> {
        let mut minted = Vec::new();
        let requests = arrived.iter().map(|arrived| {
            let (method, target) = arrived.line().split_once(' ').unwrap();
            let mut headers = BTreeMap::new();
            for name in HEADERS {
                if let Some(value) = arrived.header(name) {
                    headers.insert(name.to_owned(), value.to_owned());
                }
            }
            if let Some(key) = headers.get_mut("idempotency-key") {
                label(key, &mut minted);
            }
            Self::decoded(RawRequest {
                method: method.to_owned(),
                target: target.to_owned(),
                headers,
                body: arrived.body.clone(),
            })
        });
        requests.collect()
    }

    fn decoded(raw: RawRequest) -> Self {
        let (path, query) = raw.target.split_once('?').unwrap_or((&raw.target, ""));
        Self {
            method: raw.method,
            path: percent_decoded(path),
            query: pairs(query),
            form: pairs(&raw.body),
            headers: raw.headers,
        }
    }

    pub(super) fn with_sorted_pairs(&self) -> Self {
        let mut sorted = self.clone();
        sorted.query.sort();
        sorted.form.sort();
        sorted
    }
}

/// Replaces a key that was minted by its number; a caller's own stays.
fn label(key: &mut String, minted: &mut Vec<String>) {
    let is_uuid = key.len() == 36 && key.matches('-').count() == 4;
    if !is_uuid {
        return;
    }
    let known = minted.iter().position(|known| known == key);
    let place = known.unwrap_or_else(|| {
        minted.push(key.clone());
        minted.len() - 1
    });
    *key = format!("minted-{}", place + 1);
}

fn pairs(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let decode = |text: &str| percent_decoded(&text.replace('+', " "));
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            (decode(name), decode(value))
        })
        .collect()
}

fn percent_decoded(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or("").as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}
