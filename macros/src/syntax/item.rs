//! The item under the attribute: a signature, whose body is left to the compiler, or something else.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::{Abi, Attribute, Signature, Token, Visibility};

pub(crate) enum Item {
    // Boxed, since it is some hundred times the size of the other.
    Function(Box<Function>),
    Other(Other),
}

pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    pub(crate) body: Option<Group>,
}

/// A struct, a trait, an impl, ...
pub(crate) struct Other {
    pub(crate) keyword: String,
    /// The keyword and the name.
    pub(crate) head: TokenStream,
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility: Visibility = input.parse()?;
        if !begins_function(input) {
            return Ok(Self::Other(Other::read(input.parse()?)));
        }
        let signature = input.parse()?;
        let body = if input.parse::<Option<Token![;]>>()?.is_some() {
            None
        } else {
            Some(input.parse()?)
        };
        Ok(Self::Function(Box::new(Function {
            attributes,
            visibility,
            signature,
            body,
        })))
    }
}

fn begins_function(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    let qualifiers = || {
        ahead.parse::<Option<Token![const]>>()?;
        ahead.parse::<Option<Token![async]>>()?;
        ahead.parse::<Option<Token![unsafe]>>()?;
        ahead.parse::<Option<Abi>>()
    };
    qualifiers().is_ok() && ahead.peek(Token![fn])
}

impl Other {
    fn read(tokens: TokenStream) -> Self {
        let is_qualifier =
            |token: &TokenTree| ["unsafe", "auto", "extern"].contains(&token.to_string().as_str());
        let mut tokens = tokens.into_iter().skip_while(is_qualifier).peekable();
        let keyword = tokens.peek().map(ToString::to_string).unwrap_or_default();
        let is_head = |token: &TokenTree| !matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        // An impl has no name, so all of its head is one.
        let length = if keyword == "impl" { usize::MAX } else { 2 };
        let head = tokens.take_while(is_head).take(length).collect();
        Self { keyword, head }
    }
}

/// Attributes on arguments that are the compiler's; all others there are markers, or meant to be.
pub(crate) fn is_builtin(attribute: &Attribute) -> bool {
    let builtin = [
        "allow", "cfg", "cfg_attr", "deny", "doc", "expect", "forbid", "warn",
    ];
    attribute.path().segments.len() > 1
        || builtin.iter().any(|name| attribute.path().is_ident(name))
}

/// This very attribute, on an item that carries it twice.
pub(crate) fn is_endpoint(attribute: &Attribute) -> bool {
    attribute
        .path()
        .segments
        .last()
        .is_some_and(|last| last.ident == "endpoint")
}
