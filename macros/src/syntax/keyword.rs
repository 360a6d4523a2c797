//! Arguments named by a keyword: the compiler has told of them, so the rest is read as if `r#` were there.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};

/// The item with `r#` before each argument's name that lacks it.
pub(crate) fn with_raw_arguments(item: TokenStream) -> TokenStream {
    item.into_iter().map(raw_between_parentheses).collect()
}

fn raw_between_parentheses(token: TokenTree) -> TokenTree {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            let mut raw = Group::new(Delimiter::Parenthesis, raw_names(group.stream()));
            raw.set_span(group.span());
            raw.into()
        }
        token => token,
    }
}

fn raw_names(arguments: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = arguments.into_iter().collect();
    let is_name = |at: usize| begins_argument(&tokens[..at]) && is_colon(tokens.get(at + 1));
    let raw = |(at, token): (usize, &TokenTree)| match token {
        TokenTree::Ident(ident) if is_name(at) && is_keyword(ident) => {
            Ident::new_raw(&ident.to_string(), ident.span()).into()
        }
        token => token.clone(),
    };
    tokens.iter().enumerate().map(raw).collect()
}

/// Nothing before it, a comma, or the brackets of an attribute.
fn begins_argument(before: &[TokenTree]) -> bool {
    match before.last() {
        None => true,
        Some(TokenTree::Punct(punct)) => punct.as_char() == ',',
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Bracket,
        Some(_) => false,
    }
}

fn is_colon(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Alone)
}

/// One that `r#` makes a name.
fn is_keyword(ident: &Ident) -> bool {
    let name = ident.to_string();
    !["self", "Self", "super", "crate", "_"].contains(&name.as_str())
        && syn::parse_str::<Ident>(&name).is_err()
}
