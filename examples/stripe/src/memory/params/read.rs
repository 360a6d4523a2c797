//! A tree read against its declaration.

use serde_json::{Map, Number, Value};

use super::schema::{Kind, Param};
use super::tree::{Branch, Node, grow};
use crate::memory::failure::StripeFailure;
use crate::memory::metadata;

const BOUNDS: [&str; 4] = ["gt", "gte", "lt", "lte"];

/// Parameters as declared: every value has its kind, `null` stands for "cleared".
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Params(Map<String, Value>);

impl Params {
    /// The value as it was given, `null` where it is cleared.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Whether the parameter was given and not cleared.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_null())
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        self.0.get(name)?.as_i64()
    }

    pub(crate) fn hash(&self, name: &str) -> Option<&Map<String, Value>> {
        self.0.get(name)?.as_object()
    }

    /// A list of texts; empty where none was given.
    pub(crate) fn texts(&self, name: &str) -> Vec<&str> {
        let items = self.0.get(name).and_then(Value::as_array);
        let items = items.map(Vec::as_slice).unwrap_or_default();
        items.iter().filter_map(Value::as_str).collect()
    }

    /// A text that the declaration requires.
    pub(crate) fn required_text(&self, name: &'static str) -> Result<&str, StripeFailure> {
        self.text(name).ok_or_else(|| missing(name))
    }

    /// A whole number that the declaration requires.
    pub(crate) fn required_integer(&self, name: &'static str) -> Result<i64, StripeFailure> {
        self.integer(name).ok_or_else(|| missing(name))
    }

    /// Everything that was given.
    pub(crate) fn all(&self) -> &Map<String, Value> {
        &self.0
    }
}

/// Reads decoded pairs against a declaration.
pub(crate) fn read(
    pairs: &[(String, String)],
    declared: &[Param],
) -> Result<Params, StripeFailure> {
    let tree = grow(pairs)?;
    match branch(&tree, declared, "") {
        Ok(values) => Ok(Params(values)),
        Err(failure) => Err(failure.before_execution()),
    }
}

fn branch(
    given: &Branch,
    declared: &[Param],
    above: &str,
) -> Result<Map<String, Value>, StripeFailure> {
    let known = |name: &&String| declared.iter().any(|param| param.name == name.as_str());
    if let Some(unknown) = given.keys().find(|name| !known(name)) {
        let name = under(above, unknown);
        let message = format!("Received unknown parameter: {name}");
        return Err(refuse(message, &name).code("parameter_unknown"));
    }
    let mut values = Map::new();
    for param in declared {
        let name = under(above, param.name);
        match given.get(param.name) {
            Some(node) => values.insert(param.name.to_owned(), value(node, param, &name)?),
            None if param.required => return Err(missing(&name)),
            None => None,
        };
    }
    Ok(values)
}

fn value(node: &Node, param: &Param, name: &str) -> Result<Value, StripeFailure> {
    match (param.kind, node) {
        (Kind::Hash(inner) | Kind::HashOrEmpty(inner), Node::Branch(given)) => {
            branch(given, inner, name).map(Value::Object)
        }
        (Kind::Texts | Kind::TextsOrEmpty, Node::Branch(given)) => items(given, name, false),
        (Kind::Files, Node::Branch(given)) => items(given, name, true),
        (Kind::Metadata | Kind::NewMetadata, Node::Branch(given)) => entries(given, name),
        (Kind::Range, Node::Branch(given)) => bounds(given, name),
        (kind, Node::Text(text)) if text.is_empty() => empty(kind, param, name),
        (kind, Node::Text(text)) => scalar(kind, text, name),
        (_, Node::Branch(_)) => Err(refuse(format!("Invalid value: {name} is nested."), name)),
    }
}

/// An empty text clears what can be cleared.
fn empty(kind: Kind, param: &Param, name: &str) -> Result<Value, StripeFailure> {
    let clears = match kind {
        Kind::Text(_) | Kind::Number => !param.required,
        Kind::HashOrEmpty(_) | Kind::TextsOrEmpty | Kind::Metadata => true,
        _ => false,
    };
    if clears {
        return Ok(Value::Null);
    }
    let message = format!("An empty text unsets a field, and {name} cannot be unset.");
    Err(refuse(message, name).code("parameter_invalid_empty"))
}

