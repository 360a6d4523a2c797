//! Cuts a template into literal characters and parameters, however the parameters are written.

use std::ops::Range;

use super::characters::{is_name, is_name_character};
use super::name::{self, Flaw, Name};
use super::problem::{Kind, Problem};
use super::tree::Parameter;

#[derive(Clone, Debug)]
pub(super) struct Lexeme {
    pub(super) range: Range<usize>,
    pub(super) kind: LexemeKind,
}

#[derive(Clone, Debug)]
pub(super) enum LexemeKind {
    Character(char),
    Parameter(Parameter),
}

impl Lexeme {
    pub(super) fn character(&self) -> Option<char> {
        match self.kind {
            LexemeKind::Character(character) => Some(character),
            LexemeKind::Parameter(_) => None,
        }
    }

    pub(super) fn is(&self, character: char) -> bool {
        self.character() == Some(character)
    }
}

/// The bytes from the first to the last of some lexemes that stand side by side.
pub(super) fn range_of(lexemes: &[Lexeme]) -> Range<usize> {
    match (lexemes.first(), lexemes.last()) {
        (Some(first), Some(last)) => first.range.start..last.range.end,
        _ => 0..0,
    }
}

/// The characters of some lexemes; a stray `>` between them is gone.
pub(super) fn text_of(lexemes: &[Lexeme]) -> String {
    lexemes.iter().filter_map(Lexeme::character).collect()
}

