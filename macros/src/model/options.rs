//! The options after the template.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Lit, LitStr, Path};

use super::{duration, header, media_type};
use crate::diag::{Errors, Message, Place, listed, nearest, words};
use crate::syntax::{Attribute, Entry, Named, Value};

const NAMES: [&str; 7] = [
    "timeout",
    "idempotent",
    "base",
    "auth",
    "accept",
    "headers",
    "crate",
];

#[derive(Default)]
pub(crate) struct Options {
    pub(crate) timeout_millis: Option<u64>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) base: Option<String>,
    pub(crate) no_auth: bool,
    pub(crate) accept: Option<String>,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// Where the runtime is.
    pub(crate) root: TokenStream,
}

#[derive(Default)]
pub(super) struct Checked<'a> {
    pub(super) settings: Options,
    /// Where `idempotent` is set.
    pub(super) idempotent: Option<(Place, &'a Entry)>,
}

/// Where the runtime is, as far as the attribute says something that can be used.
pub(crate) fn root(attribute: &Attribute) -> TokenStream {
    let named = attribute
        .entries
        .iter()
        .filter_map(Entry::named)
        .find(|named| named.name == "crate");
    match named.map(|named| &named.value) {
        Some(Value::Path(path)) if !is_relative(path) => quote!(#path),
        Some(Value::Literal(Lit::Str(text))) => text
            .parse::<Path>()
            .map_or_else(|_| quote!(::endpoint), |path| quote!(#path)),
        _ => quote!(::endpoint),
    }
}

pub(super) fn is_option(entry: &Entry) -> bool {
    let is_known = |named: &Named| NAMES.iter().any(|name| named.name == name);
    entry
        .named()
        .is_some_and(|named| is_known(named) || !matches!(named.value, Value::Absent))
}

pub(super) fn check<'a>(
    entries: &'a [Entry],
    root: &TokenStream,
    errors: &mut Errors,
) -> Checked<'a> {
    let mut checked = Checked {
        settings: Options {
            root: root.clone(),
            ..Options::default()
        },
        ..Checked::default()
    };
    let mut seen: Vec<String> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let place = Place::Option(index);
        let Some(named) = known(entry, place, errors) else {
            continue;
        };
        let name = named.name.to_string();
        if seen.contains(&name) {
            said_twice(entry, &name, place, errors);
            continue;
        }
        let option = Said {
            entry,
            named,
            place,
        };
        match name.as_str() {
            "timeout" => checked.settings.timeout_millis = timeout(&option, errors),
            "idempotent" => {
                checked.settings.idempotent = switch(&option, "true", errors);
                checked.idempotent = Some((place, entry));
            }
            "base" => checked.settings.base = base(&option, errors),
            "auth" => checked.settings.no_auth = no_auth(&option, errors),
            "accept" => checked.settings.accept = accept(&option, errors),
            "headers" => checked.settings.headers = headers(&option, errors),
            _ => crate_is_absolute(&option, errors),
        }
        seen.push(name);
    }
    checked
}

/// An option and where it is said.
struct Said<'a> {
    entry: &'a Entry,
    named: &'a Named,
    place: Place,
}

impl Said<'_> {
    fn wrong(&self, what: String, help: String, errors: &mut Errors) {
        errors.add(self.place, self.entry, &Message::new(what, help));
    }
}

fn known<'a>(entry: &'a Entry, place: Place, errors: &mut Errors) -> Option<&'a Named> {
    let named = entry.named();
    let is_known = |named: &&Named| NAMES.iter().any(|name| named.name == name);
    if let Some(known) = named.filter(is_known) {
        return Some(known);
    }
    let written = named.map_or_else(|| words(entry), |named| named.name.to_string());
    let what = format!("`{written}` is no option");
    let message = match named.and_then(|named| nearest(&named.name.to_string(), NAMES)) {
        Some(near) => Message::new(what, format!("write `{near}`")),
        None => {
            let help = format!(
                "remove `{}`; the options are {}",
                words(entry),
                listed(NAMES, "and")
            );
            Message::new(what, help)
        }
    };
    errors.add(place, entry, &message);
    None
}

fn said_twice(entry: &Entry, name: &str, place: Place, errors: &mut Errors) {
    let help = format!("remove `{}`", words(entry));
    errors.add(
        place,
        entry,
        &Message::new(format!("the option `{name}` is set twice"), help),
    );
}

/// The string that the option is set to.
fn text<'a>(option: &Said<'a>, example: &str, errors: &mut Errors) -> Option<&'a LitStr> {
    if let Value::Literal(Lit::Str(text)) = &option.named.value {
        return Some(text);
    }
    let meant = match &option.named.value {
        Value::Path(path) => words(path),
        _ => example.to_owned(),
    };
    let name = &option.named.name;
    option.wrong(
        format!("the option `{name}` takes a string"),
        format!("write `{name} = \"{meant}\"`"),
        errors,
    );
    None
}

