//! What is still due of a person: it depends on the roles, and goes as fields are given.

use serde_json::{Map, Value, json};

use super::Person;

const LEADERS: &[&str] = &["representative", "executive", "owner", "director"];
const IDENTIFIED: &[&str] = &["representative", "executive", "owner"];
const NAMED: &[&str] = &[
    "representative",
    "executive",
    "owner",
    "director",
    "legal_guardian",
    "authorizer",
];

/// Which field is due of which roles.
const CURRENTLY: &[(&str, &[&str])] = &[
    ("address.city", IDENTIFIED),
    ("address.line1", IDENTIFIED),
    ("address.postal_code", IDENTIFIED),
    ("address.state", IDENTIFIED),
    ("dob.day", LEADERS),
    ("dob.month", LEADERS),
    ("dob.year", LEADERS),
    ("email", LEADERS),
    ("first_name", NAMED),
    ("last_name", NAMED),
    ("phone", &["representative"]),
    (
        "relationship.title",
        &["representative", "executive", "director"],
    ),
    ("ssn_last_4", IDENTIFIED),
];
/// Which field will be due of which roles.
const EVENTUALLY: &[(&str, &[&str])] = &[("id_number", &["representative"])];

const DOCUMENT: &str = "verification.document";
/// The file that Stripe's test mode takes as a good document.
const GOOD_DOCUMENT: &str = "file_identity_document_success";

/// The requirements of a person.
pub(super) fn render(person: &Person) -> Value {
    let currently = currently_due(person);
    let mut eventually = currently.clone();
    eventually.extend(due(person, EVENTUALLY));
    eventually.sort_unstable();
    let errors: Vec<Value> = mismatch(person)
        .then(|| {
            json!({
                "code": "verification_failed_keyed_identity",
                "reason": "The identity could not be verified.",
                "requirement": DOCUMENT,
            })
        })
        .into_iter()
        .collect();
    let pending = if status(person) == "pending" {
        vec![DOCUMENT]
    } else {
        Vec::new()
    };
    json!({
        "alternatives": [],
        "currently_due": currently,
        "errors": errors,
        "eventually_due": eventually,
        "past_due": [],
        "pending_verification": pending,
    })
}

/// How far the verification of a person is.
pub(super) fn status(person: &Person) -> &'static str {
    let has_role = NAMED.iter().any(|role| person.has_role(role));
    if !has_role || !currently_due(person).is_empty() {
        return "unverified";
    }
    match front(person) {
        Some(file) if file != GOOD_DOCUMENT => "pending",
        _ => "verified",
    }
}

/// Writes the state of the verification into the object.
pub(super) fn annotate(person: &Person, object: &mut Map<String, Value>) {
    let Some(Value::Object(verification)) = object.get_mut("verification") else {
        return;
    };
    verification.insert("status".to_owned(), json!(status(person)));
    if mismatch(person) {
        let details = "The identity could not be verified.";
        verification.insert("details".to_owned(), json!(details));
        verification.insert("details_code".to_owned(), json!("failed_keyed_identity"));
    }
}

fn currently_due(person: &Person) -> Vec<&'static str> {
    let mut fields: Vec<&str> = due(person, CURRENTLY).collect();
    if mismatch(person) {
        fields.push(DOCUMENT);
    }
    fields
}

fn due(
    person: &Person,
    table: &'static [(&'static str, &'static [&'static str])],
) -> impl Iterator<Item = &'static str> {
    let due = table.iter().filter(|(field, roles)| {
        !given(person, field) && roles.iter().any(|role| person.has_role(role))
    });
    due.map(|(field, _)| *field)
}

fn given(person: &Person, field: &str) -> bool {
    match field {
        "id_number" => person.identity.id_number,
        "ssn_last_4" => person.identity.ssn_last_4 || person.identity.id_number,
        field => person.value(field).is_some(),
    }
}

/// Whether the numbers given are somebody else's, and no document says otherwise.
fn mismatch(person: &Person) -> bool {
    person.identity.mismatch && front(person).is_none()
}

fn front(person: &Person) -> Option<&str> {
    person.value("verification.document.front")?.as_str()
}
