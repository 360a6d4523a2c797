//! Collects every mistake of an endpoint and reports all of them at once, in source order.

mod nearest;
mod words;

use std::fmt;
use std::thread;

use proc_macro2::TokenStream;
use quote::ToTokens;

pub(crate) use nearest::nearest;
pub(crate) use words::{listed, words};

/// Where in a declaration a mistake is. The order of the variants is the order of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Method,
    /// The byte in the template.
    Template(usize),
    /// The index of the option.
    Option(usize),
    /// Another attribute on the same item.
    Attribute(usize),
    Qualifier,
    Receiver,
    /// The index in the signature.
    Argument(usize),
    Variadic,
    Return,
    Body,
}

/// What is wrong, the template drawn where the mistake is in it, and what to write instead.
#[derive(Debug)]
pub(crate) struct Message {
    what: String,
    drawing: Option<String>,
    help: String,
}

impl Message {
    pub(crate) fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            drawing: None,
            help: help.into(),
        }
    }

    pub(crate) fn drawn(self, drawing: String) -> Self {
        Self {
            drawing: Some(drawing),
            ..self
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.what)?;
        if let Some(drawing) = &self.drawing {
            writeln!(f, "{drawing}")?;
        }
        write!(f, "help: {}", self.help)
    }
}

/// The errors of one endpoint. It blows up where it is dropped without a look at them.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    found: Vec<(Place, syn::Error)>,
    looked_at: bool,
}

impl Errors {
    /// Underlines all of `tokens`: stable compilers join no spans, but an error from tokens has two of them.
    pub(crate) fn add(&mut self, place: Place, tokens: impl ToTokens, message: &Message) {
        self.found
            .push((place, syn::Error::new_spanned(tokens, message)));
    }

    /// Hands `checked` back only if nothing was found, else the errors as code that raises them.
    pub(crate) fn conclude<T>(mut self, checked: T) -> Result<T, TokenStream> {
        if self.found.is_empty() {
            self.looked_at = true;
            Ok(checked)
        } else {
            Err(self.report())
        }
    }

    /// The errors as code that raises them; there is at least one.
    pub(crate) fn report(mut self) -> TokenStream {
        debug_assert!(!self.found.is_empty(), "a report needs an error");
        self.looked_at = true;
        self.found.sort_by_key(|&(place, _)| place);
        self.found
            .iter()
            .map(|(_, error)| error.to_compile_error())
            .collect()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        debug_assert!(
            self.looked_at || thread::panicking(),
            "errors were collected and never looked at"
        );
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn message(what: &str) -> Message {
        Message::new(what, "write it")
    }

    #[test]
    fn errors_come_in_source_order() {
        let mut errors = Errors::default();
        for (place, what) in [
            (Place::Return, "9"),
            (Place::Argument(2), "8"),
            (Place::Argument(0), "7"),
            (Place::Receiver, "6"),
            (Place::Qualifier, "5"),
            (Place::Option(1), "4"),
            (Place::Template(12), "3"),
            (Place::Template(2), "2"),
            (Place::Method, "1"),
        ] {
            errors.add(place, quote!(x), &message(what));
        }
        let code = errors.conclude(()).unwrap_err().to_string();
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(digits, "123456789");
    }

    #[test]
    fn nothing_found_gives_back_what_was_checked() {
        assert_eq!(Errors::default().conclude(7).unwrap(), 7);
    }

    #[test]
    #[should_panic(expected = "never looked at")]
    #[cfg(debug_assertions)]
    fn forgetting_to_look_blows_up() {
        drop(Errors::default());
    }

    #[test]
    fn a_message_ends_in_its_help() {
        let drawn = message("`x` is wrong").drawn("  /x\n   ^".into());
        assert_eq!(
            drawn.to_string(),
            "`x` is wrong\n  /x\n   ^\nhelp: write it"
        );
    }
}
