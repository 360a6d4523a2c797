//! From a template's text to its tree: a mistake is noted, and reading goes on with what was meant.

use std::ops::Range;

use super::lexeme::{Lexeme, Lexer, range_of};
use super::problem::{Kind, Problem};
use super::tree::Template;
use super::{path, query, settle};

/// The tree of a template and everything that is wrong in it, in order of place.
///
/// Where nothing is wrong, printing the tree gives back the text. Where something is, the tree is
/// the template that was meant: printing it gives a text to write instead, with nothing wrong in it.
#[derive(Clone, Debug)]
pub(crate) struct Parsed {
    pub(crate) template: Template,
    pub(crate) problems: Vec<Problem>,
}

/// `arguments` are the names that parameters may have; they only serve to guess what was meant.
pub(crate) fn parse(text: &str, arguments: &[&str]) -> Parsed {
    let mut problems = Vec::new();
    let range = without_surroundings(text, &mut problems);
    let mut lexemes = Lexer::new(text, range, arguments, &mut problems).lexemes();
    drop_fragment(text, &mut lexemes, &mut problems);

    let mut parts = lexemes.splitn(2, |lexeme| lexeme.is('?'));
    let path_lexemes = parts.next().unwrap_or_default();
    let segments = path::segments(text, path_lexemes, &mut problems);
    let query = match parts.next() {
        Some(pairs) => query::pairs(text, pairs, arguments, &mut problems),
        None => Vec::new(),
    };

    let mut template = Template { segments, query };
    settle::settle(text, &mut template, arguments, &mut problems);
    problems.sort_by_key(|problem| problem.range.start);
    Parsed { template, problems }
}

/// What is left without outer white space and the name of a server.
fn without_surroundings(text: &str, problems: &mut Vec<Problem>) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    let end = start + text.trim().len();
    if start == end {
        problems.push(Problem {
            range: 0..text.len(),
            kind: Kind::Empty,
        });
        return end..end;
    }
    if start > 0 {
        problems.push(Problem {
            range: 0..start,
            kind: Kind::OuterSpace,
        });
    }
    if end < text.len() {
        problems.push(Problem {
            range: end..text.len(),
            kind: Kind::OuterSpace,
        });
    }
    let trimmed = text.get(start..end).unwrap_or_default();
    let server = server_length(trimmed);
    if server > 0 {
        let written = trimmed.get(..server).unwrap_or_default().to_owned();
        problems.push(Problem {
            range: start..start + server,
            kind: Kind::Host { written },
        });
    }
    start + server..end
}

/// `https://api.stripe.com`, `//api.stripe.com`, `api.stripe.com/..`, `localhost:8080/..`.
fn server_length(text: &str) -> usize {
    let ends_at = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        from + rest.find(['/', '?', '#', '<']).unwrap_or(rest.len())
    };
    let scheme = text
        .find("://")
        .filter(|&at| at > 0 && text[..at].chars().all(is_of_scheme));
    if let Some(at) = scheme {
        return ends_at(at + 3);
    }
    if text.starts_with("//") && looks_like_host(&text[2..ends_at(2)]) {
        return ends_at(2);
    }
    let first = &text[..ends_at(0)];
    if looks_like_host(first) && text.len() > first.len() {
        first.len()
    } else {
        0
    }
}

fn is_of_scheme(character: char) -> bool {
    character.is_ascii_alphanumeric() || "+-.".contains(character)
}

fn looks_like_host(text: &str) -> bool {
    let (name, port) = text.split_once(':').unwrap_or((text, ""));
    let has_port =
        !name.is_empty() && !port.is_empty() && port.chars().all(|digit| digit.is_ascii_digit());
    let has_domain = name.rsplit_once('.').is_some_and(|(before, last)| {
        !before.is_empty()
            && last.len() > 1
            && last.chars().all(|letter| letter.is_ascii_alphabetic())
    });
    name.chars().all(is_of_scheme) && (has_port || has_domain && port.is_empty())
}

fn drop_fragment(text: &str, lexemes: &mut Vec<Lexeme>, problems: &mut Vec<Problem>) {
    if let Some(at) = lexemes.iter().position(|lexeme| lexeme.is('#')) {
        let range = range_of(&lexemes[at..]);
        let written = text.get(range.clone()).unwrap_or_default().to_owned();
        // What is wrong inside of it goes with it.
        problems.retain(|problem| problem.range.start < range.start);
        problems.push(Problem {
            range,
            kind: Kind::Fragment { written },
        });
        lexemes.truncate(at);
    }
}
