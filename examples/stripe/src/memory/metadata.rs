//! Metadata: at most 50 names of 40 characters with values of 500.

use std::collections::BTreeMap;

use serde_json::Value;

use super::failure::StripeFailure;
use super::params::Params;

/// What an object carries as its metadata.
pub(crate) type Metadata = BTreeMap<String, String>;

const MOST_NAMES: usize = 50;
const LONGEST_NAME: usize = 40;
const LONGEST_VALUE: usize = 500;

/// Checks one entry; says what is wrong with it.
pub(crate) fn check(name: &str, value: &str) -> Result<(), String> {
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(format!(
            "Metadata names have 1 to {LONGEST_NAME} characters."
        ));
    }
    if name.contains(['[', ']']) {
        return Err("Metadata names have no square brackets.".to_owned());
    }
    if value.chars().count() > LONGEST_VALUE {
        return Err(format!(
            "Metadata values have at most {LONGEST_VALUE} characters."
        ));
    }
    Ok(())
}

/// The metadata after the `metadata` parameter: named values are set, empty ones removed, and an
/// empty parameter removes all.
pub(crate) fn merged(kept: &Metadata, params: &Params) -> Result<Metadata, StripeFailure> {
    let mut merged = kept.clone();
    match params.get("metadata") {
        Some(Value::Null) => merged.clear(),
        Some(Value::Object(given)) => {
            for (name, value) in given {
                match value.as_str() {
                    Some(text) if !text.is_empty() => {
                        merged.insert(name.clone(), text.to_owned());
                    }
                    _ => {
                        merged.remove(name);
                    }
                }
            }
        }
        _ => {}
    }
    if merged.len() > MOST_NAMES {
        let message = format!("Metadata has at most {MOST_NAMES} names.");
        return Err(StripeFailure::invalid(message).param("metadata"));
    }
    Ok(merged)
}
