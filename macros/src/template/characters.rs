//! Which characters may stand in a template as they are, and how the others are written.

use std::fmt::Write as _;

/// Where a literal character stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Path,
    QueryName,
    QueryValue,
}

impl Part {
    /// RFC 3986, less what means something else in a query: `+` is a space to most servers,
    /// and URL types rewrite `'` there.
    pub(super) fn allows(self, character: char) -> bool {
        if character.is_ascii_alphanumeric() || "-._~".contains(character) {
            return true;
        }
        match self {
            Self::Path => "!$&'()*+,;=:@".contains(character),
            Self::QueryName => "[]!$()*,;:@/".contains(character),
            Self::QueryValue => "!$()*,;:@/".contains(character),
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Path => "a path",
            Self::QueryName => "a query name",
            Self::QueryValue => "a query value",
        }
    }
}

pub(super) fn is_name_start(character: char) -> bool {
    character == '_' || character.is_alphabetic()
}

pub(super) fn is_name_character(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}

pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(is_name_start) && text.chars().all(is_name_character)
}

/// The percent escapes of each byte of `text`.
pub(crate) fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut escapes, byte| {
        // Writing to a String cannot fail.
        let _ = write!(escapes, "%{byte:02X}");
        escapes
    })
}

/// A name as it stands in a query or a form: brackets are structure, other punctuation is escaped.
pub(crate) fn on_the_wire(name: &str) -> String {
    let as_written = |character: char| match character {
        '[' | ']' | '-' | '.' | '_' | '~' => character.to_string(),
        _ if character.is_ascii_alphanumeric() => character.to_string(),
        _ => escaped(character.encode_utf8(&mut [0; 4])),
    };
    name.chars().map(as_written).collect()
}

/// The bytes that `text` stands for, its percent escapes undone.
pub(super) fn unescaped(text: &str) -> Vec<u8> {
    let mut rest = text.as_bytes();
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some((&first, after)) = rest.split_first() {
        match (first, hexadecimal_pair(after)) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    bytes
}

fn hexadecimal_pair(bytes: &[u8]) -> Option<u8> {
    let digit = |index: usize| {
        bytes
            .get(index)
            .and_then(|&byte| char::from(byte).to_digit(16))
    };
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}
