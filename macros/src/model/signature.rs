//! The signature: what it may say besides arguments, and what it returns.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{FnArg, Receiver, ReceiverKind, ReturnType, Safety, Type};

use super::argument::{Argument, could_be_client};
use super::options::root;
use super::types::{self, future_output, is_named, mentions_impl, type_arguments};
use super::{Client, Output};
use crate::diag::{Errors, Message, Place, words};
use crate::syntax::{Attribute, Entry, Function, Other, is_endpoint};
use crate::template::parse;

pub(super) fn check(function: &Function, errors: &mut Errors) {
    attribute_once(function, errors);
    no_qualifiers(function, errors);
    not_variadic(function, errors);
    no_body(function, errors);
}

fn attribute_once(function: &Function, errors: &mut Errors) {
    for (index, attribute) in function
        .attributes
        .iter()
        .enumerate()
        .filter(|(_, attribute)| is_endpoint(attribute))
    {
        let name = &function.signature.ident;
        let what = format!("`{name}` has the attribute twice: a method is one request");
        let help = format!("remove `{}`", words(attribute));
        errors.add(
            Place::Attribute(index),
            attribute,
            &Message::new(what, help),
        );
    }
}

fn no_qualifiers(function: &Function, errors: &mut Errors) {
    let signature = &function.signature;
    let name = &signature.ident;
    let safety = match &signature.safety {
        Safety::Unsafe(token) => Some(token.to_token_stream()),
        _ => None,
    };
    let constness = signature.constness.map(|token| token.to_token_stream());
    let abi = signature.abi.as_ref().map(ToTokens::to_token_stream);
    for qualifier in [constness, safety, abi].into_iter().flatten() {
        let written = words(&qualifier);
        let what = format!("`{name}` is `{written}`, which a request cannot be");
        errors.add(
            Place::Qualifier,
            qualifier,
            &Message::new(what, format!("remove `{written}`")),
        );
    }
}

fn not_variadic(function: &Function, errors: &mut Errors) {
    if let Some(variadic) = &function.signature.variadic {
        let what = format!(
            "`{}` takes any number of arguments, and a request has places for some",
            function.signature.ident
        );
        errors.add(
            Place::Variadic,
            variadic,
            &Message::new(what, format!("remove `{}`", words(variadic))),
        );
    }
}

fn no_body(function: &Function, errors: &mut Errors) {
    if let Some(body) = &function.body {
        let what = format!(
            "`{}` has a body, which the attribute writes",
            function.signature.ident
        );
        errors.add(
            Place::Body,
            body,
            &Message::new(what, "write `;` in place of the body"),
        );
    }
}

pub(super) fn shared_self(receiver: &Receiver, errors: &mut Errors) {
    let is_shared = match &receiver.kind {
        ReceiverKind::Reference(_, _, mutability) => mutability.is_none(),
        ReceiverKind::Typed(_, ty) => {
            matches!(ty.as_ref(), Type::Reference(reference) if reference.mutability.is_none())
        }
        _ => false,
    };
    if !is_shared {
        let bare = Receiver {
            attrs: Vec::new(),
            ..receiver.clone()
        };
        let what = format!(
            "the receiver is `{}`, and making a request takes no more than `&self`",
            words(&bare)
        );
        errors.add(Place::Receiver, &bare, &Message::new(what, "write `&self`"));
    }
}

/// Takes the client out of the arguments of a function without `self`.
pub(super) fn client_argument<'a>(
    function: &'a Function,
    attribute: &Attribute,
    arguments: &mut Vec<Argument<'a>>,
    errors: &mut Errors,
) -> Option<Client<'a>> {
    let text = attribute
        .entries
        .iter()
        .filter_map(Entry::text)
        .map(syn::LitStr::value)
        .find(|text| text.contains('/'))
        .unwrap_or_default();
    let template = parse(&text, &[]).template;
    let is_first = |argument: &Argument<'_>| argument.place() == Place::Argument(0);
    match arguments.first() {
        Some(first) if is_first(first) && could_be_client(first, &template) => {
            client_by_reference(first, errors);
            Some(Client::Argument(arguments.remove(0).ident))
        }
        _ => {
            no_client(function, attribute, arguments, errors);
            None
        }
    }
}

fn client_by_reference(first: &Argument<'_>, errors: &mut Errors) {
    let ty = &first.typed.ty;
    if !types::is_reference(ty) {
        let (name, ty) = (&first.name, words(ty));
        let what = format!("the client `{name}: {ty}` is not taken by reference");
        errors.add(
            Place::Receiver,
            &first.typed.ty,
            &Message::new(what, format!("write `{name}: &{ty}`")),
        );
    }
}

