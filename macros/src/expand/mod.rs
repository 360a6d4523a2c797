//! From a checked endpoint to code. Nothing here can fail.

mod request;
mod signature;
#[cfg(test)]
mod snapshots;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::{Ident, ReturnType};

use crate::model::{Endpoint, Output, principal_span};
use crate::syntax::Function;

/// The item with its body.
pub(crate) fn endpoint(endpoint: &Endpoint<'_>) -> TokenStream {
    let function = endpoint.function;
    let span = at(function.signature.ident.span());
    let root = &endpoint.options.root;
    let descriptor_name = free_name(function, span);
    let descriptor = request::descriptor(endpoint, &descriptor_name);
    let request = request::request(endpoint, &descriptor_name);
    let answer = answer(endpoint, &request);
    let docs = documentation(endpoint);
    let signature = signature::checked(&function.signature, root);
    let attributes = &function.attributes;
    let visibility = &function.visibility;
    quote_spanned! {span=>
        #(#attributes)*
        #docs
        #visibility #signature {
            #descriptor
            #answer
        }
    }
}

/// Makes the call of the request, and what is returned of the call.
///
/// This stands at the user's return type as if the user had written it there: a mistake in the type
/// is then told once, without a word about a macro. An argument named `call` is not in the way, since
/// it is used up before.
fn answer(endpoint: &Endpoint<'_>, request: &TokenStream) -> TokenStream {
    let root = &endpoint.options.root;
    let (ty, made_from_call) = match endpoint.output {
        Output::Plain(ty) => (ty, "Returns"),
        Output::Awaited(ty) => (ty, "Awaited"),
    };
    let span = principal_span(ty);
    let made_from_call = Ident::new(made_from_call, at(span));
    let made_from_call = quote_spanned!(at(span)=> #root::__private::#made_from_call);
    quote_spanned! {span=>
        let call = #request.call();
        <#ty as #made_from_call>::from_call(call)
    }
}

/// The item after errors: callers still type-check against it.
pub(crate) fn stub(function: &Function, root: &TokenStream) -> TokenStream {
    let span = at(function.signature.ident.span());
    let attributes = function
        .attributes
        .iter()
        .filter(|attribute| !crate::syntax::is_endpoint(attribute));
    let visibility = &function.visibility;
    let corrected = signature::corrected(&function.signature);
    let is_async =
        corrected.asyncness.is_some() && matches!(corrected.output, ReturnType::Type(..));
    let signature = signature::checked(&corrected, root);
    let body = match &function.body {
        Some(body) => body.to_token_stream(),
        None => quote_spanned!(span=> { #root::__private::stub() }),
    };
    let body = if is_async {
        quote_spanned!(span=> { async move #body })
    } else {
        body
    };
    quote_spanned! {span=>
        #(#attributes)*
        #[allow(unused_variables)]
        #visibility #signature #body
    }
}

/// Names of ours are found where the macro is, and mistakes in them are shown at the user's code.
fn at(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

/// Items have no hygiene: a constant of this name in the return type must stay the user's.
fn free_name(function: &Function, span: Span) -> Ident {
    let signature = function.signature.to_token_stream();
    let mut name = Ident::new("ENDPOINT", span);
    while mentions(&signature, &name) {
        name = format_ident!("{name}_", span = span);
    }
    name
}

fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}

/// One line about the request, below what the user wrote.
fn documentation(endpoint: &Endpoint<'_>) -> TokenStream {
    let span = at(endpoint.function.signature.ident.span());
    let line = format!(" `{} {}`", endpoint.method, endpoint.written_template);
    let is_documented = endpoint
        .function
        .attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("doc"));
    let blank = is_documented.then(|| quote_spanned!(span=> #[doc = ""]));
    quote_spanned!(span=> #blank #[doc = #line])
}
