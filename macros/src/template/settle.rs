//! What only the whole template shows: names that are missing or repeated, and where `<rest..>` stands.

use super::characters::unescaped;
use super::path::report;
use super::problem::{Kind, Problem};
use super::tree::{Pair, Piece, Template};

pub(super) fn settle(
    text: &str,
    template: &mut Template,
    arguments: &[&str],
    problems: &mut Vec<Problem>,
) {
    names_once(text, template, arguments, problems);
    rest_last_and_alone(text, template, problems);
    query_names_once(text, template, problems);
}

/// A parameter without a name, and the second of two with one name, get the next argument's that has no place.
fn names_once(
    text: &str,
    template: &mut Template,
    arguments: &[&str],
    problems: &mut Vec<Problem>,
) {
    let named: Vec<String> = template
        .parameters()
        .map(|parameter| parameter.name.clone())
        .collect();
    let mut seen: Vec<String> = Vec::new();
    for parameter in template.parameters_mut() {
        let is_repeated = seen.contains(&parameter.name);
        if is_repeated && !parameter.guessed {
            report(parameter.range.clone(), text, problems, |written| {
                Kind::Twice { written }
            });
        }
        if is_repeated || parameter.name.is_empty() {
            let is_free = |name: &str| !seen.iter().chain(&named).any(|taken| taken == name);
            parameter.guessed = true;
            parameter.name = match arguments.iter().find(|argument| is_free(argument)) {
                Some(argument) => (*argument).to_owned(),
                None => numbered(if is_repeated { &parameter.name } else { "id" }, is_free),
            };
        }
        seen.push(parameter.name.clone());
    }
}

/// `id`, or `id_2`, `id_3`, ... where that is taken.
fn numbered(name: &str, is_free: impl Fn(&str) -> bool) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while !is_free(&candidate) {
        candidate = format!("{name}_{number}");
        number += 1;
    }
    candidate
}

fn rest_last_and_alone(text: &str, template: &mut Template, problems: &mut Vec<Problem>) {
    let count = template.segments.len();
    let path_end = text.find('?').unwrap_or(text.len());
    for (index, segment) in template.segments.iter_mut().enumerate() {
        let is_alone = segment.len() == 1;
        for piece in segment {
            let Piece::Parameter(parameter) = piece else {
                continue;
            };
            if !parameter.rest {
                continue;
            }
            let range = parameter.range.clone();
            if index + 1 < count {
                let after = text.get(range.end..path_end).unwrap_or_default().to_owned();
                report(range, text, problems, |written| Kind::RestNotLast {
                    written,
                    after,
                });
            } else if !is_alone {
                report(range, text, problems, |written| Kind::RestShares {
                    written,
                });
            } else {
                continue;
            }
            parameter.rest = false;
        }
    }
}

/// Names that end in `[]` may repeat: that is how arrays are written.
fn query_names_once(text: &str, template: &mut Template, problems: &mut Vec<Problem>) {
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for pair in &mut template.query {
        let Some(name) = pair.wire_name() else {
            continue;
        };
        let mut decoded = unescaped(&name);
        if seen.contains(&decoded) && !decoded.ends_with(b"[]") {
            report(pair.range(), text, problems, |_| Kind::SameName {
                name: name.clone(),
            });
            let is_free = |name: &str| !seen.contains(&unescaped(name));
            let new = numbered(&name, is_free);
            decoded = unescaped(&new);
            rename(pair, new);
        }
        seen.push(decoded);
    }
}

fn rename(pair: &mut Pair, new: String) {
    match pair {
        Pair::Fixed { name, .. } | Pair::Renamed { name, .. } => *name = new,
        Pair::Own(parameter) => {
            *pair = Pair::Renamed {
                name: new,
                parameter: parameter.clone(),
                range: parameter.range.clone(),
            };
        }
    }
}
