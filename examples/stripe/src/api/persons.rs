//! Persons: the people behind a connected account's legal entity.

use std::collections::BTreeMap;

use endpoint::{Api, endpoint};
use serde::{Deserialize, Serialize};

use super::{AccountId, Call, Deleted, List, ListParams, PersonId};

/// The persons of connected accounts.
pub trait Persons: Api {
    /// The persons of an account, newest first.
    #[endpoint(GET, "/v1/accounts/<account>/persons")]
    fn list_persons(
        &self,
        account: &AccountId,
        #[query] params: &ListPersons,
    ) -> Call<List<Person>>;

    /// Adds a person to an account.
    #[endpoint(POST, "/v1/accounts/<account>/persons")]
    fn create_person(&self, account: &AccountId, #[form] params: &CreatePerson) -> Call<Person>;

    /// One person of an account.
    #[endpoint(GET, "/v1/accounts/<account>/persons/<person>")]
    fn retrieve_person(&self, account: &AccountId, person: &PersonId) -> Call<Person>;

    /// Ends a person's relationship to the account's legal entity. Refused for the person who
    /// opened the account, and for its only verified executive where it uses executives.
    #[endpoint(DELETE, "/v1/accounts/<account>/persons/<person>")]
    fn delete_person(&self, account: &AccountId, person: &PersonId) -> Call<Deleted<PersonId>>;
}

/// Which persons to list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ListPersons {
    /// Only persons with these relationships.
    pub relationship: Option<RelationshipFilter>,
    /// Which page.
    #[serde(flatten)]
    pub page: ListParams,
}

/// Relationships that a listed person must have.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RelationshipFilter {
    /// A director of the board.
    pub director: Option<bool>,
    /// An executive with significant responsibility.
    pub executive: Option<bool>,
    /// An owner of at least a quarter.
    pub owner: Option<bool>,
    /// The account's representative.
    pub representative: Option<bool>,
}

/// A person to add.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CreatePerson {
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// Date of birth.
    pub dob: Option<Dob>,
    /// Postal address.
    pub address: Option<Address>,
    /// Relationship to the account.
    pub relationship: Option<Relationship>,
    /// Keys and values of your own.
    pub metadata: BTreeMap<String, String>,
}

/// A person of a connected account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Person {
    /// The person's id.
    pub id: PersonId,
    /// Always `person`.
    pub object: String,
    /// The account the person belongs to.
    pub account: Option<AccountId>,
    /// When the person was added, in seconds since 1970.
    pub created: i64,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// Date of birth.
    pub dob: Option<Dob>,
    /// Postal address.
    pub address: Option<Address>,
    /// Relationship to the account.
    pub relationship: Option<Relationship>,
    /// How far the person's identity is verified.
    pub verification: Option<Verification>,
    /// Keys and values of your own.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
}

/// A date of birth.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dob {
    /// Day of the month.
    pub day: Option<u8>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Year, four digits.
    pub year: Option<u16>,
}

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// City or town.
    pub city: Option<String>,
    /// Two-letter country code.
    pub country: Option<String>,
    /// Street, number.
    pub line1: Option<String>,
    /// Flat, suite.
    pub line2: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// State or province.
    pub state: Option<String>,
}

/// How a person stands to an account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Relationship {
    /// A director of the board.
    pub director: Option<bool>,
    /// An executive with significant responsibility.
    pub executive: Option<bool>,
    /// An owner of at least a quarter.
    pub owner: Option<bool>,
    /// How much the person owns, in percent.
    pub percent_ownership: Option<f64>,
    /// The account's representative.
    pub representative: Option<bool>,
    /// The person's title, such as CEO.
    pub title: Option<String>,
}

/// How far a person's identity is verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// `unverified`, `pending` or `verified`.
    pub status: String,
}
