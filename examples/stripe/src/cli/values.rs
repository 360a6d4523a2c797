//! From the texts of a command line to what the parameters take.

use std::str::FromStr;
use std::time::Duration;

use clap::Args;
use stripe_example::api::{Expand, Metadata, Range, Update};

use super::failure::Failure;

/// What every list takes. Its ids are its own, so the cursors come in by their texts.
#[derive(Args)]
pub(super) struct ListArgs {
    /// How many on a page, 1 to 100; 10 by default, 100 with --all.
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<u8>,
    /// Begins after the object with this id.
    #[arg(long, value_name = "ID")]
    pub(super) starting_after: Option<String>,
    /// Ends before the object with this id; with --all goes on to newer ones.
    #[arg(long, value_name = "ID")]
    pub(super) ending_before: Option<String>,
    /// Shows all pages.
    #[arg(long)]
    pub(super) all: bool,
    #[command(flatten)]
    pub(super) expand: ExpandArgs,
}

impl ListArgs {
    /// The size of a page.
    pub(super) fn page(&self) -> Option<u8> {
        self.limit.or(self.all.then_some(100))
    }
}

/// What every operation takes.
#[derive(Args)]
pub(super) struct ExpandArgs {
    /// Shows an object in place of its id; in lists the path begins with `data.`.
    #[arg(long = "expand", value_name = "PATH", value_delimiter = ',')]
    paths: Vec<String>,
}

impl From<ExpandArgs> for Expand {
    fn from(arguments: ExpandArgs) -> Self {
        arguments.paths.into()
    }
}

/// Names and values of the caller's own.
#[derive(Args)]
pub(super) struct MetadataArgs {
    /// Sets a name and value of yours; `NAME=` removes the name, an empty text removes all.
    #[arg(long = "metadata", value_name = "NAME=VALUE")]
    entries: Vec<String>,
}

impl MetadataArgs {
    /// For an operation where nothing is there that could be removed.
    pub(super) fn given(self) -> Result<Metadata, Failure> {
        let entries = self.entries.iter().map(|entry| {
            let pair = entry.split_once('=');
            pair.ok_or_else(|| usage(format!("--metadata {entry}: write NAME=VALUE")))
        });
        entries.collect()
    }

    pub(super) fn update(self) -> Result<Update<Metadata>, Failure> {
        match &self.entries[..] {
            [] => Ok(Update::Leave),
            [entry] if entry.is_empty() => Ok(Update::Clear),
            _ => self.given().map(Update::Set),
        }
    }
}

/// An option of an update: not given, empty, or a text.
pub(super) fn update<T: From<String>>(text: Option<String>) -> Update<T> {
    match text {
        None => Update::Leave,
        Some(text) if text.is_empty() => Update::Clear,
        Some(text) => Update::Set(text.into()),
    }
}

/// An option that may be repeated: not given, only empty, or texts.
pub(super) fn updates(texts: Vec<String>) -> Update<Vec<String>> {
    match &texts[..] {
        [] => Update::Leave,
        [text] if text.is_empty() => Update::Clear,
        _ => Update::Set(texts),
    }
}

pub(super) fn usage(message: impl Into<String>) -> Failure {
    Failure::Usage(message.into())
}

/// `1s`, `500ms`, `2m`.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let number = u64::from_str(digits).ok();
    let time = number.and_then(|number| match &text[digits.len()..] {
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "m" => number.checked_mul(60).map(Duration::from_secs),
        _ => None,
    });
    time.ok_or_else(|| "write a number with ms, s or m, such as 500ms".to_owned())
}

/// `5`, `1..5`, `1..=5`, `1..`, `..5`, `..=5`.
pub(super) fn range<T: From<i64>>(text: &str) -> Result<Range<T>, String> {
    let number = |text: &str| {
        let number = i64::from_str(text);
        number
            .map(T::from)
            .map_err(|error| format!("`{text}`: {error}"))
    };
    let Some((start, end)) = text.split_once("..") else {
        return Ok(Range::from(number(text)?));
    };
    let mut range = Range::new();
    if !start.is_empty() {
        range = range.gte(number(start)?);
    }
    match end.strip_prefix('=') {
        Some(end) => range = range.lte(number(end)?),
        None if !end.is_empty() => range = range.lt(number(end)?),
        None => {}
    }
    Ok(range)
}

/// Calls the setters of those arguments that were given.
macro_rules! set {
    ($params:ident, $arguments:ident: $($field:ident),+ $(,)?) => {
        $(if let Some(value) = $arguments.$field {
            $params = $params.$field(value);
        })+
    };
}
pub(super) use set;

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use stripe_example::api::{Range, Timestamp};

    #[test]
    fn times_have_a_unit() {
        let read = |text| super::duration(text).ok();
        assert_eq!(read("0s"), Some(Duration::ZERO));
        assert_eq!(read("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(read("2m"), Some(Duration::from_secs(120)));
        for wrong in ["", "1", "s", "1h", "-1s", "1.5s", "é"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn ranges_are_written_as_in_rust() {
        let read = |text| super::range::<Timestamp>(text).ok();
        let (one, five) = (Timestamp::new(1), Timestamp::new(5));
        assert_eq!(read("5"), Some(Range::from(five)));
        assert_eq!(read("1..5"), Some(Range::from(one..five)));
        assert_eq!(read("1..=5"), Some(Range::from(one..=five)));
        assert_eq!(read("1.."), Some(Range::from(one..)));
        assert_eq!(read("..5"), Some(Range::new().lt(five)));
        assert_eq!(read("..=5"), Some(Range::new().lte(five)));
        for wrong in ["", "a", "1..b", "1..="] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
