//! The path: segments of literal text and parameters.

use super::characters::{Part, escaped, unescaped};
use super::lexeme::{Lexeme, LexemeKind, range_of, text_of};
use super::name;
use super::problem::{Kind, Problem};
use super::tree::{Parameter, Piece, Segment};

pub(super) fn segments(
    text: &str,
    lexemes: &[Lexeme],
    problems: &mut Vec<Problem>,
) -> Vec<Segment> {
    empty_segments(text, lexemes, problems);
    let mut segments = Vec::new();
    let mut written = leading_slash(lexemes, text, problems)
        .split(|lexeme| lexeme.is('/'))
        .peekable();
    while let Some(lexemes) = written.next() {
        let is_last = written.peek().is_none();
        if is_last || !lexemes.is_empty() {
            segment(text, lexemes, &mut segments, problems);
        }
    }
    let ends_in_slash = segments.pop_if(|last| last.is_empty()).is_some();
    segments.retain(|segment| !segment.is_empty());
    if ends_in_slash || segments.is_empty() {
        segments.push(Segment::new());
    }
    segments
}

fn empty_segments(text: &str, lexemes: &[Lexeme], problems: &mut Vec<Problem>) {
    for slashes in lexemes.chunk_by(|left, right| left.is('/') && right.is('/')) {
        if slashes.len() > 1 {
            report(range_of(slashes), text, problems, |written| {
                Kind::EmptySegment { written }
            });
        }
    }
}

fn leading_slash<'a>(
    lexemes: &'a [Lexeme],
    text: &str,
    problems: &mut Vec<Problem>,
) -> &'a [Lexeme] {
    match lexemes.split_first() {
        Some((first, rest)) if first.is('/') => rest,
        Some(_) => {
            let first = lexemes
                .split(|lexeme| lexeme.is('/'))
                .next()
                .unwrap_or_default();
            report(range_of(first), text, problems, |written| {
                Kind::NoLeadingSlash { written }
            });
            lexemes
        }
        None => {
            // A template without a path: told once, by whatever took the path away, or here.
            if problems.is_empty() {
                let end = text.find('?').unwrap_or(text.len());
                problems.push(Problem {
                    range: 0..end,
                    kind: Kind::NoLeadingSlash {
                        written: text.to_owned(),
                    },
                });
            }
            lexemes
        }
    }
}

fn segment(
    text: &str,
    lexemes: &[Lexeme],
    segments: &mut Vec<Segment>,
    problems: &mut Vec<Problem>,
) {
    if let Some(parameter) = colon_parameter(text, lexemes, problems) {
        return segments.push(vec![Piece::Parameter(parameter)]);
    }
    let mut pieces = Segment::new();
    for run in
        lexemes.chunk_by(|left, right| left.character().is_some() && right.character().is_some())
    {
        match run {
            [
                Lexeme {
                    kind: LexemeKind::Parameter(parameter),
                    ..
                },
            ] => {
                if let Some(Piece::Parameter(before)) = pieces.last() {
                    adjacent(text, before, parameter, problems);
                    segments.push(std::mem::take(&mut pieces));
                }
                pieces.push(Piece::Parameter(parameter.clone()));
            }
            characters => pieces.push(Piece::Literal(literal(
                text,
                characters,
                Part::Path,
                problems,
            ))),
        }
    }
    if !dot_segment(text, lexemes, &pieces, segments, problems) {
        segments.push(pieces);
    }
}

/// `:account` alone in its segment; `<project>:cancel` is text after a parameter.
fn colon_parameter(
    text: &str,
    lexemes: &[Lexeme],
    problems: &mut Vec<Problem>,
) -> Option<Parameter> {
    let characters: Option<String> = lexemes.iter().map(Lexeme::character).collect();
    let name = characters?
        .strip_prefix(':')
        .filter(|name| name::is_clean(name))?
        .to_owned();
    let range = range_of(lexemes);
    let meant = format!("<{name}>");
    report(range.clone(), text, problems, |written| {
        Kind::OtherLanguage { written, meant }
    });
    Some(Parameter {
        name,
        rest: false,
        guessed: true,
        range,
    })
}

