//! What a fresh in-memory Stripe begins with.

use serde_json::{Value, json};

use super::accounts::{Account, CURRENCIES};
use super::persons::Person;
use super::state::State;

/// The platform that all keys see.
pub const PLATFORM: &str = "acct_1EndpointPlatform0";
/// The connected account with persons.
pub const ACCOUNT: &str = "acct_1032D82eZvKYlo2C";
/// The connected account without persons.
pub const OTHER_ACCOUNT: &str = "acct_1MTfjCQ9PRzxEwkZ";
/// A person of [`ACCOUNT`] who can be deleted.
pub const PERSON: &str = "person_1MqjB62eZvKYlo2CaeEJzKVR";
/// The person who opened [`ACCOUNT`].
pub const OPENER: &str = "person_1MqjA02eZvKYlo2CqkR0Opnr";
/// The only verified executive of [`ACCOUNT`].
pub const EXECUTIVE: &str = "person_1MqjAf2eZvKYlo2CvYx7Exec";

/// When the seeds were made: the end of March 2023.
const THEN: i64 = 1_680_000_000;

/// Gives an empty state its first accounts and persons.
pub(crate) fn plant(state: &mut State) {
    let platform = state.platform.clone();
    let accounts = [
        Account::new(&platform, THEN, &CURRENCIES),
        Account::new(ACCOUNT, THEN + 60, &["usd"]),
        Account::new(OTHER_ACCOUNT, THEN + 120, &["usd"]),
    ];
    accounts
        .into_iter()
        .for_each(|account| state.accounts.push(account));
    let persons = [
        (
            OPENER,
            true,
            known("Jenny", "Rosen", "representative", "CEO"),
        ),
        (EXECUTIVE, false, known("Kim", "Park", "executive", "CFO")),
        (PERSON, false, partly_known()),
    ];
    for (place, (id, opener, fields)) in (0..).zip(persons) {
        let created = THEN + 600 + 60 * place;
        let person = Person::seed(ACCOUNT, id, created, opener, fields);
        state.persons.push(person);
    }
}

/// Somebody of whom everything is known that the role asks for.
fn known(first: &str, last: &str, role: &str, title: &str) -> Value {
    json!({
        "address": {
            "city": "San Francisco",
            "country": "US",
            "line1": "1 Market Street",
            "postal_code": "94105",
            "state": "CA",
        },
        "dob": { "day": 1, "month": 2, "year": 1980 },
        "email": format!("{}@example.com", first.to_lowercase()),
        "first_name": first,
        "last_name": last,
        "phone": "+14155550100",
        "relationship": { role: true, "title": title },
    })
}

/// Somebody of whom more is due.
fn partly_known() -> Value {
    json!({
        "first_name": "Dana",
        "last_name": "Diaz",
        "relationship": { "director": true, "title": "Director" },
    })
}
