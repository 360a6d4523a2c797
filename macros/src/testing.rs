//! What tests of several rooms need: declarations as text.

use proc_macro2::{Group, TokenStream, TokenTree};

/// Expands `#[endpoint(..)] fn ..` as the compiler would.
#[track_caller]
pub(crate) fn expand(declaration: &str) -> TokenStream {
    let mut tokens = declaration.parse::<TokenStream>().unwrap().into_iter();
    let (Some(TokenTree::Punct(_)), Some(TokenTree::Group(brackets))) =
        (tokens.next(), tokens.next())
    else {
        panic!("a declaration begins with the attribute");
    };
    let arguments = brackets
        .stream()
        .into_iter()
        .find_map(group)
        .map(|group| group.stream());
    crate::declare(arguments.unwrap_or_default(), tokens.collect())
}

fn group(token: TokenTree) -> Option<Group> {
    match token {
        TokenTree::Group(group) => Some(group),
        _ => None,
    }
}

/// The messages that the declaration raises, in order.
#[track_caller]
pub(crate) fn messages(declaration: &str) -> Vec<String> {
    let file: syn::File = syn::parse2(expand(declaration)).unwrap();
    let raised = file.items.iter().filter_map(|item| match item {
        syn::Item::Macro(raised) => Some(raised.mac.parse_body::<syn::LitStr>().unwrap().value()),
        _ => None,
    });
    raised.collect()
}
