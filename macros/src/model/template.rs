//! The template's own mistakes, put into messages.

use syn::LitStr;

use super::argument::Argument;
use crate::diag::{Errors, Message, Place, listed};
use crate::template::{Parsed, Template, draw, parse};

pub(super) fn check(literal: &LitStr, arguments: &[Argument<'_>], errors: &mut Errors) -> Parsed {
    let text = literal.value();
    let unmarked: Vec<&str> = arguments
        .iter()
        .filter(|argument| argument.markers.is_empty())
        .map(|argument| argument.name.as_str())
        .collect();
    let parsed = parse(&text, &unmarked);
    let new = new_arguments(&parsed.template, arguments);
    for problem in &parsed.problems {
        let corrected = parsed.template.to_string();
        let remark = problem.remark(&corrected);
        let help = format!("write `{corrected}`{remark}{new}");
        let message = Message::new(problem.what(), help);
        let message = if text.is_empty() {
            message
        } else {
            message.drawn(draw(&text, &problem.range))
        };
        errors.add(Place::Template(problem.range.start), literal, &message);
    }
    parsed
}

/// Names in the corrected template that no argument has.
fn new_arguments(template: &Template, arguments: &[Argument<'_>]) -> String {
    let is_new = |name: &str| !arguments.iter().any(|argument| argument.name == name);
    let guessed = template
        .parameters()
        .filter(|parameter| parameter.guessed && is_new(&parameter.name));
    let declared: Vec<String> = guessed
        .map(|parameter| declaration(&parameter.name))
        .collect();
    match declared.len() {
        0 => String::new(),
        1 => format!(", and add the argument {}", listed(declared, "and")),
        _ => format!(", and add the arguments {}", listed(declared, "and")),
    }
}

/// An argument of that name, `r#` included where it is a keyword.
pub(super) fn declaration(name: &str) -> String {
    format!("{}: &str", as_ident(name))
}

pub(super) fn as_ident(name: &str) -> String {
    if syn::parse_str::<syn::Ident>(name).is_ok() {
        name.to_owned()
    } else {
        format!("r#{name}")
    }
}

/// The template with one more query pair, for `argument`.
pub(super) fn with_query(text: &str, argument: &str) -> String {
    let separator = if text.contains('?') { '&' } else { '?' };
    format!("{text}{separator}<{argument}>")
}
