//! From the tree to a checked endpoint: one rule, one function.

mod argument;
mod binding;
mod body;
mod duration;
mod header;
mod marker;
mod media_type;
mod options;
mod placement;
mod request_line;
mod signature;
mod template;
#[cfg(test)]
mod tests;
mod token;
mod types;

use proc_macro2::{Ident, TokenStream};
use syn::{Token, Type};

use crate::diag::Errors;
use crate::syntax::{Attribute, Function};
use crate::template::Template;

pub(crate) use options::{Options, root};
pub(crate) use signature::{unreadable_item, wrong_item};
pub(crate) use types::{future_output, is_named, is_reference, mentions_impl, principal_span};

/// A declaration that every rule has passed.
pub(crate) struct Endpoint<'a> {
    pub(crate) function: &'a Function,
    pub(crate) method: String,
    /// As written, for the documentation.
    pub(crate) written_template: String,
    pub(crate) template: Template,
    pub(crate) options: Options,
    pub(crate) client: Client<'a>,
    /// In the order in which the request is built.
    pub(crate) steps: Vec<Step<'a>>,
    pub(crate) output: Output<'a>,
}

/// What the request is made with.
#[derive(Clone, Copy)]
pub(crate) enum Client<'a> {
    Receiver(Token![self]),
    Argument(&'a Ident),
}

pub(crate) enum Step<'a> {
    /// A fixed query pair.
    Fixed(String),
    Value {
        role: Role,
        name: &'a Ident,
        ty: &'a Type,
    },
}

/// The part of a request that an argument becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Segment,
    Tail,
    Query { wire: String },
    Flatten,
    Header { name: String, is_optional: bool },
    Headers { prefix: String },
    Form,
    Json,
    Body,
    TypedBody { media_type: String },
    Field { wire: String },
    Part { wire: String },
}

#[derive(Clone, Copy)]
pub(crate) enum Output<'a> {
    Plain(&'a Type),
    /// Of an `async fn`.
    Awaited(&'a Type),
}

/// The checked endpoint, or every mistake in it as code that raises them.
pub(crate) fn check<'a>(
    attribute: &'a Attribute,
    function: &'a Function,
) -> Result<Endpoint<'a>, TokenStream> {
    let mut errors = Errors::default();
    let root = root(attribute);
    let (client, arguments) = argument::read(function, attribute, &mut errors);
    let line = request_line::read(attribute, &arguments, &mut errors);
    let options = options::check(line.options, &root, &mut errors);
    signature::check(function, &mut errors);
    let output = signature::output(function, &root, &mut errors);

    let parsed = line
        .template
        .map(|literal| template::check(literal, &arguments, &mut errors));
    body::check(line.method.as_deref(), &options, &arguments, &mut errors);
    header::no_name_twice(&options, &arguments, &mut errors);
    let steps = binding::check(
        line.template,
        parsed.as_ref(),
        line.method.as_deref(),
        &arguments,
        &mut errors,
    );

    match (line.method, line.template, parsed, client, output) {
        (Some(method), Some(literal), Some(parsed), Some(client), Some(output)) => {
            errors.conclude(Endpoint {
                function,
                method,
                written_template: literal.value(),
                template: parsed.template,
                options: options.settings,
                client,
                steps,
                output,
            })
        }
        _ => Err(errors.report()),
    }
}
