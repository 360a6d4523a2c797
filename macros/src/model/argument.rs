//! The arguments: which one is the client, and what each of the others is marked as.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{FnArg, Pat, PatIdent, PatType, Receiver};

use super::Client;
use super::marker::{self, Marker};
use super::request_line;
use super::signature;
use super::types;
use crate::diag::{Errors, Message, Place, words};
use crate::syntax::{Attribute, Function, is_builtin};
use crate::template::Template;

pub(super) struct Argument<'a> {
    index: usize,
    pub(super) typed: &'a PatType,
    pub(super) ident: &'a Ident,
    /// Without `r#`.
    pub(super) name: String,
    pub(super) markers: Vec<Marker<'a>>,
    /// Something on it was meant to be a marker and is none, so nothing more is said about its place.
    pub(super) has_unknown_marker: bool,
}

impl Argument<'_> {
    pub(super) fn place(&self) -> Place {
        Place::Argument(self.index)
    }
}

/// The client, unless an error was told, and the arguments that go into the request.
pub(super) fn read<'a>(
    function: &'a Function,
    attribute: &Attribute,
    errors: &mut Errors,
) -> (Option<Client<'a>>, Vec<Argument<'a>>) {
    let mut inputs = function.signature.inputs.iter().enumerate().peekable();
    let mut client = None;
    if let Some((_, FnArg::Receiver(receiver))) = inputs.peek() {
        unmarked_self(receiver, errors);
        signature::shared_self(receiver, errors);
        client = Some(Client::Receiver(receiver.self_token));
        inputs.next();
    }
    let takes_body = request_line::may_have_body(attribute);
    let mut arguments: Vec<Argument<'a>> = Vec::new();
    for (index, input) in inputs {
        let FnArg::Typed(typed) = input else { continue };
        no_cfg(typed, index, errors);
        if let Some(pattern) = plain_name(typed, index, errors) {
            arguments.push(argument(index, typed, &pattern.ident, takes_body, errors));
        }
    }
    if client.is_none() {
        client = signature::client_argument(function, attribute, &mut arguments, errors);
    }
    (client, arguments)
}

fn argument<'a>(
    index: usize,
    typed: &'a PatType,
    ident: &'a Ident,
    takes_body: bool,
    errors: &mut Errors,
) -> Argument<'a> {
    let name = ident.unraw().to_string();
    let mut markers = Vec::new();
    let mut has_unknown_marker = false;
    for attribute in typed
        .attrs
        .iter()
        .filter(|attribute| !is_builtin(attribute))
    {
        let (marker, mistake) = marker::read(attribute, &name, typed, takes_body);
        if let Some(message) = mistake {
            errors.add(Place::Argument(index), attribute, &message);
        }
        has_unknown_marker |= marker.is_none();
        markers.extend(marker);
    }
    let argument = Argument {
        index,
        typed,
        ident,
        name,
        markers,
        has_unknown_marker,
    };
    one_marker(&argument, errors);
    argument
}

fn one_marker(argument: &Argument<'_>, errors: &mut Errors) {
    if let [first, second, ..] = argument.markers.as_slice() {
        let (first, written) = (words(first.attribute), words(second.attribute));
        let what = format!(
            "the argument `{}` has two markers, `{first}` and `{written}`",
            argument.name
        );
        errors.add(
            argument.place(),
            second.attribute,
            &Message::new(what, format!("remove `{written}`")),
        );
    }
}

fn unmarked_self(receiver: &Receiver, errors: &mut Errors) {
    for attribute in receiver
        .attrs
        .iter()
        .filter(|attribute| !is_builtin(attribute))
    {
        let written = words(attribute);
        let what =
            format!("`{written}` stands on `self`, which is the client and no part of the request");
        errors.add(
            Place::Receiver,
            attribute,
            &Message::new(what, format!("remove `{written}`")),
        );
    }
}

/// The macro cannot see whether the argument will be there.
fn no_cfg(typed: &PatType, index: usize, errors: &mut Errors) {
    for attribute in typed
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"))
    {
        let written = words(attribute);
        let what = format!("`{written}` stands on an argument, which the template counts on");
        let help = format!(
            "write `{written}` above the method, and declare another method without the argument"
        );
        errors.add(Place::Argument(index), attribute, &Message::new(what, help));
    }
}

fn plain_name<'a>(typed: &'a PatType, index: usize, errors: &mut Errors) -> Option<&'a PatIdent> {
    match typed.pat.as_ref() {
        Pat::Ident(pattern)
            if pattern.by_ref.is_none()
                && pattern.mutability.is_none()
                && pattern.subpat.is_none() =>
        {
            Some(pattern)
        }
        pattern => {
            let what = format!(
                "the argument `{}` is a pattern, and only a name binds it to its place",
                words(pattern)
            );
            let help = format!("write `{}: {}`", name_meant(pattern), words(&typed.ty));
            errors.add(Place::Argument(index), pattern, &Message::new(what, help));
            None
        }
    }
}

/// `a_b` for `(a, b)`.
fn name_meant(pattern: &Pat) -> String {
    let text = words(pattern);
    let is_name = |word: &&str| {
        word.starts_with(|first: char| first.is_lowercase())
            && !["mut", "ref", "box"].contains(word)
    };
    let names: Vec<&str> = text
        .split(|character: char| !character.is_alphanumeric() && character != '_')
        .filter(is_name)
        .collect();
    if names.is_empty() {
        String::from("value")
    } else {
        names.join("_")
    }
}

/// The client where there is no `self`: the first argument, unless it is part of the request.
pub(super) fn could_be_client(argument: &Argument<'_>, template: &Template) -> bool {
    let is_in_template = template
        .parameters()
        .any(|parameter| parameter.name == argument.name);
    argument.markers.is_empty() && !is_in_template && !types::is_primitive(&argument.typed.ty)
}