fn adjacent(text: &str, first: &Parameter, second: &Parameter, problems: &mut Vec<Problem>) {
    if !first.guessed && !second.guessed {
        let (first, second, range) = (
            first.to_string(),
            second.to_string(),
            first.range.start..second.range.end,
        );
        report(range, text, problems, |_| Kind::Adjacent { first, second });
    }
}

/// Also `%2e%2e`: URL parsers undo that first. True where the segment was one.
fn dot_segment(
    text: &str,
    lexemes: &[Lexeme],
    pieces: &[Piece],
    segments: &mut Vec<Segment>,
    problems: &mut Vec<Problem>,
) -> bool {
    let [Piece::Literal(literal)] = pieces else {
        return false;
    };
    let decoded = unescaped(literal);
    if decoded != b"." && decoded != b".." {
        return false;
    }
    report(range_of(lexemes), text, problems, |written| {
        Kind::DotSegment { written }
    });
    let is_literal =
        |segment: &mut Segment| segment.iter().all(|piece| piece.parameter().is_none());
    if decoded == b".." {
        segments.pop_if(is_literal);
    }
    true
}

/// The text of some characters, those escaped that must be.
pub(super) fn literal(
    text: &str,
    lexemes: &[Lexeme],
    part: Part,
    problems: &mut Vec<Problem>,
) -> String {
    let mut written = String::new();
    let mut rest = lexemes;
    while let Some((first, after)) = rest.split_first() {
        let character = first.character().unwrap_or_default();
        if character == '%' {
            rest = percent(text, rest, &mut written, problems);
        } else if part.allows(character) {
            written.push(character);
            rest = after;
        } else {
            let kind = character_kind(character);
            let is_alike = |lexeme: &&Lexeme| {
                let character = lexeme.character().unwrap_or_default();
                character != '%' && !part.allows(character) && character_kind(character) == kind
            };
            let run = rest.iter().take_while(is_alike).count().max(1);
            let (unfit, after) = rest.split_at(run);
            let unfit_text = text_of(unfit);
            written.push_str(&escaped(&unfit_text));
            report(range_of(unfit), text, problems, |_| Kind::Characters {
                written: unfit_text,
                part,
            });
            rest = after;
        }
    }
    written
}

/// Characters that are told of together: runs of one kind.
fn character_kind(character: char) -> u32 {
    match character {
        ' ' => 0,
        _ if character.is_control() => 1,
        _ if character.is_whitespace() => 2,
        _ if !character.is_ascii() => 3,
        _ => u32::from(character),
    }
}

fn percent<'a>(
    text: &str,
    lexemes: &'a [Lexeme],
    written: &mut String,
    problems: &mut Vec<Problem>,
) -> &'a [Lexeme] {
    let is_digit = |at: usize| {
        lexemes
            .get(at)
            .and_then(Lexeme::character)
            .is_some_and(|digit| digit.is_ascii_hexdigit())
    };
    if is_digit(1) && is_digit(2) {
        let (escape, after) = lexemes.split_at(3);
        written.push_str(&text_of(escape));
        return after;
    }
    let length = lexemes
        .iter()
        .take(3)
        .take_while(|lexeme| {
            lexeme.is('%') || lexeme.character().is_some_and(char::is_alphanumeric)
        })
        .count();
    report(
        range_of(&lexemes[..length.max(1)]),
        text,
        problems,
        |written| Kind::BadEscape { written },
    );
    written.push_str("%25");
    &lexemes[1..]
}

/// Notes a mistake about the bytes of `range`, whose text is handed to `kind`.
pub(super) fn report(
    range: std::ops::Range<usize>,
    text: &str,
    problems: &mut Vec<Problem>,
    kind: impl FnOnce(String) -> Kind,
) {
    let written = text.get(range.clone()).unwrap_or_default().to_owned();
    problems.push(Problem {
        range,
        kind: kind(written),
    });
}