pub(super) struct Lexer<'a> {
    text: &'a str,
    arguments: &'a [&'a str],
    at: usize,
    end: usize,
    lexemes: Vec<Lexeme>,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(
        text: &'a str,
        range: Range<usize>,
        arguments: &'a [&'a str],
        problems: &'a mut Vec<Problem>,
    ) -> Self {
        Self {
            text,
            arguments,
            at: range.start,
            end: range.end,
            lexemes: Vec::new(),
            problems,
        }
    }

    pub(super) fn lexemes(mut self) -> Vec<Lexeme> {
        while let Some(character) = self.rest().chars().next() {
            match character {
                '<' => self.angle(),
                '>' => self.stray_close(),
                '{' => self.brace(),
                _ => self.push_character(character),
            }
        }
        self.lexemes
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn push_character(&mut self, character: char) {
        let range = self.at..self.at + character.len_utf8();
        self.at = range.end;
        self.lexemes.push(Lexeme {
            range,
            kind: LexemeKind::Character(character),
        });
    }

    fn push_parameter(&mut self, name: Name, range: Range<usize>, guessed: bool) {
        let guessed = guessed || name.flaw.is_some();
        let parameter = Parameter {
            name: name.text,
            rest: name.rest,
            guessed,
            range: range.clone(),
        };
        self.lexemes.push(Lexeme {
            range,
            kind: LexemeKind::Parameter(parameter),
        });
    }

    fn report(&mut self, range: Range<usize>, kind: Kind) {
        self.problems.push(Problem { range, kind });
    }

    fn written(&self, range: &Range<usize>) -> String {
        self.text.get(range.clone()).unwrap_or_default().to_owned()
    }

    fn angle(&mut self) {
        match Extent::of_angle(self.rest()) {
            Extent::Closed(length) => self.closed(length),
            Extent::Nested(length) => self.nested(length),
            Extent::Unclosed(length) => self.unclosed(length),
        }
    }

    fn closed(&mut self, length: usize) {
        let range = self.at..self.at + length;
        let name = name::read(
            self.text
                .get(range.start + 1..range.end - 1)
                .unwrap_or_default(),
        );
        if let Some(flaw) = name.flaw {
            let written = self.written(&range);
            self.report(range.clone(), Kind::of_flaw(flaw, written));
        }
        self.at = range.end;
        self.push_parameter(name, range, false);
    }

    fn nested(&mut self, length: usize) {
        let range = self.at..self.at + length;
        let written = self.written(&range);
        let names: Vec<&str> = written
            .split(['<', '>'])
            .filter(|part| !part.is_empty())
            .collect();
        self.report(
            range.clone(),
            Kind::Nested {
                written: written.clone(),
            },
        );
        self.at = range.end;
        for (index, part) in names.iter().enumerate() {
            if index > 0 {
                self.lexemes.push(Lexeme {
                    range: range.clone(),
                    kind: LexemeKind::Character('/'),
                });
            }
            self.push_parameter(name::read(part), range.clone(), true);
        }
    }

    fn unclosed(&mut self, length: usize) {
        let range = self.at..self.at + length;
        let written = self.written(&range);
        let name = name::read(written.get(1..).unwrap_or_default());
        self.report(range.clone(), Kind::Unclosed { written });
        self.at = range.end;
        if name.flaw != Some(Flaw::Empty) {
            self.push_parameter(name, range, true);
        }
    }

    /// `account>` lost its `<` where an argument has that name; else the `>` is one too many.
    fn stray_close(&mut self) {
        let range = self.at..self.at + 1;
        self.report(range.clone(), Kind::StrayClose);
        self.at = range.end;
        let is_of_name = |lexeme: &&Lexeme| lexeme.character().is_some_and(is_name_character);
        let length = self.lexemes.iter().rev().take_while(is_of_name).count();
        let start = self.lexemes.len() - length;
        let word = text_of(&self.lexemes[start..]);
        if self.arguments.contains(&word.as_str()) {
            let range = range_of(&self.lexemes[start..]).start..range.end;
            self.lexemes.truncate(start);
            self.push_parameter(name::read(&word), range, true);
        }
    }

    /// `{account}`, `{{account}}`, `${account}`, `{*key}`, `{id:int}`.
    fn brace(&mut self) {
        let rest = self.rest();
        let opening = rest.len() - rest.trim_start_matches('{').len();
        let content: &str = rest[opening..]
            .split(['}', '{', '/', '<', '>', '?'])
            .next()
            .unwrap_or_default();
        let after = &rest[opening + content.len()..];
        let closing = (after.len() - after.trim_start_matches('}').len()).min(opening);
        if closing == 0 {
            return self.push_character('{');
        }
        let name = name::read(content.split(':').next().unwrap_or_default());
        let has_dollar = self.lexemes.last().is_some_and(|lexeme| lexeme.is('$'));
        let start = if has_dollar { self.at - 1 } else { self.at };
        if has_dollar {
            self.lexemes.pop();
        }
        let range = start..self.at + opening + content.len() + closing;
        self.at = range.end;
        let written = self.written(&range);
        let meant = if is_name(&name.text) {
            format!("<{}>", name.text)
        } else {
            String::from("<name>")
        };
        self.report(range.clone(), Kind::OtherLanguage { written, meant });
        self.push_parameter(name, range, true);
    }
}

/// How far a parameter that begins with `<` reaches.
enum Extent {
    Closed(usize),
    Nested(usize),
    Unclosed(usize),
}

impl Extent {
    fn of_angle(rest: &str) -> Self {
        let mut depth = 0usize;
        let mut deepest = 0usize;
        for (at, character) in rest.char_indices() {
            match character {
                '<' => depth += 1,
                '>' => depth -= 1,
                '?' if !rest[at..].starts_with("?>") => break,
                '/' | '&' | '=' => break,
                _ => {}
            }
            deepest = deepest.max(depth);
            if depth == 0 {
                return if deepest > 1 {
                    Self::Nested(at + 1)
                } else {
                    Self::Closed(at + 1)
                };
            }
        }
        let name = rest[1..]
            .find(|character| !is_name_character(character))
            .unwrap_or(rest.len() - 1);
        let dots = if rest[1 + name..].starts_with("..") {
            2
        } else {
            0
        };
        Self::Unclosed(1 + name + dots)
    }
}
