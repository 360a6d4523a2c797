//! Tokens as the user would write them, for messages.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// `Option<&str>`, where printing the tokens gives `Option < & str >`.
pub(crate) fn words(tokens: impl ToTokens) -> String {
    let mut words = Words {
        text: String::new(),
        before: Before::Nothing,
    };
    words.stream(tokens.to_token_stream());
    words.text
}

/// ``a`, `b` or `c``, each in backticks.
pub(crate) fn listed<T: AsRef<str>>(names: impl IntoIterator<Item = T>, and: &str) -> String {
    let mut quoted: Vec<String> = names
        .into_iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    match quoted.pop() {
        Some(last) if quoted.is_empty() => last,
        Some(last) => format!("{} {and} {last}", quoted.join(", ")),
        None => String::new(),
    }
}

struct Words {
    text: String,
    before: Before,
}

/// What was printed last, as far as it matters for a space.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// The start, an opening bracket, or punctuation that clings to what follows.
    Nothing,
    /// An identifier, a literal or a closing bracket.
    Word,
    /// Punctuation that a space follows.
    Spaced,
}

impl Words {
    fn stream(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) => self.word(&ident.to_string()),
                TokenTree::Literal(literal) => self.word(&literal.to_string()),
                TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint => {
                    let mut mark = String::from(punct.as_char());
                    while let Some(TokenTree::Punct(next)) = tokens.peek() {
                        if !matches!(
                            (mark.as_str(), next.as_char()),
                            (":", ':') | ("-" | "=", '>') | ("." | "..", '.')
                        ) {
                            break;
                        }
                        mark.push(next.as_char());
                        tokens.next();
                    }
                    self.mark(&mark);
                }
                TokenTree::Punct(punct) => self.mark(&punct.as_char().to_string()),
                TokenTree::Group(group) => self.group(group.delimiter(), group.stream()),
            }
        }
    }

    fn word(&mut self, word: &str) {
        if self.before != Before::Nothing {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.before = Before::Word;
    }

    fn mark(&mut self, mark: &str) {
        let takes_space_before = match mark {
            "," | ";" | "?" | "." | ":" | "::" | "<" | ">" | "!" => self.before == Before::Spaced,
            "=" | "+" | "->" | "=>" | "|" => self.before != Before::Nothing,
            _ => {
                self.before == Before::Spaced
                    || self.before == Before::Word && !self.text.ends_with(['(', '<'])
            }
        };
        if takes_space_before {
            self.text.push(' ');
        }
        self.text.push_str(mark);
        self.before = match mark {
            "," | ";" | ":" | "=" | "+" | "->" | "=>" => Before::Spaced,
            ">" => Before::Word,
            _ => Before::Nothing,
        };
    }

    fn group(&mut self, delimiter: Delimiter, stream: TokenStream) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::None => return self.stream(stream),
        };
        let clings = self.before == Before::Word && delimiter == Delimiter::Parenthesis;
        if self.before != Before::Nothing && !clings {
            self.text.push(' ');
        }
        self.text.push_str(open);
        self.before = Before::Nothing;
        self.stream(stream);
        self.text.push_str(close);
        self.before = Before::Word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_attributes_read_as_written() {
        for text in [
            "Option<&str>",
            "&'a dyn Fn(u8, &str) -> [u8; 4]",
            "Call<Vec<Deleted<'_, PersonId>>, crate::Error>",
            "impl Display + 'static",
            "impl Into<Body> + Send",
            "#[header(\"X-Account\")]",
            "endpoint(GET, \"/v1\", timeout = \"3s\")",
            "<T as Trait>::Out",
            "(u8, u8)",
            "&mut self",
        ] {
            let tokens: TokenStream = text.parse().unwrap();
            assert_eq!(words(tokens), text);
        }
    }

    #[test]
    fn lists_are_quoted() {
        assert_eq!(listed(["a"], "or"), "`a`");
        assert_eq!(listed(["a", "b", "c"], "or"), "`a`, `b` or `c`");
    }
}
