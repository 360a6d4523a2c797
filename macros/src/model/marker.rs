//! The attributes on arguments: `#[query]`, `#[json]`, `#[header("Name")]` and their like.

use syn::{Attribute, LitStr, Meta, PatType};

use super::types::is_primitive;
use super::{header, media_type};
use crate::diag::{Message, listed, nearest, words};

const NAMES: [&str; 8] = [
    "query", "header", "headers", "form", "json", "body", "field", "part",
];
/// Those of a request that has no body.
const BODILESS: usize = 3;

pub(super) struct Marker<'a> {
    pub(super) attribute: &'a Attribute,
    pub(super) kind: Kind,
}

/// What a marker says; names default to the argument's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Query,
    Form,
    Json,
    Body { media_type: Option<String> },
    Field { wire: String },
    Part { wire: String },
    Header(String),
    Headers { prefix: String },
}

impl Kind {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Form => "form",
            Self::Json => "json",
            Self::Body { .. } => "body",
            Self::Field { .. } => "field",
            Self::Part { .. } => "part",
            Self::Header(_) => "header",
            Self::Headers { .. } => "headers",
        }
    }

    pub(super) fn is_body(&self) -> bool {
        !matches!(self, Self::Query | Self::Header(_) | Self::Headers { .. })
    }

    /// Several of these make one body.
    pub(super) fn joins(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::Field { .. }, Self::Field { .. }) | (Self::Part { .. }, Self::Part { .. })
        )
    }
}

/// The marker in `attribute`, and what is wrong with it. A wrong one still is a marker where it is known which.
pub(super) fn read<'a>(
    attribute: &'a Attribute,
    argument: &str,
    typed: &PatType,
    takes_body: bool,
) -> (Option<Marker<'a>>, Option<Message>) {
    let name = attribute
        .path()
        .get_ident()
        .map(ToString::to_string)
        .unwrap_or_default();
    if !NAMES.contains(&name.as_str()) {
        return (None, Some(unknown(attribute, &name, argument, takes_body)));
    }
    let value = value(attribute);
    let mistake = match name.as_str() {
        "query" | "form" | "json" => takes_nothing(attribute, &name, &value, argument),
        "header" => header_name(attribute, &value, argument, typed),
        "headers" => header_prefix(attribute, &value, argument, typed),
        "body" => body_type(attribute, &value),
        _ => wire_name(attribute, &name, &value, argument),
    };
    let text = match value {
        Given::Text(text) => Some(text.value()),
        _ => None,
    };
    let wire = || text.clone().unwrap_or_else(|| argument.to_owned());
    let kind = match name.as_str() {
        "query" => Kind::Query,
        "form" => Kind::Form,
        "json" => Kind::Json,
        "body" => Kind::Body { media_type: text },
        "field" => Kind::Field { wire: wire() },
        "part" => Kind::Part { wire: wire() },
        "headers" => Kind::Headers {
            prefix: text.unwrap_or_default(),
        },
        _ => Kind::Header(text.unwrap_or_else(|| as_header_name(argument))),
    };
    (Some(Marker { attribute, kind }), mistake)
}

/// `account_id` becomes `Account-Id`.
pub(super) fn as_header_name(argument: &str) -> String {
    let capitalized = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_ascii_uppercase())
            .into_iter()
            .chain(letters)
            .collect::<String>()
    };
    let words: Vec<String> = argument
        .split('_')
        .filter(|word| !word.is_empty())
        .map(capitalized)
        .collect();
    words.join("-")
}

enum Given {
    Nothing,
    Text(LitStr),
    Else,
}

fn value(attribute: &Attribute) -> Given {
    match &attribute.meta {
        Meta::Path(_) => Given::Nothing,
        Meta::List(list) => list.parse_args().map_or(Given::Else, Given::Text),
        Meta::NameValue(_) => Given::Else,
    }
}

/// The string literal in a marker, however it is written around it.
fn text_within(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::Path(_) => None,
        Meta::List(list) => list.parse_args::<LitStr>().ok().map(|text| text.value()),
        Meta::NameValue(pair) => {
            syn::parse2::<LitStr>(quote::ToTokens::to_token_stream(&pair.value))
                .ok()
                .map(|text| text.value())
        }
    }
}

