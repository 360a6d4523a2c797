//! What can be wrong in a template, and the words for it.

use std::ops::Range;

use super::characters::{Part, escaped};
use super::name::Flaw;

/// One mistake and the bytes of the template that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) range: Range<usize>,
    pub(super) kind: Kind,
}

/// `written` is what stands in the template, `meant` what was read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Empty,
    OuterSpace,
    NoLeadingSlash { written: String },
    Host { written: String },
    Fragment { written: String },
    Characters { written: String, part: Part },
    BadEscape { written: String },
    EmptySegment { written: String },
    DotSegment { written: String },
    OtherLanguage { written: String, meant: String },
    Unclosed { written: String },
    StrayClose,
    Nested { written: String },
    BadName { flaw: Flaw, written: String },
    Adjacent { first: String, second: String },
    Twice { written: String },
    RestNotLast { written: String, after: String },
    RestShares { written: String },
    EmptyPair,
    NamelessPair { written: String },
    SameName { name: String },
    NoEquals { written: String },
    SecondQuestionMark,
    ParameterInName { written: String },
    PartOfPair { written: String },
    NamedFlatten { written: String },
}

impl Kind {
    pub(super) fn of_flaw(flaw: Flaw, written: String) -> Self {
        Self::BadName { flaw, written }
    }
}

impl Problem {
    /// The first line of the message.
    pub(crate) fn what(&self) -> String {
        match &self.kind {
            Kind::Empty => "the template is empty: it is the path of the request".into(),
            Kind::OuterSpace => "white space around the template".into(),
            Kind::NoLeadingSlash { written } => {
                format!("the template begins with `{written}`, not with `/`")
            }
            Kind::Host { written } => {
                format!("the template names a server, `{written}`: the client's base does that")
            }
            Kind::Fragment { written } => {
                format!("`{written}` is a fragment, which is never sent to a server")
            }
            Kind::Characters { written, part } => characters(written, *part),
            Kind::BadEscape { written } => {
                format!(
                    "`{written}` is no percent escape: two hexadecimal digits must follow the `%`"
                )
            }
            Kind::EmptySegment { written } => format!("`{written}` has an empty segment in it"),
            Kind::DotSegment { written } => {
                format!("the segment `{written}` would be resolved away before the request is sent")
            }
            Kind::OtherLanguage { written, meant } => {
                format!("`{written}` is written `{meant}` here")
            }
            Kind::Unclosed { written } => format!("`{written}` has no closing `>`"),
            Kind::StrayClose => "a `>` closes nothing here".into(),
            Kind::Nested { written } => format!("`{written}` is a parameter inside a parameter"),
            Kind::BadName { flaw, written } => bad_name(*flaw, written),
            Kind::Adjacent { first, second } => {
                format!(
                    "nothing stands between `{first}` and `{second}`: no server could tell them apart"
                )
            }
            Kind::Twice { written } => format!("`{written}` stands in the template twice"),
            Kind::RestNotLast { written, after } => {
                format!("`{written}` takes the rest of the path, and `{after}` follows it")
            }
            Kind::RestShares { written } => {
                format!("`{written}` takes whole segments, and shares one with other text")
            }
            Kind::EmptyPair => "a query pair is missing here".into(),
            Kind::NamelessPair { written } => format!("the query pair `{written}` has no name"),
            Kind::SameName { name } => {
                format!("the query name `{name}` stands in the template twice")
            }
            Kind::NoEquals { written } => format!("the query pair `{written}` has no `=`"),
            Kind::SecondQuestionMark => "a second `?`: query pairs are separated by `&`".into(),
            Kind::ParameterInName { written } => {
                format!("`{written}` stands in the name of a query pair, where only text can")
            }
            Kind::PartOfPair { written } => {
                format!(
                    "the query pair `{written}` mixes text and parameters: a value is one or the other"
                )
            }
            Kind::NamedFlatten { written } => {
                format!("`{written}` brings its own names, and has a name in front of it")
            }
        }
    }

    /// What the corrected template does not show by itself.
    pub(crate) fn remark(&self, corrected: &str) -> String {
        match &self.kind {
            Kind::Adjacent { first, second } => {
                let hyphen = corrected.replacen(
                    &format!("{first}/{second}"),
                    &format!("{first}-{second}"),
                    1,
                );
                format!(", or `{hyphen}`")
            }
            Kind::SameName { name } => format!(", or `{name}[]` in both places"),
            _ => String::new(),
        }
    }
}

fn characters(written: &str, part: Part) -> String {
    let escape = escaped(written);
    let place = part.words();
    let code_points = || -> String {
        let names: Vec<String> = written
            .chars()
            .map(|character| format!("U+{:04X}", u32::from(character)))
            .collect();
        names.join(" ")
    };
    if written.chars().all(|character| character == ' ') {
        format!("white space in {place} is written `{escape}`")
    } else if written.chars().all(char::is_control) {
        format!(
            "the control character {} in {place} is written `{escape}`",
            code_points()
        )
    } else if written.chars().all(char::is_whitespace) {
        format!(
            "the white space {} in {place} is written `{escape}`",
            code_points()
        )
    } else if written == "`" {
        format!("a backtick in {place} is written `{escape}`")
    } else if written.is_ascii() {
        format!("`{written}` in {place} is written `{escape}`")
    } else {
        format!("`{written}` is not ASCII: in {place} it is written `{escape}`")
    }
}

fn bad_name(flaw: Flaw, written: &str) -> String {
    match flaw {
        Flaw::Empty => format!("`{written}` names no argument"),
        Flaw::Spaces => format!("`{written}` has spaces in it"),
        Flaw::RawPrefix => format!("`{written}` is written without `r#`"),
        Flaw::RestMark => format!("`{written}` is not how the rest of a path is written"),
        Flaw::NeverAnArgument => {
            format!("`{written}` can be no argument's name, not even with `r#`")
        }
        Flaw::NotAnIdentifier => format!("`{written}` is not a name that an argument can have"),
    }
}
