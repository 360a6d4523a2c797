//! Lists: newest first, a limit of 1 to 100, one cursor at most.

use serde_json::{Value, json};

use super::failure::StripeFailure;
use super::operation::Call;
use super::params::Params;
use super::store::Stored;

const DEFAULT_LIMIT: usize = 10;
const HIGHEST_LIMIT: usize = 100;

/// Where a page begins or ends.
enum Cursor<'a> {
    None,
    After(&'a str),
    Before(&'a str),
}

/// What a list shows: of what, at which URL.
pub(crate) struct Listing<'a> {
    /// The word for one object, as errors have it.
    pub(crate) what: &'a str,
    /// The list's own URL.
    pub(crate) url: String,
}

/// One page of the objects in `all`, which come newest first, that `matches` lets through. A
/// cursor may be an object that does not match: it only says where to look.
pub(crate) fn page<'a, T: Stored + 'a>(
    call: &Call,
    listing: &Listing<'_>,
    all: impl Iterator<Item = &'a T>,
    matches: impl Fn(&T) -> bool,
    render: impl Fn(&T) -> Value,
) -> Result<Value, StripeFailure> {
    let limit = limit(&call.params)?;
    let (found, has_more) = match cursor(&call.params)? {
        Cursor::None => forward(all, &matches, limit),
        Cursor::After(id) => {
            let mut all = all;
            if !all.any(|item| item.id() == id) {
                return Err(no_cursor(listing, id, "starting_after"));
            }
            forward(all, &matches, limit)
        }
        Cursor::Before(id) => backward(all, &matches, limit, id)
            .ok_or_else(|| no_cursor(listing, id, "ending_before"))?,
    };
    let data: Vec<Value> = found.into_iter().map(render).collect();
    Ok(envelope(data, has_more, &listing.url))
}

/// The list envelope.
pub(crate) fn envelope(data: Vec<Value>, has_more: bool, url: &str) -> Value {
    json!({ "object": "list", "data": data, "has_more": has_more, "url": url })
}

fn forward<'a, T>(
    rest: impl Iterator<Item = &'a T>,
    matches: &impl Fn(&T) -> bool,
    limit: usize,
) -> (Vec<&'a T>, bool) {
    let mut found: Vec<&T> = rest
        .filter(|item| matches(item))
        .take(limit.saturating_add(1))
        .collect();
    let has_more = found.len() > limit;
    found.truncate(limit);
    (found, has_more)
}

/// The objects just newer than the cursor; `None` where the cursor is no object.
fn backward<'a, T: Stored>(
    all: impl Iterator<Item = &'a T>,
    matches: &impl Fn(&T) -> bool,
    limit: usize,
    cursor: &str,
) -> Option<(Vec<&'a T>, bool)> {
    let mut newer = Vec::new();
    for item in all {
        if item.id() == cursor {
            let surplus = newer.len().saturating_sub(limit);
            newer.drain(..surplus);
            return Some((newer, surplus > 0));
        }
        if matches(item) {
            newer.push(item);
        }
    }
    None
}

fn limit(params: &Params) -> Result<usize, StripeFailure> {
    let Some(asked) = params.integer("limit") else {
        return Ok(DEFAULT_LIMIT);
    };
    match usize::try_from(asked) {
        Ok(limit) if (1..=HIGHEST_LIMIT).contains(&limit) => Ok(limit),
        _ => {
            let message = format!("Invalid limit: {asked} is not in 1 to {HIGHEST_LIMIT}.");
            Err(StripeFailure::invalid(message)
                .code("parameter_invalid_integer")
                .param("limit"))
        }
    }
}

fn cursor(params: &Params) -> Result<Cursor<'_>, StripeFailure> {
    match (params.text("starting_after"), params.text("ending_before")) {
        (Some(_), Some(_)) => {
            let message = "Received both starting_after and ending_before: a page has one cursor.";
            Err(StripeFailure::invalid(message)
                .code("parameters_exclusive")
                .param("starting_after"))
        }
        (Some(id), None) => Ok(Cursor::After(id)),
        (None, Some(id)) => Ok(Cursor::Before(id)),
        (None, None) => Ok(Cursor::None),
    }
}

fn no_cursor(listing: &Listing<'_>, id: &str, param: &str) -> StripeFailure {
    StripeFailure::missing_reference(listing.what, id, param)
}

/// Whether a number fits a range parameter: exactly, or within bounds.
pub(crate) fn in_range(number: i64, range: Option<&Value>) -> bool {
    match range {
        Some(Value::Object(bounds)) => bounds.iter().all(|(name, bound)| {
            let bound = bound.as_i64().unwrap_or_default();
            match name.as_str() {
                "gt" => number > bound,
                "gte" => number >= bound,
                "lt" => number < bound,
                _ => number <= bound,
            }
        }),
        Some(exact) => exact.as_i64() == Some(number),
        None => true,
    }
}
