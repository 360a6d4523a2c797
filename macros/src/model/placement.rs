//! The places of a request in the order in which they are filled.

use super::argument::Argument;
use super::marker::Kind;
use super::types::optional;
use super::{Role, Step};
use crate::template::{Pair, Parameter, Piece, Template, on_the_wire};

/// A parameter and where in the template it stands.
pub(super) struct Slot<'t> {
    pub(super) parameter: &'t Parameter,
    pub(super) is_query: bool,
    role: Role,
}

impl Slot<'_> {
    pub(super) fn kind(&self) -> &'static str {
        if self.is_query { "query" } else { "path" }
    }

    pub(super) fn is_flattened(&self) -> bool {
        self.role == Role::Flatten
    }
}

pub(super) fn slots(template: &Template) -> impl Iterator<Item = Slot<'_>> {
    let in_path = template
        .segments
        .iter()
        .flatten()
        .filter_map(Piece::parameter)
        .map(|parameter| {
            let role = if parameter.rest {
                Role::Tail
            } else {
                Role::Segment
            };
            Slot {
                parameter,
                is_query: false,
                role,
            }
        });
    in_path.chain(template.query.iter().filter_map(query_slot))
}

fn query_slot(pair: &Pair) -> Option<Slot<'_>> {
    let role = match pair.wire_name() {
        Some(wire) => Role::Query { wire },
        None => Role::Flatten,
    };
    pair.parameter().map(|parameter| Slot {
        parameter,
        is_query: true,
        role,
    })
}

/// Path, query and then what is marked, as far as there are arguments for it.
pub(super) fn steps<'a>(template: &Template, arguments: &[Argument<'a>]) -> Vec<Step<'a>> {
    let bound = |slot: Slot<'_>| {
        let argument = arguments
            .iter()
            .find(|argument| argument.name == slot.parameter.name)?;
        Some(step(slot.role, argument))
    };
    let in_path = slots(template)
        .filter(|slot| !slot.is_query)
        .filter_map(bound);
    let in_query = template
        .query
        .iter()
        .filter_map(|pair| match query_slot(pair) {
            Some(slot) => bound(slot),
            None => Some(Step::Fixed(pair.to_string())),
        });
    let marked = arguments.iter().filter_map(|argument| {
        let marker = argument.markers.first()?;
        Some(step(role(&marker.kind, argument), argument))
    });
    in_path.chain(in_query).chain(marked).collect()
}

fn step<'a>(role: Role, argument: &Argument<'a>) -> Step<'a> {
    Step::Value {
        role,
        name: argument.ident,
        ty: &argument.typed.ty,
    }
}

fn role(kind: &Kind, argument: &Argument<'_>) -> Role {
    match kind.clone() {
        Kind::Query => Role::Flatten,
        Kind::Form => Role::Form,
        Kind::Json => Role::Json,
        Kind::Body {
            media_type: Some(media_type),
        } => Role::TypedBody { media_type },
        Kind::Body { media_type: None } => Role::Body,
        Kind::Field { wire } => Role::Field {
            wire: on_the_wire(&wire),
        },
        Kind::Part { wire } => Role::Part { wire },
        Kind::Header(name) => Role::Header {
            name: name.to_ascii_lowercase(),
            is_optional: optional(&argument.typed.ty).is_some(),
        },
        Kind::Headers { prefix } => Role::Headers {
            prefix: prefix.to_ascii_lowercase(),
        },
    }
}
