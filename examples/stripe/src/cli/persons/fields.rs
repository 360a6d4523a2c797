//! What can be said of a person on a command line.

use clap::Args;
use stripe_example::api::{
    AccountTosParams, AddressParams, CfpbDataParams, Dob, DocumentFiles, DocumentParams,
    DocumentsParams, Ethnicity, EthnicityParams, FileId, JapaneseAddressParams, PersonParams,
    PersonTokenId, PoliticalExposure, Race, RaceParams, RelationshipFilter, RelationshipParams,
    TosAcceptancesParams, Update, VerificationParams,
};

use crate::cli::failure::Failure;
use crate::cli::values::{ExpandArgs, MetadataArgs, set, update, updates, usage};

#[derive(Args)]
pub(in crate::cli) struct PersonArgs {
    /// A token that stands for all details.
    #[arg(long)]
    person_token: Option<PersonTokenId>,
    #[arg(long)]
    first_name: Option<String>,
    #[arg(long)]
    first_name_kana: Option<String>,
    #[arg(long)]
    first_name_kanji: Option<String>,
    #[arg(long)]
    last_name: Option<String>,
    #[arg(long)]
    last_name_kana: Option<String>,
    #[arg(long)]
    last_name_kanji: Option<String>,
    #[arg(long)]
    maiden_name: Option<String>,
    /// Another name of the person's; may be repeated.
    #[arg(long = "full-name-alias", value_name = "NAME")]
    full_name_aliases: Vec<String>,
    #[arg(long)]
    email: Option<String>,
    #[arg(long)]
    phone: Option<String>,
    #[arg(long)]
    gender: Option<String>,
    /// Two-letter country code.
    #[arg(long)]
    nationality: Option<String>,
    /// Date of birth.
    #[arg(long, value_name = "YYYY-MM-DD")]
    dob: Option<String>,
    /// A field of the address: city, country, line1, line2, postal_code or state.
    #[arg(long, value_name = "FIELD=VALUE")]
    address: Vec<String>,
    /// The same in kana, with town.
    #[arg(long, value_name = "FIELD=VALUE")]
    address_kana: Vec<String>,
    /// The same in kanji, with town.
    #[arg(long, value_name = "FIELD=VALUE")]
    address_kanji: Vec<String>,
    /// The same of the registered address.
    #[arg(long, value_name = "FIELD=VALUE")]
    registered_address: Vec<String>,
    /// A role (owner=true), percent_ownership=12.5 or title=CEO.
    #[arg(long, value_name = "FIELD=VALUE")]
    relationship: Vec<String>,
    /// The country's number for the person.
    #[arg(long)]
    id_number: Option<String>,
    /// A second number, where the country has one.
    #[arg(long)]
    id_number_secondary: Option<String>,
    /// The last four digits of a US social security number.
    #[arg(long = "ssn-last-4")]
    ssn_last_4: Option<String>,
    /// existing or none.
    #[arg(long)]
    political_exposure: Option<PoliticalExposure>,
    /// Of the terms accepted for the account: date, ip or user_agent.
    #[arg(long, value_name = "FIELD=VALUE")]
    account_tos: Vec<String>,
    #[arg(long)]
    ethnicity: Vec<Ethnicity>,
    #[arg(long)]
    ethnicity_other: Option<String>,
    #[arg(long)]
    race: Vec<Race>,
    #[arg(long)]
    race_other: Option<String>,
    #[arg(long)]
    self_identified_gender: Option<String>,
    /// The files with the main document: front or back.
    #[arg(long, value_name = "SIDE=FILE")]
    document: Vec<String>,
    /// The files with the second document: front or back.
    #[arg(long, value_name = "SIDE=FILE")]
    additional_document: Vec<String>,
    /// A file that shows that the person may act for the company.
    #[arg(long, value_name = "FILE")]
    company_authorization: Vec<FileId>,
    /// A file with the passport.
    #[arg(long, value_name = "FILE")]
    passport: Vec<FileId>,
    /// A file with the visa.
    #[arg(long, value_name = "FILE")]
    visa: Vec<FileId>,
    #[command(flatten)]
    metadata: MetadataArgs,
    #[command(flatten)]
    expand: ExpandArgs,
}

