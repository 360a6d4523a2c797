//! What a person is made of: the parameters, and the object without any.

use serde_json::{Map, Value, json};

use crate::memory::failure::StripeFailure;
use crate::memory::params::{
    self, Param, Params, boolean, choice, files, hash, hash_or_empty, integer, metadata, number,
    text, texts, texts_or_empty, up_to,
};

pub(super) const READ: &[Param] = &[texts("expand")];

pub(super) const LIST: &[Param] = &params::list::<5, 1>([hash(
    "relationship",
    &[
        boolean("authorizer"),
        boolean("director"),
        boolean("executive"),
        boolean("legal_guardian"),
        boolean("owner"),
        boolean("representative"),
    ],
)]);

const ADDRESS: &[Param] = &[
    up_to(100, "city"),
    text("country"),
    up_to(200, "line1"),
    up_to(200, "line2"),
    text("postal_code"),
    text("state"),
];
const JAPANESE_ADDRESS: &[Param] = &[
    text("city"),
    text("country"),
    text("line1"),
    text("line2"),
    text("postal_code"),
    text("state"),
    text("town"),
];
const FILES: &[Param] = &[files("files")];
const SIDES: &[Param] = &[up_to(500, "back"), up_to(500, "front")];

pub(super) const WRITE: &[Param] = &[
    hash(
        "additional_tos_acceptances",
        &[hash(
            "account",
            &[integer("date"), text("ip"), text("user_agent")],
        )],
    ),
    hash("address", ADDRESS),
    hash("address_kana", JAPANESE_ADDRESS),
    hash("address_kanji", JAPANESE_ADDRESS),
    hash_or_empty(
        "dob",
        &[
            integer("day").required(),
            integer("month").required(),
            integer("year").required(),
        ],
    ),
    hash(
        "documents",
        &[
            hash("company_authorization", FILES),
            hash("passport", FILES),
            hash("visa", FILES),
        ],
    ),
    text("email"),
    texts("expand"),
    text("first_name"),
    text("first_name_kana"),
    text("first_name_kanji"),
    texts_or_empty("full_name_aliases"),
    text("gender"),
    text("id_number"),
    text("id_number_secondary"),
    text("last_name"),
    text("last_name_kana"),
    text("last_name_kanji"),
    text("maiden_name"),
    metadata(),
    text("nationality"),
    text("person_token"),
    text("phone"),
    choice("political_exposure", &["existing", "none"]),
    hash("registered_address", ADDRESS),
    hash(
        "relationship",
        &[
            boolean("authorizer"),
            boolean("director"),
            boolean("executive"),
            boolean("legal_guardian"),
            boolean("owner"),
            number("percent_ownership"),
            boolean("representative"),
            text("title"),
        ],
    ),
    text("ssn_last_4"),
    hash(
        "us_cfpb_data",
        &[
            hash(
                "ethnicity_details",
                &[texts("ethnicity"), text("ethnicity_other")],
            ),
            hash("race_details", &[texts("race"), text("race_other")]),
            text("self_identified_gender"),
        ],
    ),
    hash(
        "verification",
        &[hash("additional_document", SIDES), hash("document", SIDES)],
    ),
];

/// What a request gives and no answer shows.
pub(super) const NOT_SHOWN: &[&str] = &["documents", "expand", "metadata", "person_token"];

/// Checks what the kinds of the parameters leave open.
pub(super) fn check(params: &Params) -> Result<(), StripeFailure> {
    let refuse = |message: &str, param: &str| {
        let failure = StripeFailure::invalid(message);
        Err(failure.param(param.to_owned()).before_execution())
    };
    if let Some(dob) = params.hash("dob") {
        for (part, lowest, highest) in [("day", 1, 31), ("month", 1, 12), ("year", 1000, 9999)] {
            let given = dob.get(part).and_then(Value::as_i64).unwrap_or_default();
            if !(lowest..=highest).contains(&given) {
                return refuse("There is no such date.", &format!("dob[{part}]"));
            }
        }
    }
    let is_email = |text: &str| {
        text.split_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && !host.is_empty())
    };
    if params.text("email").is_some_and(|email| !is_email(email)) {
        let failure = StripeFailure::invalid("Invalid email address.").code("email_invalid");
        return Err(failure.param("email").before_execution());
    }
    let digits = |text: &str, count: usize| {
        text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if params.text("ssn_last_4").is_some_and(|ssn| !digits(ssn, 4)) {
        return refuse("The last four digits are four digits.", "ssn_last_4");
    }
    let share = params
        .hash("relationship")
        .and_then(|roles| roles.get("percent_ownership"));
    let share = share.and_then(Value::as_f64).unwrap_or_default();
    if !(0.0..=100.0).contains(&share) {
        return refuse(
            "A share is 0 to 100 per cent.",
            "relationship[percent_ownership]",
        );
    }
    Ok(())
}

/// A person of whom nothing is known.
pub(super) fn blank() -> Map<String, Value> {
    let document = json!({ "back": null, "details": null, "details_code": null, "front": null });
    let blank = json!({
        "additional_tos_acceptances": { "account": { "date": null, "ip": null, "user_agent": null } },
        "dob": { "day": null, "month": null, "year": null },
        "first_name": null,
        "future_requirements": {
            "alternatives": [],
            "currently_due": [],
            "errors": [],
            "eventually_due": [],
            "past_due": [],
            "pending_verification": [],
        },
        "last_name": null,
        "relationship": {
            "authorizer": null,
            "director": false,
            "executive": false,
            "legal_guardian": false,
            "owner": false,
            "percent_ownership": null,
            "representative": false,
            "title": null,
        },
        "verification": {
            "additional_document": document,
            "details": null,
            "details_code": null,
            "document": document,
            "status": "unverified",
        },
    });
    match blank {
        Value::Object(blank) => blank,
        _ => Map::new(),
    }
}

/// Gives every address all of its fields.
pub(super) fn complete(person: &mut Map<String, Value>) {
    let shapes = [
        ("address", ADDRESS),
        ("registered_address", ADDRESS),
        ("address_kana", JAPANESE_ADDRESS),
        ("address_kanji", JAPANESE_ADDRESS),
    ];
    for (name, shape) in shapes {
        if let Some(Value::Object(address)) = person.get_mut(name) {
            for part in shape {
                address.entry(part.name()).or_insert(Value::Null);
            }
        }
    }
}
