//! What can be said of a person. Creating and updating take the same.

use serde::Serialize;

use super::{Ethnicity, PoliticalExposure, Race};
use crate::api::{Expand, FileId, Metadata, PersonTokenId, Sensitive, Timestamp, Update};

params! {
    /// What to say of a person, whether new or known.
    pub struct PersonParams {
        /// A token that stands for all details.
        person_token: PersonTokenId,
        /// Given name.
        first_name: Update<String>,
        /// Given name in kana, for Japan.
        first_name_kana: Update<String>,
        /// Given name in kanji, for Japan.
        first_name_kanji: Update<String>,
        /// Family name.
        last_name: Update<String>,
        /// Family name in kana, for Japan.
        last_name_kana: Update<String>,
        /// Family name in kanji, for Japan.
        last_name_kanji: Update<String>,
        /// Family name at birth.
        maiden_name: Update<String>,
        /// Email address.
        email: Update<String>,
        /// Phone number.
        phone: Update<String>,
        /// `female` or `male`.
        gender: Update<String>,
        /// Two-letter code of the country that the person is a citizen of.
        nationality: Update<String>,
        /// Date of birth.
        dob: Update<Dob>,
        /// Where the person lives.
        address: AddressParams,
        /// The same in kana, for Japan.
        address_kana: JapaneseAddressParams,
        /// The same in kanji, for Japan.
        address_kanji: JapaneseAddressParams,
        /// Where the person is registered.
        registered_address: AddressParams,
        /// How the person stands to the account.
        relationship: RelationshipParams,
        /// Other names that the person goes by.
        full_name_aliases: Update<Vec<String>>,
        /// The country's number for the person, such as a tax number.
        id_number: Update<Sensitive>,
        /// A second number, where the country has one.
        id_number_secondary: Update<Sensitive>,
        /// The last four digits of a US social security number.
        ssn_last_4: Update<Sensitive>,
        /// Whether the person holds, or is close to, political office.
        political_exposure: PoliticalExposure,
        /// Which further terms the person has accepted.
        additional_tos_acceptances: TosAcceptancesParams,
        /// What US banks must ask about the person.
        us_cfpb_data: CfpbDataParams,
        /// Papers that show who the person is.
        verification: VerificationParams,
        /// Papers that some countries ask for.
        documents: DocumentsParams,
        /// Names and values of yours.
        metadata: Update<Metadata>,
        /// What to expand.
        expand: Expand,
    }
}

/// A date of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Dob {
    day: u8,
    month: u8,
    year: u16,
}

impl Dob {
    /// Day of the month, month from 1, and year with four digits.
    pub fn new(day: u8, month: u8, year: u16) -> Self {
        Self { day, month, year }
    }
}

params! {
    /// An address.
    pub struct AddressParams {
        /// City or town.
        city: Update<String>,
        /// Two-letter country code.
        country: Update<String>,
        /// Street and number.
        line1: Update<String>,
        /// Flat, suite, floor.
        line2: Update<String>,
        /// Postal code.
        postal_code: Update<String>,
        /// State, province, county.
        state: Update<String>,
    }
}

params! {
    /// An address in Japan.
    pub struct JapaneseAddressParams {
        /// City or ward.
        city: Update<String>,
        /// Two-letter country code.
        country: Update<String>,
        /// Block and building number.
        line1: Update<String>,
        /// Building and room.
        line2: Update<String>,
        /// Postal code.
        postal_code: Update<String>,
        /// Prefecture.
        state: Update<String>,
        /// Town, with its district.
        town: Update<String>,
    }
}

params! {
    /// How a person stands to an account.
    pub struct RelationshipParams {
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
        /// How much the person owns, in per cent.
        percent_ownership: Update<f64>,
        /// Opened the account, or speaks for it.
        representative: bool,
        /// What the person is in the business, such as CEO.
        title: Update<String>,
    }
}

params! {
    /// Terms that a person has accepted.
    pub struct TosAcceptancesParams {
        /// Those of the account.
        account: AccountTosParams,
    }
}

params! {
    /// When and from where the terms of an account were accepted.
    pub struct AccountTosParams {
        /// When.
        date: Timestamp,
        /// From which network address.
        ip: String,
        /// With which browser.
        user_agent: Update<String>,
    }
}

params! {
    /// What US banks must ask about a person.
    pub struct CfpbDataParams {
        /// Ethnicity.
        ethnicity_details: EthnicityParams,
        /// Race.
        race_details: RaceParams,
        /// Gender, in the person's own words.
        self_identified_gender: Update<String>,
    }
}

params! {
    /// A person's ethnicity.
    pub struct EthnicityParams {
        /// All that apply.
        ethnicity: Vec<Ethnicity>,
        /// Another one, in the person's own words.
        ethnicity_other: Update<String>,
    }
}

params! {
    /// A person's race.
    pub struct RaceParams {
        /// All that apply.
        race: Vec<Race>,
        /// Another one, in the person's own words.
        race_other: Update<String>,
    }
}

params! {
    /// Papers that show who a person is.
    pub struct VerificationParams {
        /// A second one, such as a bill with the address.
        additional_document: DocumentParams,
        /// The main one, such as a passport.
        document: DocumentParams,
    }
}

params! {
    /// Both sides of a paper, as uploaded files.
    pub struct DocumentParams {
        /// The back.
        back: FileId,
        /// The front.
        front: FileId,
    }
}

params! {
    /// Papers that some countries ask for.
    pub struct DocumentsParams {
        /// That the person may act for the company.
        company_authorization: DocumentFiles,
        /// A passport.
        passport: DocumentFiles,
        /// A visa.
        visa: DocumentFiles,
    }
}

params! {
    /// A paper as uploaded files.
    pub struct DocumentFiles {
        /// The files.
        files: Vec<FileId>,
    }
}

impl<const N: usize> From<[&str; N]> for DocumentFiles {
    fn from(files: [&str; N]) -> Self {
        Self::new().files(files.map(FileId::from))
    }
}
