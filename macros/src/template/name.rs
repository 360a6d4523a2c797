//! What stands between `<` and `>`: a name, or what was meant to be one.

use super::characters::{is_name, is_name_character};

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Empty where nothing tells what was meant.
    pub(super) text: String,
    pub(super) rest: bool,
    pub(super) flaw: Option<Flaw>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    Empty,
    Spaces,
    RawPrefix,
    /// `*key`, `..key`, `key...`
    RestMark,
    /// `self` and its like are no identifiers, raw or not.
    NeverAnArgument,
    NotAnIdentifier,
}

/// Whether an argument, raw or not, can have this name.
pub(super) fn is_clean(text: &str) -> bool {
    is_name(text) && !is_never_an_argument(text)
}

pub(super) fn read(content: &str) -> Name {
    let (text, rest) = match content.strip_suffix("..") {
        Some(text) => (text, true),
        None => (content, false),
    };
    if is_never_an_argument(text) {
        return Name {
            text: String::new(),
            rest,
            flaw: Some(Flaw::NeverAnArgument),
        };
    }
    if is_clean(text) {
        return Name {
            text: text.to_owned(),
            rest,
            flaw: None,
        };
    }
    meant(content)
}

fn meant(content: &str) -> Name {
    let trimmed = content.trim();
    let bare = trimmed.strip_prefix("r#").unwrap_or(trimmed);
    let rest = bare.starts_with("..")
        || bare.starts_with('*')
        || bare.ends_with("..")
        || bare.ends_with('*');
    // `id:int` and `id?` name a type or an option, as other template languages do.
    let core = bare
        .trim_matches(['*', '.'])
        .split([':', '?'])
        .next()
        .unwrap_or_default();
    let text = identifier_like(core);
    let flaw = if text.is_empty() {
        Flaw::Empty
    } else if core.contains(char::is_whitespace) || trimmed.len() < content.len() {
        Flaw::Spaces
    } else if !is_name(core) {
        Flaw::NotAnIdentifier
    } else if bare.len() < trimmed.len() {
        Flaw::RawPrefix
    } else if rest {
        Flaw::RestMark
    } else {
        Flaw::NotAnIdentifier
    };
    let text = if is_never_an_argument(&text) {
        String::new()
    } else {
        text
    };
    Name {
        text,
        rest,
        flaw: Some(flaw),
    }
}

fn is_never_an_argument(text: &str) -> bool {
    matches!(text, "self" | "Self" | "super" | "crate" | "_")
}

/// `account-id` becomes `account_id`.
fn identifier_like(text: &str) -> String {
    let replaced: String = text
        .chars()
        .map(|character| {
            if is_name_character(character) {
                character
            } else {
                '_'
            }
        })
        .collect();
    match replaced.trim_matches('_') {
        "" => String::new(),
        digits if digits.starts_with(|first: char| first.is_numeric()) => format!("_{digits}"),
        _ => replaced,
    }
}