fn scalar(kind: Kind, text: &str, name: &str) -> Result<Value, StripeFailure> {
    match kind {
        Kind::Text(most) => bounded(text, most, name),
        Kind::Id => bounded(text, 5000, name),
        Kind::Integer | Kind::Range => whole(text, name),
        Kind::Number => decimal(text, name),
        Kind::Boolean => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(refuse(format!("Invalid boolean: {text}"), name)),
        },
        Kind::Choice(words) if words.contains(&text) => Ok(Value::from(text)),
        Kind::Choice(words) => {
            let words = words.join(", ");
            Err(refuse(
                format!("Invalid {name}: must be one of {words}"),
                name,
            ))
        }
        Kind::Texts | Kind::TextsOrEmpty | Kind::Files => {
            Err(refuse(format!("Invalid array: {name} is a text."), name))
        }
        Kind::Hash(_) | Kind::HashOrEmpty(_) | Kind::Metadata | Kind::NewMetadata => {
            Err(refuse(format!("Invalid object: {name} is a text."), name))
        }
    }
}

fn bounded(text: &str, most: usize, name: &str) -> Result<Value, StripeFailure> {
    if text.chars().count() <= most {
        return Ok(Value::from(text));
    }
    let message = format!("Invalid string: {name} has more than {most} characters.");
    Err(refuse(message, name))
}

fn whole(text: &str, name: &str) -> Result<Value, StripeFailure> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let written = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<i64>() {
        Ok(number) if written => Ok(Value::from(number)),
        _ => {
            let message = format!("Invalid integer: {text}");
            Err(refuse(message, name).code("parameter_invalid_integer"))
        }
    }
}

fn decimal(text: &str, name: &str) -> Result<Value, StripeFailure> {
    let number = text.parse::<f64>().ok().and_then(Number::from_f64);
    number
        .map(Value::Number)
        .ok_or_else(|| refuse(format!("Invalid decimal: {text}"), name))
}

fn bounds(given: &Branch, name: &str) -> Result<Value, StripeFailure> {
    const DECLARED: [Param; 4] = [
        super::integer(BOUNDS[0]),
        super::integer(BOUNDS[1]),
        super::integer(BOUNDS[2]),
        super::integer(BOUNDS[3]),
    ];
    branch(given, &DECLARED, name).map(Value::Object)
}

/// Texts by index, in the order of their indices.
fn items(given: &Branch, name: &str, may_be_empty: bool) -> Result<Value, StripeFailure> {
    let mut numbered = Vec::with_capacity(given.len());
    for (index, node) in given {
        let item = under(name, index);
        let Ok(place) = index.parse::<u32>() else {
            return Err(refuse(
                format!("Invalid array: {item} has no index."),
                &item,
            ));
        };
        let text = match node {
            Node::Text(text) if text.is_empty() && may_be_empty => Value::from(""),
            Node::Text(text) if text.is_empty() => {
                let message = format!("{item} is empty.");
                return Err(refuse(message, &item).code("parameter_invalid_empty"));
            }
            Node::Text(text) => bounded(text, 5000, &item)?,
            Node::Branch(_) => {
                return Err(refuse(format!("Invalid string: {item} is nested."), &item));
            }
        };
        numbered.push((place, text));
    }
    numbered.sort_by_key(|(place, _)| *place);
    Ok(numbered.into_iter().map(|(_, text)| text).collect())
}

fn entries(given: &Branch, name: &str) -> Result<Value, StripeFailure> {
    let mut values = Map::new();
    for (key, node) in given {
        let entry = under(name, key);
        let Node::Text(text) = node else {
            return Err(refuse(
                format!("Invalid string: {entry} is nested."),
                &entry,
            ));
        };
        metadata::check(key, text).map_err(|problem| refuse(problem, &entry))?;
        values.insert(key.clone(), Value::from(text.as_str()));
    }
    Ok(Value::Object(values))
}

/// A parameter's name as Stripe writes it.
fn under(above: &str, name: &str) -> String {
    if above.is_empty() {
        name.to_owned()
    } else {
        format!("{above}[{name}]")
    }
}

fn missing(name: &str) -> StripeFailure {
    refuse(format!("Missing required param: {name}."), name)
        .code("parameter_missing")
        .before_execution()
}

fn refuse(message: impl Into<String>, name: &str) -> StripeFailure {
    StripeFailure::invalid(message).param(name)
}
