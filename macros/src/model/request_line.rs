//! The first two things in the attribute: method and template.

use quote::quote;
use syn::LitStr;

use super::argument::Argument;
use super::body::has_body;
use super::options;
use super::token::is_token;
use crate::diag::{Errors, Message, Place, listed, nearest, words};
use crate::syntax::{Attribute, Entry};

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

pub(super) struct RequestLine<'a> {
    pub(super) method: Option<String>,
    pub(super) template: Option<&'a LitStr>,
    pub(super) options: &'a [Entry],
}

pub(super) fn read<'a>(
    attribute: &'a Attribute,
    arguments: &[Argument<'_>],
    errors: &mut Errors,
) -> RequestLine<'a> {
    let entries = attribute.entries.as_slice();
    commas_between(entries, errors);
    match entries {
        [] => {
            nothing_said(arguments, errors);
            RequestLine {
                method: None,
                template: None,
                options: entries,
            }
        }
        [template, method, options @ ..] if is_path(template) && is_method(method) => {
            method_first(template, method, errors);
            RequestLine {
                method: None,
                template: template.text(),
                options,
            }
        }
        [template, options @ ..] if is_path(template) => {
            method_missing(template, errors);
            RequestLine {
                method: None,
                template: template.text(),
                options,
            }
        }
        [option, ..] if options::is_option(option) => {
            method_and_template_missing(option, arguments, errors);
            RequestLine {
                method: None,
                template: None,
                options: entries,
            }
        }
        [method, template, options @ ..] if !options::is_option(template) => RequestLine {
            method: method_known(method, errors),
            template: template_is_literal(template, arguments, errors),
            options,
        },
        [method, options @ ..] => {
            let known = method_known(method, errors);
            template_missing(method, arguments, errors);
            RequestLine {
                method: known,
                template: None,
                options,
            }
        }
    }
}

/// As far as the method can be read: one that is misspelt may have a body.
pub(super) fn may_have_body(attribute: &Attribute) -> bool {
    let words = attribute.entries.iter().take(2).filter_map(Entry::word);
    words
        .into_iter()
        .all(|word| has_body(&word.to_string().to_uppercase()))
}

fn commas_between(entries: &[Entry], errors: &mut Errors) {
    for (index, pair) in entries.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        if before.lacks_comma {
            let place = match index {
                0 => Place::Method,
                1 => Place::Template(0),
                _ => Place::Option(index - 2),
            };
            let (left, right) = (words(before), words(after));
            let what = format!("a comma is missing between `{left}` and `{right}`");
            errors.add(
                place,
                quote!(#before #after),
                &Message::new(what, format!("write `{left}, {right}`")),
            );
        }
    }
}

fn is_path(entry: &Entry) -> bool {
    entry
        .text()
        .is_some_and(|text| text.value().contains(['/', '<', '{']))
}

fn is_method(entry: &Entry) -> bool {
    entry.word().is_some() || entry.text().is_some_and(|text| is_token(&text.value()))
}

/// A template with a place for each argument that has no marker.
fn example(arguments: &[Argument<'_>]) -> String {
    let unmarked = arguments
        .iter()
        .filter(|argument| argument.markers.is_empty());
    let segments: Vec<String> = unmarked
        .map(|argument| format!("<{}>", argument.name))
        .collect();
    format!("\"/{}\"", segments.join("/"))
}

fn nothing_said(arguments: &[Argument<'_>], errors: &mut Errors) {
    let help = format!("write `#[endpoint(GET, {})]`", example(arguments));
    // There is no token between the parentheses: the attribute as a whole is underlined.
    errors.add(
        Place::Method,
        quote!(),
        &Message::new("the attribute names neither method nor template", help),
    );
}

fn method_first(template: &Entry, method: &Entry, errors: &mut Errors) {
    let (path, name) = (words(template), words(method));
    let name = match METHODS
        .iter()
        .find(|known| known.eq_ignore_ascii_case(name.trim_matches('"')))
    {
        Some(known) => (*known).to_owned(),
        None => format!("\"{}\"", name.trim_matches('"')),
    };
    let message = Message::new(
        "the template stands before the method",
        format!("write `{name}, {path}`"),
    );
    errors.add(Place::Method, quote!(#template #method), &message);
}

fn method_missing(template: &Entry, errors: &mut Errors) {
    let path = words(template);
    let message = Message::new(
        format!("no method stands before `{path}`"),
        format!("write `GET, {path}`"),
    );
    errors.add(Place::Method, template, &message);
}

fn method_and_template_missing(option: &Entry, arguments: &[Argument<'_>], errors: &mut Errors) {
    let written = words(option);
    let what = format!("no method and no template stand before `{written}`");
    let message = Message::new(
        what,
        format!("write `GET, {}, {written}`", example(arguments)),
    );
    errors.add(Place::Method, option, &message);
}

fn template_missing(method: &Entry, arguments: &[Argument<'_>], errors: &mut Errors) {
    let written = words(method);
    let message = Message::new(
        format!("no template follows `{written}`"),
        format!("write `{written}, {}`", example(arguments)),
    );
    errors.add(Place::Template(0), method, &message);
}

fn template_is_literal<'a>(
    entry: &'a Entry,
    arguments: &[Argument<'_>],
    errors: &mut Errors,
) -> Option<&'a LitStr> {
    if entry.text().is_none() {
        let what = format!("the template `{}` is not a string literal", words(entry));
        let help = format!("write the path itself, such as `{}`", example(arguments));
        errors.add(Place::Template(0), entry, &Message::new(what, help));
    }
    entry.text()
}

fn method_known(entry: &Entry, errors: &mut Errors) -> Option<String> {
    let (name, is_text) = match (entry.word(), entry.text()) {
        (Some(word), _) => (word.to_string(), false),
        (None, Some(text)) => (text.value(), true),
        (None, None) => (String::new(), false),
    };
    let known = METHODS
        .into_iter()
        .find(|method| method.eq_ignore_ascii_case(&name));
    let written = words(entry);
    let message = match known {
        Some(known) if !is_text && known == name => return Some(name),
        Some(known) if is_text => Message::new(
            format!("the method `{written}` is one that is written without quotes"),
            format!("write `{known}`"),
        ),
        Some(known) => Message::new(
            format!("the method `{written}` is not in upper case"),
            format!("write `{known}`"),
        ),
        None if name.eq_ignore_ascii_case("CONNECT") => Message::new(
            format!("`{written}` asks a proxy for a tunnel, and has no path"),
            format!("write {}", listed(METHODS, "or")),
        ),
        None if is_text && is_method(entry) => return Some(name),
        None => unknown_method(&written, &name, is_method(entry)),
    };
    errors.add(Place::Method, entry, &message);
    None
}

fn unknown_method(written: &str, name: &str, is_token: bool) -> Message {
    let what = format!("`{written}` is no HTTP method");
    match nearest(name, METHODS) {
        Some(near) => Message::new(what, format!("write `{near}`")),
        None if is_token => Message::new(
            format!("{what} of those known by name"),
            format!("write `\"{}\"`", name.to_uppercase()),
        ),
        None => Message::new(what, format!("write {}", listed(METHODS, "or"))),
    }
}