/// `true` or `false`; `meant` is what somebody who wrote the bare name wants.
fn switch(option: &Said<'_>, meant: &str, errors: &mut Errors) -> Option<bool> {
    let name = &option.named.name;
    let meant = match &option.named.value {
        Value::Literal(Lit::Bool(switch)) => return Some(switch.value),
        Value::Literal(Lit::Str(text)) if text.value() == "false" => "false",
        Value::Literal(Lit::Str(text)) if text.value() == "true" => "true",
        _ => meant,
    };
    option.wrong(
        format!("the option `{name}` takes `true` or `false`"),
        format!("write `{name} = {meant}`"),
        errors,
    );
    None
}

fn timeout(option: &Said<'_>, errors: &mut Errors) -> Option<u64> {
    if let Value::Literal(Lit::Int(number)) = &option.named.value {
        let help = format!("write `timeout = \"{}s\"`", number.base10_digits());
        option.wrong(format!("the timeout `{number}` has no unit"), help, errors);
        return None;
    }
    let text = text(option, "30s", errors)?.value();
    match duration::milliseconds(&text) {
        Ok(milliseconds) => Some(milliseconds),
        Err(meant) => {
            let what =
                format!("`{text}` is no timeout: a number above zero, then `ms`, `s` or `m`");
            option.wrong(what, format!("write `timeout = \"{meant}\"`"), errors);
            None
        }
    }
}

fn base(option: &Said<'_>, errors: &mut Errors) -> Option<String> {
    let name = text(option, "files", errors)?.value();
    if name.is_empty() {
        let what = "the option `base` names no base: the main one needs no name";
        option.wrong(
            what.into(),
            format!("remove `{}`", words(option.entry)),
            errors,
        );
    } else if name.contains("://") {
        let what = format!("the option `base` takes the name of a base, and `{name}` is a URL");
        let help = format!(
            "write `base = \"files\"`, and `.base(\"files\", \"{name}\")` on the client's builder"
        );
        option.wrong(what, help, errors);
    }
    Some(name)
}

fn no_auth(option: &Said<'_>, errors: &mut Errors) -> bool {
    let is_on = switch(option, "false", errors);
    if is_on == Some(true) {
        let what = "`auth = true` is what holds without it";
        option.wrong(what.into(), "remove `auth = true`".into(), errors);
    }
    is_on == Some(false)
}

fn accept(option: &Said<'_>, errors: &mut Errors) -> Option<String> {
    let text = text(option, "application/json", errors)?.value();
    if !media_type::is_list_of_ranges(&text) {
        let help = format!("write `accept = \"{}\"`", media_type::suggestion(&text));
        option.wrong(format!("`{text}` is no media type"), help, errors);
    }
    Some(text)
}

fn headers(option: &Said<'_>, errors: &mut Errors) -> Vec<(String, String)> {
    let Value::List(list) = &option.named.value else {
        let what = "the option `headers` takes a list of names and values";
        option.wrong(
            what.into(),
            "write `headers(\"Name\" = \"value\")`".into(),
            errors,
        );
        return Vec::new();
    };
    header::pairs(list, option.place, errors)
}

/// A relative path would mean something else in every module.
fn crate_is_absolute(option: &Said<'_>, errors: &mut Errors) {
    let (what, meant) = match &option.named.value {
        Value::Path(path) if is_relative(path) => {
            let after: Vec<String> = path
                .segments
                .iter()
                .skip(1)
                .map(|segment| segment.ident.to_string())
                .collect();
            let is_root = |name: &&String| *name != "super" && *name != "self";
            let after: Vec<&str> = after.iter().filter(is_root).map(String::as_str).collect();
            let what = format!(
                "the path `{}` is relative, and means something else in every module",
                words(path)
            );
            (what, format!("crate::{}", after.join("::")))
        }
        Value::Path(_) => return,
        Value::Literal(Lit::Str(text)) => (
            String::from("the option `crate` takes a path, not a string"),
            text.value(),
        ),
        _ => (
            String::from("the option `crate` takes a path"),
            String::from("::endpoint"),
        ),
    };
    let meant = meant.trim_end_matches("::").to_owned();
    option.wrong(what, format!("write `crate = {meant}`"), errors);
}

fn is_relative(path: &Path) -> bool {
    path.leading_colon.is_none()
        && path
            .segments
            .first()
            .is_some_and(|first| first.ident == "self" || first.ident == "super")
}
