//! Printing: to whoever reads, for as long as they do.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use serde_json::Value;
use stripe_example::api::{Amount, Currency, Timestamp};

use super::failure::Failure;

/// Writes a line to stdout.
pub(super) fn print(line: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}")?;
    Ok(stdout.flush()?)
}

/// Fields that hold times.
const TIMES: [&str; 4] = [
    "created",
    "date",
    "expected_availability_date",
    "expires_at",
];
/// Fields that hold money in the object's currency.
const MONEY: [&str; 2] = ["amount", "amount_reversed"];

/// Writes an object for people: a line a field, what is empty left out.
pub(super) fn print_record(object: &Value) -> Result<(), Failure> {
    let mut fields = Vec::new();
    flatten(String::new(), object, None, &mut fields);
    let width = fields.iter().map(|(path, _)| path.chars().count()).max();
    let width = width.unwrap_or_default();
    let lines = fields
        .iter()
        .map(|(path, text)| format!("{path:width$}  {text}"));
    print(&lines.collect::<Vec<_>>().join("\n"))
}

fn flatten(
    path: String,
    value: &Value,
    currency: Option<&str>,
    fields: &mut Vec<(String, String)>,
) {
    let under = |name: &dyn std::fmt::Display| match path.as_str() {
        "" => name.to_string(),
        path => format!("{path}.{name}"),
    };
    match value {
        Value::Null => {}
        Value::Object(object) => {
            let currency = object.get("currency").and_then(Value::as_str);
            for (name, value) in object {
                flatten(under(name), value, currency, fields);
            }
        }
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            if !items.is_empty() {
                fields.push((path, items.join(", ")));
            }
        }
        Value::Array(items) => {
            for (place, value) in items.iter().enumerate() {
                flatten(under(&place), value, currency, fields);
            }
        }
        scalar => {
            let name = path.rsplit('.').next().unwrap_or_default();
            let text = shown(name, scalar, currency);
            fields.push((path, text));
        }
    }
}

fn shown(name: &str, scalar: &Value, currency: Option<&str>) -> String {
    match (scalar, scalar.as_i64(), currency) {
        (_, Some(seconds), _) if TIMES.contains(&name) => Timestamp::new(seconds).to_string(),
        (_, Some(units), Some(code)) if MONEY.contains(&name) => {
            Amount::new(units).in_currency(&Currency::new(code))
        }
        (Value::String(text), ..) => printable(text),
        (scalar, ..) => scalar.to_string(),
    }
}

/// A text that cannot move the cursor of a terminal.
pub(super) fn printable(text: &str) -> String {
    let escape = |letter: char| match letter.is_control() {
        true => letter.escape_default().to_string(),
        false => letter.to_string(),
    };
    text.chars().map(escape).collect()
}

/// How many objects of a long list are there: a line on stderr that goes away, if that is a
/// terminal.
pub(super) struct Progress {
    began: Instant,
    drawn: Option<Instant>,
    count: u64,
    visible: bool,
}

/// What is done by then needs no progress.
const PATIENCE: Duration = Duration::from_millis(500);
const BETWEEN: Duration = Duration::from_millis(100);

impl Default for Progress {
    fn default() -> Self {
        Self {
            began: Instant::now(),
            drawn: None,
            count: 0,
            visible: io::stderr().is_terminal(),
        }
    }
}

impl Progress {
    /// One more.
    pub(super) fn step(&mut self) {
        self.count += 1;
        let due = match self.drawn {
            Some(drawn) => drawn.elapsed() >= BETWEEN,
            None => self.began.elapsed() >= PATIENCE,
        };
        if self.visible && due {
            self.drawn = Some(Instant::now());
            eprint!("\r{} read", self.count);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.drawn.is_some() {
            eprint!("\r\x1b[K");
        }
    }
}
