//! What stands between the parentheses of `#[endpoint(..)]`.

use proc_macro2::{Delimiter, Group, Ident, Punct, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Lit, LitStr, Path};

pub(crate) struct Attribute {
    pub(crate) entries: Vec<Entry>,
}

/// One thing in the list.
pub(crate) struct Entry {
    pub(crate) kind: EntryKind,
    tokens: TokenStream,
    /// The next entry follows without a comma.
    pub(crate) lacks_comma: bool,
}

pub(crate) enum EntryKind {
    Text(LitStr),
    Named(Named),
    Other,
}

/// `GET`, `timeout = "30s"` or `headers("A" = "b")`.
pub(crate) struct Named {
    pub(crate) name: Ident,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    Absent,
    Literal(Lit),
    Path(Path),
    List(Group),
    Other,
}

impl Attribute {
    pub(crate) fn read(tokens: TokenStream) -> Self {
        let tokens = without_invisible_groups(tokens);
        let mut entries = Vec::new();
        for between_commas in tokens.split(|token| is_punct(token, ',')) {
            let mut rest = between_commas;
            while !rest.is_empty() {
                let (kind, length) = entry(rest);
                let (taken, after) = rest.split_at(length);
                let tokens = taken.iter().cloned().collect();
                entries.push(Entry {
                    kind,
                    tokens,
                    lacks_comma: !after.is_empty(),
                });
                rest = after;
            }
        }
        Self { entries }
    }
}

impl Entry {
    pub(crate) fn text(&self) -> Option<&LitStr> {
        match &self.kind {
            EntryKind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn named(&self) -> Option<&Named> {
        match &self.kind {
            EntryKind::Named(named) => Some(named),
            _ => None,
        }
    }

    /// A name and nothing else.
    pub(crate) fn word(&self) -> Option<&Ident> {
        self.named()
            .filter(|named| matches!(named.value, Value::Absent))
            .map(|named| &named.name)
    }
}

impl ToTokens for Entry {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.tokens.clone());
    }
}

/// Tokens that come through a `macro_rules!` fragment are wrapped; what is inside counts.
fn without_invisible_groups(tokens: TokenStream) -> Vec<TokenTree> {
    let mut visible = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                visible.extend(without_invisible_groups(group.stream()));
            }
            token => visible.push(token),
        }
    }
    visible
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// The first entry of `tokens`, which are not empty, and how many of them it takes.
fn entry(tokens: &[TokenTree]) -> (EntryKind, usize) {
    match tokens {
        [TokenTree::Ident(name), TokenTree::Punct(equals), after @ ..] if is_equals(equals) => {
            let (value, length) = value(after);
            (
                EntryKind::Named(Named {
                    name: name.clone(),
                    value,
                }),
                2 + length,
            )
        }
        [TokenTree::Ident(name), TokenTree::Group(group), ..]
            if group.delimiter() == Delimiter::Parenthesis =>
        {
            (
                EntryKind::Named(Named {
                    name: name.clone(),
                    value: Value::List(group.clone()),
                }),
                2,
            )
        }
        [TokenTree::Ident(name), after @ ..] if begins_entry(after) => (
            EntryKind::Named(Named {
                name: name.clone(),
                value: Value::Absent,
            }),
            1,
        ),
        [TokenTree::Literal(literal), after @ ..] if begins_entry(after) => {
            match syn::parse2::<LitStr>(literal.to_token_stream()) {
                Ok(text) => (EntryKind::Text(text), 1),
                Err(_) => (EntryKind::Other, 1),
            }
        }
        _ => (EntryKind::Other, tokens.len()),
    }
}

fn is_equals(punct: &Punct) -> bool {
    punct.as_char() == '='
}

/// Nothing more, or something that can begin an entry, so that only a comma is missing.
fn begins_entry(after: &[TokenTree]) -> bool {
    matches!(
        after.first(),
        None | Some(TokenTree::Ident(_) | TokenTree::Literal(_))
    )
}

fn value(tokens: &[TokenTree]) -> (Value, usize) {
    let length = match tokens.first() {
        Some(TokenTree::Literal(_)) => 1,
        _ => path_length(tokens),
    };
    let (taken, after) = tokens.split_at(length);
    let taken: TokenStream = taken.iter().cloned().collect();
    if length > 0 && begins_entry(after) {
        if let Ok(literal) = syn::parse2(taken.clone()) {
            return (Value::Literal(literal), length);
        }
        if let Ok(path) = syn::parse::Parser::parse2(Path::parse_mod_style, taken) {
            return (Value::Path(path), length);
        }
    }
    (Value::Other, tokens.len())
}

/// `a`, `::a`, `a::b`: as far as identifiers and double colons alternate.
fn path_length(tokens: &[TokenTree]) -> usize {
    let colons = |at: usize| {
        tokens
            .get(at..at + 2)
            .is_some_and(|two| two.iter().all(|token| is_punct(token, ':')))
    };
    let mut length = 0;
    loop {
        let name = if colons(length) { length + 2 } else { length };
        if (length > 0 && name == length) || !matches!(tokens.get(name), Some(TokenTree::Ident(_)))
        {
            return length;
        }
        length = name + 1;
    }
}