fn no_client(
    function: &Function,
    attribute: &Attribute,
    arguments: &[Argument<'_>],
    errors: &mut Errors,
) {
    let name = &function.signature.ident;
    let has_client = arguments.iter().any(|argument| argument.name == "client");
    let argument = if has_client { "api" } else { "client" };
    let client = format!("{argument}: &{}::Client", root_words(&root(attribute)));
    let what = format!("`{name}` has no receiver and no client to send with");
    let help =
        format!("add `&self` as the first argument of a method, or `{client}` of a function");
    let is_blamed = function
        .signature
        .inputs
        .first()
        .filter(|input| matches!(input, FnArg::Typed(_)));
    let message = Message::new(what, help);
    match is_blamed {
        Some(first) => errors.add(Place::Receiver, first, &message),
        None => errors.add(Place::Receiver, name, &message),
    }
}

/// What the method returns, unless an error was told.
pub(super) fn output<'a>(
    function: &'a Function,
    root: &TokenStream,
    errors: &mut Errors,
) -> Option<Output<'a>> {
    let ReturnType::Type(_, ty) = &function.signature.output else {
        returns_something(function, root, errors);
        return None;
    };
    let is_async = function.signature.asyncness.is_some();
    if is_async {
        call_is_not_async(function, ty, errors);
    } else if is_named(ty, &["Result"]) {
        result_is_async(function, ty, root, errors);
        return None;
    }
    if mentions_impl(ty.to_token_stream()) {
        names_its_type(function, ty, root, errors);
        return None;
    }
    answer_is_owned(ty, errors);
    Some(if is_async {
        Output::Awaited(ty)
    } else {
        Output::Plain(ty)
    })
}

/// The type `Call` as a user would write it.
fn call_of(root: &TokenStream, arguments: &TokenStream) -> String {
    format!("{}::Call<{}>", root_words(root), words(arguments))
}

fn root_words(root: &TokenStream) -> String {
    words(root).trim_start_matches("::").to_owned()
}

fn returns_something(function: &Function, root: &TokenStream, errors: &mut Errors) {
    let name = &function.signature.ident;
    let call = call_of(root, &quote!(()));
    let help = match function.signature.asyncness {
        Some(_) => format!("remove `async`, and write `-> {call}` after the arguments"),
        None => format!("write `-> {call}` after the arguments"),
    };
    let message = Message::new(
        format!("`{name}` returns nothing, so its answer would be lost"),
        help,
    );
    errors.add(Place::Return, name, &message);
}

fn call_is_not_async(function: &Function, ty: &Type, errors: &mut Errors) {
    if is_named(ty, &["Call", "Pages"]) {
        let what = format!(
            "`async fn` returns `{}`, which is awaited by itself",
            words(ty)
        );
        errors.add(
            Place::Qualifier,
            function.signature.asyncness,
            &Message::new(what, "remove `async`"),
        );
    }
}

fn result_is_async(function: &Function, ty: &Type, root: &TokenStream, errors: &mut Errors) {
    let name = &function.signature.ident;
    let call = as_call(ty, root)
        .map(|call| format!(", or return `{call}`"))
        .unwrap_or_default();
    let what = format!(
        "`{name}` returns `{}` without waiting for the answer",
        words(ty)
    );
    errors.add(
        Place::Return,
        ty,
        &Message::new(what, format!("write `async fn {name}`{call}")),
    );
}

/// The body that it would borrow from is gone when the call ends.
fn answer_is_owned(ty: &Type, errors: &mut Errors) {
    let answer = type_arguments(ty).first().copied();
    let Some(answer) = answer.filter(|_| is_named(ty, &["Call", "Pages", "Result"])) else {
        return;
    };
    if types::is_reference(answer) {
        let what = format!("the answer cannot be borrowed, and `{}` is", words(answer));
        let help = format!("write `{}`", types::owned(answer));
        errors.add(Place::Return, answer, &Message::new(what, help));
    }
}

/// `Call<T, E>` for `Result<T, Error<E>>`.
fn as_call(ty: &Type, root: &TokenStream) -> Option<String> {
    let result = type_arguments(ty);
    let value = result.first()?;
    let error = result
        .get(1)
        .filter(|error| is_named(error, &["Error"]))
        .map(|error| type_arguments(error));
    match error.as_deref() {
        Some([error]) => Some(call_of(root, &quote!(#value, #error))),
        _ => None,
    }
}

fn names_its_type(function: &Function, ty: &Type, root: &TokenStream, errors: &mut Errors) {
    let help = match future_output(ty) {
        Some(output) if function.signature.asyncness.is_none() => {
            format!(
                "write `async fn {}`, returning `{}`",
                function.signature.ident,
                words(output)
            )
        }
        _ => format!("write `{}`", call_of(root, &quote!(()))),
    };
    let what = format!(
        "the return type `{}` does not say what the answer is decoded to",
        words(ty)
    );
    errors.add(Place::Return, ty, &Message::new(what, help));
}

/// The attribute on what cannot be read as an item at all.
pub(crate) fn unreadable_item(error: &syn::Error) -> TokenStream {
    let mut errors = Errors::default();
    let what = format!("this cannot be read as a signature: {error}");
    let help = "write it as `fn name(&self) -> endpoint::Call<()>;`";
    let at = quote_spanned!(error.span()=> _);
    errors.add(Place::Body, at, &Message::new(what, help));
    errors.report()
}

/// The attribute on what is no function.
pub(crate) fn wrong_item(other: &Other) -> TokenStream {
    let mut errors = Errors::default();
    let keyword = other.keyword.as_str();
    let article = if keyword.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    let help = match keyword {
        "trait" | "impl" => format!(
            "remove the attribute from the `{keyword}`, and write one above each of its methods"
        ),
        _ => String::from("remove the attribute, and write it above a method"),
    };
    let what = format!(
        "`{}` is {article} `{keyword}`: an endpoint is a method or a function",
        words(&other.head)
    );
    errors.add(Place::Body, &other.head, &Message::new(what, help));
    errors.report()
}
