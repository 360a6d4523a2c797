//! Persons: who is behind a connected account's legal entity.

mod params;
mod person;
mod requirements;

use endpoint::{Api, endpoint};

use super::{AccountId, Call, Deleted, Expand, Limit, Pages, PersonId};

pub use self::params::{
    AccountTosParams, AddressParams, CfpbDataParams, Dob, DocumentFiles, DocumentParams,
    DocumentsParams, EthnicityParams, JapaneseAddressParams, PersonParams, RaceParams,
    RelationshipParams, TosAcceptancesParams, VerificationParams,
};
pub use self::person::{
    AccountTos, Address, CfpbData, DateOfBirth, Ethnicity, EthnicityDetails, JapaneseAddress,
    Person, PoliticalExposure, Race, RaceDetails, Relationship, TosAcceptances, Verification,
    VerificationDocument, VerificationStatus,
};
pub use self::requirements::{
    RequirementError, RequirementErrorCode, Requirements, RequirementsAlternative,
};

/// The persons of connected accounts.
pub trait Persons: Api {
    /// The persons of an account, newest first.
    #[endpoint(GET, "/v1/accounts/<account>/persons")]
    fn list_persons(&self, account: &AccountId, #[query] params: &ListPersons) -> Pages<Person>;

    /// Adds a person to an account.
    #[endpoint(POST, "/v1/accounts/<account>/persons")]
    fn create_person(&self, account: &AccountId, #[form] params: &PersonParams) -> Call<Person>;

    /// One person of an account.
    #[endpoint(GET, "/v1/accounts/<account>/persons/<person>")]
    fn retrieve_person(
        &self,
        account: &AccountId,
        person: &PersonId,
        #[query] params: &RetrievePerson,
    ) -> Call<Person>;

    /// Changes what is known of a person.
    #[endpoint(POST, "/v1/accounts/<account>/persons/<person>")]
    fn update_person(
        &self,
        account: &AccountId,
        person: &PersonId,
        #[form] params: &PersonParams,
    ) -> Call<Person>;

    /// Ends a person's relationship to the account's legal entity. Refused for the person who
    /// opened the account, and for its only verified executive where it uses executives.
    #[endpoint(DELETE, "/v1/accounts/<account>/persons/<person>")]
    fn delete_person(&self, account: &AccountId, person: &PersonId) -> Call<Deleted<PersonId>>;
}

params! {
    /// Which persons to list.
    pub struct ListPersons {
        /// How many on a page.
        limit: Limit,
        /// Only those with, or without, these roles.
        relationship: RelationshipFilter,
        /// The one after whom the page begins.
        starting_after: PersonId,
        /// The one before whom the page ends.
        ending_before: PersonId,
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// Roles that a listed person must, or must not, have.
    pub struct RelationshipFilter {
        /// May act for the account's representative.
        authorizer: bool,
        /// Sits on the board of directors.
        director: bool,
        /// Manages the business.
        executive: bool,
        /// Answers for a representative who is not of age.
        legal_guardian: bool,
        /// Owns a quarter or more.
        owner: bool,
        /// Opened the account, or speaks for it.
        representative: bool,
    }
}

params! {
    /// How to retrieve a person.
    pub struct RetrievePerson {
        /// What to expand.
        expand: Expand,
    }
}
