//! The attribute of the `endpoint` crate, which re-exports it: depend on that one.
#![forbid(unsafe_code)]

#[cfg(test)]
mod catalogue;
mod diag;
mod expand;
mod model;
mod syntax;
mod template;
#[cfg(test)]
mod testing;

use proc_macro2::TokenStream;

#[doc = include_str!("docs/endpoint.md")]
#[doc = include_str!("docs/messages.md")]
#[proc_macro_attribute]
pub fn endpoint(
    attribute: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    declare(attribute.into(), item.into()).into()
}

/// The attribute on tokens that tests can make too.
fn declare(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let attribute = syntax::Attribute::read(attribute);
    let item = syntax::with_raw_arguments(item);
    let function = match syn::parse2(item.clone()) {
        Ok(syntax::Item::Function(function)) => function,
        Ok(syntax::Item::Other(other)) => {
            return TokenStream::from_iter([model::wrong_item(&other), item]);
        }
        Err(error) => return TokenStream::from_iter([model::unreadable_item(&error), item]),
    };
    match model::check(&attribute, &function) {
        Ok(endpoint) => expand::endpoint(&endpoint),
        Err(report) => {
            TokenStream::from_iter([report, expand::stub(&function, &model::root(&attribute))])
        }
    }
}
