//! A person as Stripe shows one. Numbers are never shown, only that they were given.

use serde::{Deserialize, Serialize};

use super::Requirements;
use crate::api::{AccountId, Expandable, File, Metadata, Object, PersonId, Timestamp};

/// A person of a connected account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Person {
    /// The person's id.
    pub id: PersonId,
    /// Always `person`.
    pub object: String,
    /// The account the person belongs to.
    pub account: Option<AccountId>,
    /// Further terms that the person has accepted.
    pub additional_tos_acceptances: Option<TosAcceptances>,
    /// Where the person lives.
    pub address: Option<Address>,
    /// The same in kana, for Japan.
    pub address_kana: Option<JapaneseAddress>,
    /// The same in kanji, for Japan.
    pub address_kanji: Option<JapaneseAddress>,
    /// When the person was added.
    pub created: Timestamp,
    /// Date of birth.
    pub dob: Option<DateOfBirth>,
    /// Email address.
    pub email: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Given name in kana, for Japan.
    pub first_name_kana: Option<String>,
    /// Given name in kanji, for Japan.
    pub first_name_kanji: Option<String>,
    /// Other names that the person goes by.
    pub full_name_aliases: Option<Vec<String>>,
    /// What will be required when a coming rule is in force.
    pub future_requirements: Option<Requirements>,
    /// Gender.
    pub gender: Option<String>,
    /// Whether the country's number for the person is known.
    pub id_number_provided: Option<bool>,
    /// Whether a second number is known.
    pub id_number_secondary_provided: Option<bool>,
    /// Family name.
    pub last_name: Option<String>,
    /// Family name in kana, for Japan.
    pub last_name_kana: Option<String>,
    /// Family name in kanji, for Japan.
    pub last_name_kanji: Option<String>,
    /// Family name at birth.
    pub maiden_name: Option<String>,
    /// Names and values of yours.
    pub metadata: Option<Metadata>,
    /// Two-letter code of the country that the person is a citizen of.
    pub nationality: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Whether the person holds, or is close to, political office.
    pub political_exposure: Option<PoliticalExposure>,
    /// Where the person is registered.
    pub registered_address: Option<Address>,
    /// How the person stands to the account.
    pub relationship: Option<Relationship>,
    /// What is still required of the person.
    pub requirements: Option<Requirements>,
    /// Whether the last four digits of a US social security number are known.
    pub ssn_last_4_provided: Option<bool>,
    /// What US banks must ask about the person.
    pub us_cfpb_data: Option<CfpbData>,
    /// How far the person's identity is verified.
    pub verification: Option<Verification>,
}

impl Object for Person {
    type Id = PersonId;
    const NAME: &'static str = "person";

    fn id(&self) -> &PersonId {
        &self.id
    }
}

/// Terms that a person has accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TosAcceptances {
    /// Those of the account.
    pub account: Option<AccountTos>,
}

/// When and from where the terms of an account were accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AccountTos {
    /// When.
    pub date: Option<Timestamp>,
    /// From which network address.
    pub ip: Option<String>,
    /// With which browser.
    pub user_agent: Option<String>,
}

/// An address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Address {
    /// City or town.
    pub city: Option<String>,
    /// Two-letter country code.
    pub country: Option<String>,
    /// Street and number.
    pub line1: Option<String>,
    /// Flat, suite, floor.
    pub line2: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// State, province, county.
    pub state: Option<String>,
}

/// An address in Japan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct JapaneseAddress {
    /// City or ward.
    pub city: Option<String>,
    /// Two-letter country code.
    pub country: Option<String>,
    /// Block and building number.
    pub line1: Option<String>,
    /// Building and room.
    pub line2: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Prefecture.
    pub state: Option<String>,
    /// Town, with its district.
    pub town: Option<String>,
}

/// A date of birth, as far as it is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DateOfBirth {
    /// Day of the month.
    pub day: Option<u8>,
    /// Month, from 1.
    pub month: Option<u8>,
    /// Year, with four digits.
    pub year: Option<u16>,
}

