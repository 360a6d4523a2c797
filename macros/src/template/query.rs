//! The query: fixed pairs, parameters under their own or another name, flattened structs.

use super::characters::Part;
use super::lexeme::{Lexeme, LexemeKind, range_of};
use super::path::{literal, report};
use super::problem::{Kind, Problem};
use super::tree::{Pair, Parameter};

pub(super) fn pairs(
    text: &str,
    lexemes: &[Lexeme],
    arguments: &[&str],
    problems: &mut Vec<Problem>,
) -> Vec<Pair> {
    for lexeme in lexemes.iter().filter(|lexeme| lexeme.is('?')) {
        report(lexeme.range.clone(), text, problems, |_| {
            Kind::SecondQuestionMark
        });
    }
    let mut pairs = Vec::new();
    let mut at = match lexemes.first() {
        Some(lexeme) => lexeme.range.start,
        None => text.find('?').map_or(text.len(), |mark| mark + 1),
    };
    for lexemes in lexemes.split(|lexeme| lexeme.is('&') || lexeme.is('?')) {
        if lexemes.is_empty() {
            problems.push(Problem {
                range: at - 1..at,
                kind: Kind::EmptyPair,
            });
        } else {
            pair(text, lexemes, arguments, &mut pairs, problems);
            at = range_of(lexemes).end;
        }
        at += 1;
    }
    pairs
}

fn pair(
    text: &str,
    lexemes: &[Lexeme],
    arguments: &[&str],
    pairs: &mut Vec<Pair>,
    problems: &mut Vec<Problem>,
) {
    match lexemes.iter().position(|lexeme| lexeme.is('=')) {
        Some(at) => named(text, lexemes, at, pairs, problems),
        None => match side(lexemes) {
            Side::Parameter(parameter) => pairs.push(Pair::Own(parameter.clone())),
            Side::Text => pairs.push(without_equals(text, lexemes, arguments, problems)),
            Side::Mixed => {
                report(range_of(lexemes), text, problems, |written| {
                    Kind::PartOfPair { written }
                });
                pairs.extend(own_pairs(lexemes));
            }
        },
    }
}

enum Side<'a> {
    Text,
    Parameter(&'a Parameter),
    Mixed,
}

fn side(lexemes: &[Lexeme]) -> Side<'_> {
    match lexemes {
        [
            Lexeme {
                kind: LexemeKind::Parameter(parameter),
                ..
            },
        ] => Side::Parameter(parameter),
        _ if lexemes.iter().all(|lexeme| lexeme.character().is_some()) => Side::Text,
        _ => Side::Mixed,
    }
}

/// Each parameter as a pair of its own.
fn own_pairs(lexemes: &[Lexeme]) -> impl Iterator<Item = Pair> {
    lexemes.iter().filter_map(|lexeme| match &lexeme.kind {
        LexemeKind::Parameter(parameter) => Some(Pair::Own(parameter.clone())),
        LexemeKind::Character(_) => None,
    })
}

fn without_equals(
    text: &str,
    lexemes: &[Lexeme],
    arguments: &[&str],
    problems: &mut Vec<Problem>,
) -> Pair {
    let range = range_of(lexemes);
    let name = literal(text, lexemes, Part::QueryName, problems);
    report(range.clone(), text, problems, |written| Kind::NoEquals {
        written,
    });
    if arguments.contains(&name.as_str()) {
        Pair::Own(Parameter {
            name,
            rest: false,
            guessed: true,
            range,
        })
    } else {
        Pair::Fixed {
            name,
            value: String::new(),
            range,
        }
    }
}

fn named(
    text: &str,
    lexemes: &[Lexeme],
    equals: usize,
    pairs: &mut Vec<Pair>,
    problems: &mut Vec<Problem>,
) {
    let (name, value) = (&lexemes[..equals], &lexemes[equals + 1..]);
    if !matches!(side(name), Side::Text) {
        report(range_of(name), text, problems, |written| {
            Kind::ParameterInName { written }
        });
        return pairs.extend(own_pairs(lexemes));
    }
    if name.is_empty() {
        report(range_of(lexemes), text, problems, |written| {
            Kind::NamelessPair { written }
        });
    }
    let mut name = literal(text, name, Part::QueryName, problems);
    match side(value) {
        Side::Text => {
            let value = literal(text, value, Part::QueryValue, problems);
            if name.is_empty() {
                name = String::from("name");
            }
            pairs.push(Pair::Fixed {
                name,
                value,
                range: range_of(lexemes),
            });
        }
        Side::Parameter(parameter) if parameter.rest => {
            if !name.is_empty() {
                report(range_of(lexemes), text, problems, |written| {
                    Kind::NamedFlatten { written }
                });
            }
            pairs.push(Pair::Own(parameter.clone()));
        }
        Side::Parameter(parameter) if name.is_empty() => pairs.push(Pair::Own(parameter.clone())),
        Side::Parameter(parameter) => pairs.push(Pair::Renamed {
            name,
            parameter: parameter.clone(),
            range: range_of(lexemes),
        }),
        Side::Mixed => {
            report(range_of(lexemes), text, problems, |written| {
                Kind::PartOfPair { written }
            });
            pairs.extend(mixed_value(name, value));
        }
    }
}

/// The first parameter keeps the name; the text around it is given up.
fn mixed_value(name: String, value: &[Lexeme]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = own_pairs(value).collect();
    if let Some(first) = pairs.first_mut()
        && let Pair::Own(parameter) = first
        && !parameter.rest
        && !name.is_empty()
    {
        *first = Pair::Renamed {
            name,
            parameter: parameter.clone(),
            range: range_of(value),
        };
    }
    pairs
}
