//! Joins template and arguments: every parameter has an argument, every argument one place.

use syn::LitStr;

use super::argument::Argument;
use super::body::has_body;
use super::marker::{Kind, as_header_name};
use super::placement::{Slot, slots, steps};
use super::template::{as_ident, declaration, with_query};
use super::types::{is_primitive, optional};
use super::{Step, types};
use crate::diag::{Errors, Message, Place, listed, nearest, words};
use crate::template::{Parameter, Parsed, draw};

/// The steps that build the request; only of worth where no error was told.
pub(super) fn check<'a>(
    literal: Option<&LitStr>,
    parsed: Option<&Parsed>,
    method: Option<&str>,
    arguments: &[Argument<'a>],
    errors: &mut Errors,
) -> Vec<Step<'a>> {
    let (Some(literal), Some(parsed)) = (literal, parsed) else {
        return Vec::new();
    };
    let binding = Binding {
        literal,
        parsed,
        text: literal.value(),
        method,
        arguments,
    };
    let misnamed = binding.parameters_have_arguments(errors);
    for argument in arguments {
        match (binding.slot(argument), argument.markers.first()) {
            (Some(_), Some(_)) => binding.one_place(argument, errors),
            (Some(slot), None) => path_always_filled(&slot, argument, errors),
            (None, Some(marker)) => binding.query_has_names(&marker.kind, argument, errors),
            (None, None) if misnamed.contains(&argument.name) || argument.has_unknown_marker => {}
            (None, None) => binding.has_place(argument, errors),
        }
    }
    steps(&parsed.template, arguments)
}

struct Binding<'b, 'a> {
    literal: &'b LitStr,
    parsed: &'b Parsed,
    text: String,
    method: Option<&'b str>,
    arguments: &'b [Argument<'a>],
}

impl Binding<'_, '_> {
    fn slot(&self, argument: &Argument<'_>) -> Option<Slot<'_>> {
        slots(&self.parsed.template).find(|slot| slot.parameter.name == argument.name)
    }

    /// Gives back the arguments that were taken for misspelt ones.
    fn parameters_have_arguments(&self, errors: &mut Errors) -> Vec<String> {
        let mut misnamed = Vec::new();
        for slot in slots(&self.parsed.template).filter(|slot| !slot.parameter.guessed) {
            let name = &slot.parameter.name;
            if self.arguments.iter().any(|argument| argument.name == *name) {
                continue;
            }
            let is_free = |argument: &&Argument<'_>| {
                argument.markers.is_empty()
                    && self.slot(argument).is_none()
                    && !misnamed.contains(&argument.name)
            };
            let free = self
                .arguments
                .iter()
                .filter(is_free)
                .map(|argument| argument.name.as_str());
            let near = nearest(name, free).map(str::to_owned);
            let what = format!(
                "{} parameter `{}` has no argument",
                slot.kind(),
                slot.parameter
            );
            let help = self.argument_meant(&slot, near.as_deref());
            let message = Message::new(what, help).drawn(draw(&self.text, &slot.parameter.range));
            errors.add(
                Place::Template(slot.parameter.range.start),
                self.literal,
                &message,
            );
            misnamed.extend(near);
        }
        misnamed
    }

    fn argument_meant(&self, slot: &Slot<'_>, near: Option<&str>) -> String {
        let name = &slot.parameter.name;
        let snake_case = snake_case(name);
        match near {
            Some(near) if near == snake_case => {
                format!("write `{}`", self.renamed(slot.parameter, near))
            }
            Some(near) => {
                let renamed = self.renamed(slot.parameter, near);
                format!(
                    "rename the argument `{near}` to `{}`, or write `{renamed}`",
                    as_ident(name)
                )
            }
            None if *name != snake_case => {
                let renamed = self.renamed(slot.parameter, &snake_case);
                format!(
                    "write `{renamed}`, and add the argument `{}`",
                    declaration(&snake_case)
                )
            }
            None if slot.is_flattened() => {
                format!(
                    "add the argument `{}: &std::collections::BTreeMap<String, String>`",
                    as_ident(name)
                )
            }
            None => format!("add the argument `{}`", declaration(name)),
        }
    }

    fn renamed(&self, parameter: &Parameter, name: &str) -> String {
        let mut template = self.parsed.template.clone();
        for other in template
            .parameters_mut()
            .filter(|other| other.name == parameter.name)
        {
            name.clone_into(&mut other.name);
        }
        template.to_string()
    }

    fn one_place(&self, argument: &Argument<'_>, errors: &mut Errors) {
        let (Some(slot), Some(marker)) = (self.slot(argument), argument.markers.first()) else {
            return;
        };
        let written = words(marker.attribute);
        let what = format!(
            "the argument `{}` has two places, `{}` and `{written}`",
            argument.name, slot.parameter
        );
        errors.add(
            argument.place(),
            marker.attribute,
            &Message::new(what, format!("remove `{written}`")),
        );
    }

    /// A struct brings names for its values; a number does not.
    fn query_has_names(&self, kind: &Kind, argument: &Argument<'_>, errors: &mut Errors) {
        let ty = &argument.typed.ty;
        if *kind == Kind::Query && is_primitive(ty) {
            let what = format!(
                "`#[query]` takes names from a struct, and `{}` has none",
                words(ty)
            );
            let template = with_query(&self.parsed.template.to_string(), &argument.name);
            let help = format!("remove `#[query]`, and write `{template}`");
            errors.add(argument.place(), argument.typed, &Message::new(what, help));
        }
    }

    fn has_place(&self, argument: &Argument<'_>, errors: &mut Errors) {
        let template = with_query(&self.parsed.template.to_string(), &argument.name);
        let markers = listed(self.possible_markers(argument), "or");
        let what = format!(
            "the argument `{}` has no place in the request",
            argument.name
        );
        let help = format!("write `{template}`, or mark it {markers}");
        errors.add(argument.place(), argument.typed, &Message::new(what, help));
    }

    fn possible_markers(&self, argument: &Argument<'_>) -> Vec<String> {
        let takes_body = self.method.is_none_or(has_body);
        let body = self
            .arguments
            .iter()
            .flat_map(|argument| &argument.markers)
            .find(|marker| marker.kind.is_body());
        let bodies: Vec<&str> = match body.map(|marker| marker.kind.name()) {
            _ if !takes_body => Vec::new(),
            Some(several @ ("field" | "part")) => vec![several],
            Some(_) => Vec::new(),
            None => vec!["form", "json", "body", "field", "part"],
        };
        let query = if is_primitive(&argument.typed.ty) {
            None
        } else {
            Some("query")
        };
        let markers = query
            .into_iter()
            .chain(bodies)
            .map(|name| format!("#[{name}]"));
        markers
            .chain([format!("#[header(\"{}\")]", as_header_name(&argument.name))])
            .collect()
    }
}

/// A path has no way to leave a value out.
fn path_always_filled(slot: &Slot<'_>, argument: &Argument<'_>, errors: &mut Errors) {
    if slot.is_query {
        return;
    }
    let ty = &argument.typed.ty;
    if let Some(inner) = optional(ty) {
        let reference = if types::is_reference(ty) { "&" } else { "" };
        let what = format!(
            "the path cannot leave `{}` out, and `{}` may be `None`",
            slot.parameter,
            words(ty)
        );
        let help = format!("write `{}: {reference}{}`", argument.ident, words(inner));
        errors.add(argument.place(), ty, &Message::new(what, help));
    }
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}