impl PersonArgs {
    pub(super) fn params(self) -> Result<PersonParams, Failure> {
        let verification = VerificationParams::new()
            .document(document("--document", self.document)?)
            .additional_document(document("--additional-document", self.additional_document)?);
        let documents = DocumentsParams::new()
            .company_authorization(DocumentFiles::new().files(self.company_authorization))
            .passport(DocumentFiles::new().files(self.passport))
            .visa(DocumentFiles::new().files(self.visa));
        let ethnicity = EthnicityParams::new()
            .ethnicity(self.ethnicity)
            .ethnicity_other(update(self.ethnicity_other));
        let race = RaceParams::new()
            .race(self.race)
            .race_other(update(self.race_other));
        let cfpb = CfpbDataParams::new()
            .ethnicity_details(ethnicity)
            .race_details(race)
            .self_identified_gender(update(self.self_identified_gender));
        let tos = account_tos("--account-tos", self.account_tos)?;
        let mut params = PersonParams::new()
            .first_name(update(self.first_name))
            .first_name_kana(update(self.first_name_kana))
            .first_name_kanji(update(self.first_name_kanji))
            .last_name(update(self.last_name))
            .last_name_kana(update(self.last_name_kana))
            .last_name_kanji(update(self.last_name_kanji))
            .maiden_name(update(self.maiden_name))
            .full_name_aliases(updates(self.full_name_aliases))
            .email(update(self.email))
            .phone(update(self.phone))
            .gender(update(self.gender))
            .nationality(update(self.nationality))
            .dob(dob(self.dob.as_deref())?)
            .address(address("--address", self.address)?)
            .address_kana(japanese_address("--address-kana", self.address_kana)?)
            .address_kanji(japanese_address("--address-kanji", self.address_kanji)?)
            .registered_address(address("--registered-address", self.registered_address)?)
            .id_number(update(self.id_number))
            .id_number_secondary(update(self.id_number_secondary))
            .ssn_last_4(update(self.ssn_last_4))
            .relationship(relationship("--relationship", self.relationship)?)
            .additional_tos_acceptances(TosAcceptancesParams::new().account(tos))
            .us_cfpb_data(cfpb)
            .verification(verification)
            .documents(documents)
            .metadata(self.metadata.update()?)
            .expand(self.expand);
        set!(params, self: person_token, political_exposure);
        Ok(params)
    }
}

/// Roles to look for.
pub(super) fn filter(given: Vec<String>) -> Result<RelationshipFilter, Failure> {
    roles("--relationship", given)
}

/// Functions from `FIELD=VALUE` texts to parameters: fields by name, each with its reader.
macro_rules! fields {
    ($(fn $name:ident() -> $params:ident { $($field:ident: $read:ident,)+ })+) => {
        $(fn $name(option: &str, given: Vec<String>) -> Result<$params, Failure> {
            let mut params = $params::new();
            for text in given {
                let (field, value) = text.split_once('=').unwrap_or((&text, ""));
                params = match field {
                    $(stringify!($field) => {
                        let value = $read(value).ok_or_else(|| unreadable(option, &text))?;
                        params.$field(value)
                    })+
                    _ => return Err(unknown(option, field, &[$(stringify!($field)),+])),
                };
            }
            Ok(params)
        })+
    };
}

fields! {
    fn address() -> AddressParams {
        city: text,
        country: text,
        line1: text,
        line2: text,
        postal_code: text,
        state: text,
    }

    fn japanese_address() -> JapaneseAddressParams {
        city: text,
        country: text,
        line1: text,
        line2: text,
        postal_code: text,
        state: text,
        town: text,
    }

    fn relationship() -> RelationshipParams {
        authorizer: boolean,
        director: boolean,
        executive: boolean,
        legal_guardian: boolean,
        owner: boolean,
        percent_ownership: number,
        representative: boolean,
        title: text,
    }

    fn roles() -> RelationshipFilter {
        authorizer: boolean,
        director: boolean,
        executive: boolean,
        legal_guardian: boolean,
        owner: boolean,
        representative: boolean,
    }

    fn account_tos() -> AccountTosParams {
        date: seconds,
        ip: plain,
        user_agent: text,
    }

    fn document() -> DocumentParams {
        back: plain,
        front: plain,
    }
}

fn text(value: &str) -> Option<Update<String>> {
    Some(update(Some(value.to_owned())))
}

fn plain(value: &str) -> Option<String> {
    Some(value.to_owned())
}

fn boolean(value: &str) -> Option<bool> {
    value.parse().ok()
}

fn seconds(value: &str) -> Option<i64> {
    value.parse().ok()
}

fn number(value: &str) -> Option<Update<f64>> {
    match value {
        "" => Some(Update::Clear),
        value => value.parse().ok().map(Update::Set),
    }
}

/// `1990-02-01`; empty clears.
fn dob(text: Option<&str>) -> Result<Update<Dob>, Failure> {
    let text = match text {
        None => return Ok(Update::Leave),
        Some("") => return Ok(Update::Clear),
        Some(text) => text,
    };
    let parse = || {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let date = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
        Some(Dob::new(date.0, date.1, date.2))
    };
    let dob = parse().ok_or_else(|| usage(format!("--dob {text}: write YYYY-MM-DD")))?;
    Ok(Update::Set(dob))
}

fn unreadable(option: &str, text: &str) -> Failure {
    usage(format!("{option} {text}: the value is none of this field"))
}

fn unknown(option: &str, field: &str, known: &[&str]) -> Failure {
    let known = known.join(", ");
    usage(format!(
        "{option}: there is no field `{field}`; write FIELD=VALUE with one of {known}"
    ))
}
