//! The descriptor of the endpoint, and the request that is built from it and the arguments.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Type;
use syn::ext::IdentExt;

use super::at;
use crate::model::{Client, Endpoint, Role, Step, is_reference, principal_span};

pub(super) fn descriptor(endpoint: &Endpoint<'_>, descriptor_name: &Ident) -> TokenStream {
    let root = &endpoint.options.root;
    let span = descriptor_name.span();
    let name = endpoint.function.signature.ident.unraw().to_string();
    let method = &endpoint.method;
    let template = endpoint.template.label();
    let options = options(endpoint, descriptor_name);
    quote_spanned! {span=>
        static #descriptor_name: #root::__private::Endpoint =
            #root::__private::Endpoint::new(#name, #method, #template) #options;
    }
}

fn options(endpoint: &Endpoint<'_>, descriptor_name: &Ident) -> TokenStream {
    let options = &endpoint.options;
    let span = descriptor_name.span();
    let timeout = options
        .timeout_millis
        .map(Literal::u64_unsuffixed)
        .map(|millis| quote_spanned!(span=> .timeout_millis(#millis)));
    let idempotent = options
        .idempotent
        .map(|idempotent| quote_spanned!(span=> .idempotent(#idempotent)));
    let base = options
        .base
        .as_ref()
        .map(|base| quote_spanned!(span=> .base(#base)));
    let no_auth = options.no_auth.then(|| quote_spanned!(span=> .no_auth()));
    let accept = options
        .accept
        .as_ref()
        .map(|accept| quote_spanned!(span=> .accept(#accept)));
    let headers = (!options.headers.is_empty()).then(|| {
        let pairs = options
            .headers
            .iter()
            .map(|(name, value)| quote_spanned!(span=> (#name, #value)));
        quote_spanned!(span=> .headers(&[#(#pairs),*]))
    });
    quote_spanned!(span=> #timeout #idempotent #base #no_auth #accept #headers)
}

pub(super) fn request(endpoint: &Endpoint<'_>, descriptor_name: &Ident) -> TokenStream {
    let root = &endpoint.options.root;
    let span = descriptor_name.span();
    let client = match endpoint.client {
        Client::Receiver(token) => token.to_token_stream(),
        Client::Argument(name) => name.to_token_stream(),
    };
    let steps = endpoint.steps.iter().map(|one| step(one, descriptor_name));
    quote_spanned!(span=> #root::__private::Request::new(#client, &#descriptor_name) #(#steps)*)
}

fn step(step: &Step<'_>, descriptor_name: &Ident) -> TokenStream {
    match step {
        Step::Fixed(pair) => quote_spanned!(descriptor_name.span()=> .fixed(#pair)),
        Step::Value { role, name, ty } => value_step(role, name, ty),
    }
}

/// Shown at the argument's type, since that is what a mistake here is about.
fn value_step(role: &Role, name: &Ident, ty: &Type) -> TokenStream {
    let span = at(principal_span(ty));
    let mut by_value = name.clone();
    by_value.set_span(name.span().located_at(principal_span(ty)));
    let value = if is_reference(ty) {
        by_value.to_token_stream()
    } else {
        quote_spanned!(principal_span(ty)=> &#by_value)
    };
    match role {
        Role::Segment => quote_spanned!(span=> .segment(#value)),
        Role::Tail => quote_spanned!(span=> .tail(#value)),
        Role::Query { wire } => quote_spanned!(span=> .query(#wire, #value)),
        Role::Flatten => quote_spanned!(span=> .flatten(#value)),
        Role::Header {
            name,
            is_optional: false,
        } => quote_spanned!(span=> .header(#name, #value)),
        Role::Header {
            name,
            is_optional: true,
        } => quote_spanned!(span=> .optional_header(#name, #value)),
        Role::Headers { prefix } => quote_spanned!(span=> .headers(#prefix, #value)),
        Role::Form => quote_spanned!(span=> .form(#value)),
        Role::Json => quote_spanned!(span=> .json(#value)),
        Role::Field { wire } => quote_spanned!(span=> .field(#wire, #value)),
        Role::Body => quote_spanned!(span=> .body(#by_value)),
        Role::TypedBody { media_type } => {
            quote_spanned!(span=> .typed_body(#media_type, #by_value))
        }
        Role::Part { wire } => quote_spanned!(span=> .part(#wire, #by_value)),
    }
}
