//! `expand`: objects in place of their ids, and fields that only come when asked for.

use serde_json::Value;

use super::failure::StripeFailure;
use super::params::Params;
use super::state::State;

/// How many fields deep a path may go.
const DEEPEST: usize = 4;

/// A field that can be expanded: of which kind of object, and what is behind it.
struct Field {
    of: &'static str,
    name: &'static str,
    leads_to: &'static str,
}

const fn field(of: &'static str, name: &'static str, leads_to: &'static str) -> Field {
    Field { of, name, leads_to }
}

/// What can be expanded. A kind that only occurs on the right has nothing to expand.
const FIELDS: &[Field] = &[
    field("persons", "data", "person"),
    field("person", "address", "hash"),
    field("person", "address_kana", "hash"),
    field("person", "address_kanji", "hash"),
    field("person", "dob", "hash"),
    field("person", "future_requirements", "requirements"),
    field("person", "registered_address", "hash"),
    field("person", "relationship", "hash"),
    field("person", "requirements", "requirements"),
    field("person", "verification", "verification"),
    field("requirements", "alternatives", "hash"),
    field("requirements", "errors", "hash"),
    field("verification", "additional_document", "document"),
    field("verification", "document", "document"),
    field("document", "back", "file"),
    field("document", "front", "file"),
    field("topups", "data", "topup"),
    field("topup", "balance_transaction", "balance_transaction"),
    field("topup", "payment_method", "payment_method"),
    field("topup", "source", "source"),
    field("transfers", "data", "transfer"),
    field("transfer", "balance_transaction", "balance_transaction"),
    field("transfer", "destination", "account"),
    field("transfer", "destination_payment", "charge"),
    field("transfer", "reversals", "reversals"),
    field("transfer", "source_transaction", "charge"),
    field("reversals", "data", "reversal"),
    field("reversal", "balance_transaction", "balance_transaction"),
    field("reversal", "destination_payment_refund", "refund"),
    field("reversal", "source_refund", "refund"),
    field("reversal", "transfer", "transfer"),
    field("charge", "balance_transaction", "balance_transaction"),
    field("charge", "source_transfer", "transfer"),
    field("refund", "balance_transaction", "balance_transaction"),
    field("refund", "charge", "charge"),
    field("refund", "transfer_reversal", "reversal"),
    field("secrets", "data", "secret"),
    field("secret", "payload", "text"),
    field("secret", "scope", "hash"),
];

/// Refuses paths that lead nowhere in an answer of kind `answers`.
pub(crate) fn check(params: &Params, answers: &str) -> Result<(), StripeFailure> {
    for (place, path) in params.texts("expand").into_iter().enumerate() {
        let refuse = |message: String| {
            StripeFailure::invalid(message)
                .param(format!("expand[{place}]"))
                .before_execution()
        };
        if path.split('.').count() > DEEPEST {
            let message = format!("Cannot expand more than {DEEPEST} levels: {path}");
            return Err(refuse(message));
        }
        let mut kind = answers;
        for name in path.split('.') {
            let mut fields = FIELDS.iter();
            let field = fields.find(|field| field.of == kind && field.name == name);
            kind = match field {
                Some(field) => field.leads_to,
                None => {
                    let message = format!("This property cannot be expanded ({name}): {path}");
                    return Err(refuse(message));
                }
            };
        }
    }
    Ok(())
}

/// Whether a field that comes only when asked for was asked for.
pub(crate) fn wants(params: &Params, path: &str) -> bool {
    params.texts("expand").contains(&path)
}

/// Puts objects in place of the ids that the checked paths lead to.
pub(crate) fn apply(state: &State, params: &Params, answer: &mut Value) {
    for path in params.texts("expand") {
        let names: Vec<&str> = path.split('.').collect();
        walk(state, &names, answer);
    }
}

fn walk(state: &State, names: &[&str], value: &mut Value) {
    match value {
        Value::Array(items) => {
            for item in items {
                walk(state, names, item);
            }
        }
        Value::Object(fields) => {
            if let Some((first, rest)) = names.split_first()
                && let Some(field) = fields.get_mut(*first)
            {
                resolve(state, first, field);
                walk(state, rest, field);
            }
        }
        _ => {}
    }
}

fn resolve(state: &State, name: &str, field: &mut Value) {
    // The only text that is asked for and is not an id.
    if name == "payload" {
        return;
    }
    if let Some(object) = field.as_str().and_then(|id| state.object(id)) {
        *field = object;
    }
}