fn unknown(attribute: &Attribute, name: &str, argument: &str, takes_body: bool) -> Message {
    let written = words(attribute);
    let what = format!("`{written}` is no marker");
    match nearest(name, NAMES) {
        Some(near) => Message::new(what, format!("write `{}`", written.replacen(name, near, 1))),
        None => {
            let named = |name: &str| match name {
                "header" => format!("#[header(\"{}\")]", as_header_name(argument)),
                _ => format!("#[{name}]"),
            };
            let possible = if takes_body { NAMES.len() } else { BODILESS };
            let possible = NAMES.into_iter().take(possible).map(named);
            Message::new(what, format!("write {}", listed(possible, "or")))
        }
    }
}

fn takes_nothing(
    attribute: &Attribute,
    name: &str,
    value: &Given,
    argument: &str,
) -> Option<Message> {
    if matches!(value, Given::Nothing) {
        return None;
    }
    let what = format!(
        "`#[{name}]` takes no name, and `{}` gives one",
        words(attribute)
    );
    let help = match (name, text_within(attribute)) {
        ("query", Some(wire)) => {
            format!(
                "write `#[query]`, or remove the marker and write `?{wire}=<{argument}>` in the template"
            )
        }
        _ => format!("write `#[{name}]`"),
    };
    Some(Message::new(what, help))
}

fn header_name(
    attribute: &Attribute,
    value: &Given,
    argument: &str,
    typed: &PatType,
) -> Option<Message> {
    match value {
        Given::Text(name) => header::name_is_free(&name.value(), &words(typed), None),
        _ => {
            let name = text_within(attribute).unwrap_or_else(|| as_header_name(argument));
            let what = format!("`{}` does not say which header", words(attribute));
            Some(Message::new(what, format!("write `#[header(\"{name}\")]`")))
        }
    }
}

/// The marker may say what the names of all headers of the argument begin with.
fn header_prefix(
    attribute: &Attribute,
    value: &Given,
    argument: &str,
    typed: &PatType,
) -> Option<Message> {
    match value {
        _ if is_primitive(&typed.ty) => {
            let what = format!(
                "`#[headers]` takes names from a struct, and `{}` has none",
                words(&typed.ty)
            );
            let name = as_header_name(argument);
            let help = format!("write `#[header(\"{name}\")]`");
            Some(Message::new(what, help))
        }
        Given::Text(prefix) if !prefix.value().is_empty() => {
            header::name_is_free(&prefix.value(), &words(typed), None)
        }
        Given::Text(_) => {
            let what = format!("`{}` gives no name", words(attribute));
            Some(Message::new(what, "write `#[headers]`"))
        }
        _ => wire_name(attribute, "headers", value, argument),
    }
}

fn body_type(attribute: &Attribute, value: &Given) -> Option<Message> {
    let text = match value {
        Given::Nothing => return None,
        Given::Text(text) if media_type::is_media_type(&text.value()) => return None,
        Given::Text(text) => text.value(),
        Given::Else => words(&attribute.meta),
    };
    let what = match value {
        Given::Text(_) => format!("`{text}` is no media type"),
        _ => format!("`{}` gives no media type", words(attribute)),
    };
    let is_written_around =
        text_within(attribute).filter(|within| media_type::is_media_type(within));
    let meant = is_written_around.unwrap_or_else(|| media_type::suggestion(&text).to_owned());
    Some(Message::new(what, format!("write `#[body(\"{meant}\")]`")))
}

fn wire_name(attribute: &Attribute, name: &str, value: &Given, argument: &str) -> Option<Message> {
    let is_fine = match value {
        Given::Nothing => true,
        Given::Text(text) => !text.value().is_empty(),
        Given::Else => false,
    };
    let meant = text_within(attribute)
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| argument.to_owned());
    let what = format!("`{}` gives no name", words(attribute));
    (!is_fine).then(|| Message::new(what, format!("write `#[{name}(\"{meant}\")]`")))
}
