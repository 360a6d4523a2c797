//! Persons: who is behind a connected account.

mod requirements;
mod shape;

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::accounts;
use super::failure::StripeFailure;
use super::list::{self, Listing};
use super::metadata::{self, Metadata};
use super::operation::{Call, Operation};
use super::params::Params;
use super::state::State;
use super::store::Stored;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(Method::GET, LIST, shape::LIST, "persons", list),
    Operation::new(Method::POST, LIST, shape::WRITE, "person", create),
    Operation::new(Method::GET, ONE, shape::READ, "person", retrieve),
    Operation::new(Method::POST, ONE, shape::WRITE, "person", update),
    Operation::new(Method::DELETE, ONE, &[], "deleted", delete),
];
const LIST: &str = "/v1/accounts/{account}/persons";
const ONE: &str = "/v1/accounts/{account}/persons/{person}";

/// A person of a connected account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Person {
    id: String,
    account: String,
    created: i64,
    /// Whether this person opened the account.
    opener: bool,
    /// What was given, and may be shown.
    fields: Map<String, Value>,
    metadata: Metadata,
    identity: Identity,
}

/// What is known of a person's numbers; the numbers themselves are never kept.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Identity {
    id_number: bool,
    id_number_secondary: bool,
    ssn_last_4: bool,
    /// A number was given that Stripe's test mode takes as somebody else's.
    mismatch: bool,
}

impl Stored for Person {
    fn id(&self) -> &str {
        &self.id
    }
}

fn list(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let account = accounts::named(state, call)?;
    let listing = Listing {
        what: "person",
        url: format!("/v1/accounts/{account}/persons"),
    };
    let persons = state.persons.newest_first();
    let persons = persons.filter(|person| person.account == account);
    let roles = call.params.hash("relationship");
    let matches = |person: &Person| {
        let mut asked = roles.into_iter().flatten();
        asked.all(|(role, wanted)| Some(person.has_role(role)) == wanted.as_bool())
    };
    list::page(call, &listing, persons, matches, Person::render)
}

fn create(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let account = accounts::named(state, call)?;
    let mut person = Person {
        id: state.ids.next("person"),
        account: account.to_owned(),
        created: call.now(),
        opener: false,
        fields: Map::new(),
        metadata: Metadata::new(),
        identity: Identity::default(),
    };
    write(state, &mut person, &call.params)?;
    let answer = person.render();
    state.persons.push(person);
    Ok(answer)
}

fn retrieve(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    Ok(named(state, call)?.render())
}

fn update(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let mut person = named(state, call)?.clone();
    write(state, &mut person, &call.params)?;
    let answer = person.render();
    if let Some(kept) = state.persons.get_mut(&person.id) {
        *kept = person;
    }
    Ok(answer)
}

fn delete(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let person = named(state, call)?;
    if person.opener {
        return Err(StripeFailure::invalid(
            "The person who opened the account cannot be deleted.",
        ));
    }
    let another = state.persons.iter().any(|other| {
        other.account == person.account && other.id != person.id && other.verified_executive()
    });
    if person.verified_executive() && !another {
        return Err(StripeFailure::invalid(
            "The only verified executive of an account cannot be deleted.",
        ));
    }
    let id = person.id.clone();
    state.persons.retain(|kept| kept.id != id);
    Ok(json!({ "id": id, "object": "person", "deleted": true }))
}

/// The person that the URL names.
fn named<'a>(state: &'a State, call: &Call) -> Result<&'a Person, StripeFailure> {
    let account = accounts::named(state, call)?;
    let id = call.path("person")?;
    let person = state.persons.get(id);
    person
        .filter(|person| person.account == account)
        .ok_or_else(|| StripeFailure::missing("person", id, "person"))
}

fn write(state: &State, person: &mut Person, params: &Params) -> Result<(), StripeFailure> {
    shape::check(params)?;
    if let Some(token) = params.text("person_token") {
        return Err(StripeFailure::missing_reference(
            "token",
            token,
            "person_token",
        ));
    }
    person.merge(params);
    person.metadata = metadata::merged(&person.metadata, params)?;
    let rival = state.persons.iter().any(|other| {
        other.account == person.account && other.id != person.id && other.has_role("representative")
    });
    if rival && person.has_role("representative") {
        let message = "The account has a representative already.";
        return Err(StripeFailure::invalid(message).param("relationship[representative]"));
    }
    Ok(())
}

impl Person {
    /// One of the persons that a fresh Stripe has.
    pub(crate) fn seed(account: &str, id: &str, created: i64, opener: bool, fields: Value) -> Self {
        let fields = match fields {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        Self {
            id: id.to_owned(),
            account: account.to_owned(),
            created,
            opener,
            fields,
            metadata: Metadata::new(),
            identity: Identity {
                id_number: true,
                ssn_last_4: true,
                ..Identity::default()
            },
        }
    }

    fn has_role(&self, role: &str) -> bool {
        self.value(&format!("relationship.{role}")) == Some(&Value::Bool(true))
    }

    fn verified_executive(&self) -> bool {
        self.has_role("executive") && requirements::status(self) == "verified"
    }

    /// A field by its path, if it was given.
    fn value(&self, path: &str) -> Option<&Value> {
        let mut names = path.split('.');
        let first = self.fields.get(names.next()?)?;
        let value = names.try_fold(first, |value, name| value.get(name))?;
        (!value.is_null()).then_some(value)
    }

    /// Takes over what a request gives.
    fn merge(&mut self, params: &Params) {
        for (name, given) in params.all() {
            match name.as_str() {
                "id_number" => {
                    self.identity.id_number = !given.is_null();
                    self.identity.mismatch = given == "111111111";
                }
                "id_number_secondary" => self.identity.id_number_secondary = !given.is_null(),
                "ssn_last_4" => {
                    self.identity.ssn_last_4 = !given.is_null();
                    self.identity.mismatch = given == "1111";
                }
                name if shape::NOT_SHOWN.contains(&name) => {}
                name => overlay(&mut self.fields, name, given),
            }
        }
    }

    pub(crate) fn render(&self) -> Value {
        let mut person = shape::blank();
        for (name, value) in &self.fields {
            overlay(&mut person, name, value);
        }
        shape::complete(&mut person);
        let fixed = json!({
            "id": self.id,
            "object": "person",
            "account": self.account,
            "created": self.created,
            "metadata": self.metadata,
            "id_number_provided": self.identity.id_number || self.identity.ssn_last_4,
            "id_number_secondary_provided": self.identity.id_number_secondary,
            "ssn_last_4_provided": self.identity.ssn_last_4,
            "requirements": requirements::render(self),
        });
        if let Value::Object(fixed) = fixed {
            person.extend(fixed);
        }
        requirements::annotate(self, &mut person);
        Value::Object(person)
    }
}

/// Puts a value over another: objects field by field, everything else as a whole. What had fields
/// and is cleared goes away.
fn overlay(fields: &mut Map<String, Value>, name: &str, value: &Value) {
    match (fields.get_mut(name), value) {
        (Some(Value::Object(below)), Value::Object(above)) => {
            for (name, value) in above {
                overlay(below, name, value);
            }
        }
        (Some(Value::Object(_) | Value::Array(_)), Value::Null) => {
            fields.remove(name);
        }
        _ => {
            fields.insert(name.to_owned(), value.clone());
        }
    }
}