/// How a person stands to an account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Relationship {
    /// May act for the account's representative.
    pub authorizer: Option<bool>,
    /// Sits on the board of directors.
    pub director: Option<bool>,
    /// Manages the business.
    pub executive: Option<bool>,
    /// Answers for a representative who is not of age.
    pub legal_guardian: Option<bool>,
    /// Owns a quarter or more.
    pub owner: Option<bool>,
    /// How much the person owns, in per cent.
    pub percent_ownership: Option<f64>,
    /// Opened the account, or speaks for it.
    pub representative: Option<bool>,
    /// What the person is in the business, such as CEO.
    pub title: Option<String>,
}

open_enum! {
    /// Whether a person holds, or is close to, political office.
    pub enum PoliticalExposure {
        /// The person says so.
        Existing = "existing",
        /// The person says the opposite.
        None = "none",
    }
}

/// What US banks must ask about a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CfpbData {
    /// Ethnicity.
    pub ethnicity_details: Option<EthnicityDetails>,
    /// Race.
    pub race_details: Option<RaceDetails>,
    /// Gender, in the person's own words.
    pub self_identified_gender: Option<String>,
}

/// A person's ethnicity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EthnicityDetails {
    /// All that apply.
    pub ethnicity: Option<Vec<Ethnicity>>,
    /// Another one, in the person's own words.
    pub ethnicity_other: Option<String>,
}

/// A person's race.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RaceDetails {
    /// All that apply.
    pub race: Option<Vec<Race>>,
    /// Another one, in the person's own words.
    pub race_other: Option<String>,
}

open_enum! {
    /// An ethnicity that US banks ask about.
    pub enum Ethnicity {
        Cuban = "cuban",
        HispanicOrLatino = "hispanic_or_latino",
        Mexican = "mexican",
        NotHispanicOrLatino = "not_hispanic_or_latino",
        OtherHispanicOrLatino = "other_hispanic_or_latino",
        PreferNotToAnswer = "prefer_not_to_answer",
        PuertoRican = "puerto_rican",
    }
}

open_enum! {
    /// A race that US banks ask about.
    pub enum Race {
        AfricanAmerican = "african_american",
        AmericanIndianOrAlaskaNative = "american_indian_or_alaska_native",
        Asian = "asian",
        AsianIndian = "asian_indian",
        BlackOrAfricanAmerican = "black_or_african_american",
        Chinese = "chinese",
        Ethiopian = "ethiopian",
        Filipino = "filipino",
        GuamanianOrChamorro = "guamanian_or_chamorro",
        Haitian = "haitian",
        Jamaican = "jamaican",
        Japanese = "japanese",
        Korean = "korean",
        NativeHawaiian = "native_hawaiian",
        NativeHawaiianOrOtherPacificIslander = "native_hawaiian_or_other_pacific_islander",
        Nigerian = "nigerian",
        OtherAsian = "other_asian",
        OtherBlackOrAfricanAmerican = "other_black_or_african_american",
        OtherPacificIslander = "other_pacific_islander",
        PreferNotToAnswer = "prefer_not_to_answer",
        Samoan = "samoan",
        Somali = "somali",
        Vietnamese = "vietnamese",
        White = "white",
    }
}

/// How far a person's identity is verified.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Verification {
    /// The second paper, such as a bill with the address.
    pub additional_document: Option<VerificationDocument>,
    /// Why it is not verified, for people.
    pub details: Option<String>,
    /// Why it is not verified, as a code.
    pub details_code: Option<String>,
    /// The main paper, such as a passport.
    pub document: Option<VerificationDocument>,
    /// How far it is.
    pub status: VerificationStatus,
}

/// A paper that shows who a person is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VerificationDocument {
    /// The back.
    pub back: Option<Expandable<File>>,
    /// Why it was not accepted, for people.
    pub details: Option<String>,
    /// Why it was not accepted, as a code.
    pub details_code: Option<String>,
    /// The front.
    pub front: Option<Expandable<File>>,
}

open_enum! {
    /// How far the verification of a person is.
    pub enum VerificationStatus {
        /// It is under way.
        Pending = "pending",
        /// Something is missing.
        Unverified = "unverified",
        /// It is done.
        Verified = "verified",
    }
}
