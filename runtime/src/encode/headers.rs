//! Headers from serde: one a field of a struct, an entry of a map or a pair of a list.

use http::{HeaderName, HeaderValue};
use serde_json::Value;

use super::EncodeError;
use crate::draft::refused_header;

/// The headers that `value` has, each name with `prefix` before it. What comes several times
/// is one list (RFC 9110, section 5.3); `None` is left out.
pub(crate) fn lines(
    prefix: &str,
    value: Result<Value, serde_json::Error>,
) -> Result<Vec<(HeaderName, HeaderValue)>, EncodeError> {
    // Serde's words may repeat a value, which may be a secret.
    let value = value.map_err(|_| EncodeError::new("cannot be written by serde"))?;
    let pairs: Vec<(String, Value)> = match value {
        Value::Null => return Ok(Vec::new()),
        Value::Object(fields) => fields.into_iter().collect(),
        Value::Array(entries) => entries.into_iter().map(pair).collect::<Result<_, _>>()?,
        _ => return Err(nameless()),
    };
    let mut lines: Vec<(HeaderName, String)> = Vec::with_capacity(pairs.len());
    for (name, value) in pairs {
        let name = checked_name(&format!("{prefix}{name}"))?;
        let elements = match value {
            Value::Array(elements) => elements,
            one => vec![one],
        };
        for element in elements {
            let Some(text) = text(&name, element)? else {
                continue;
            };
            match lines.iter_mut().find(|(known, _)| *known == name) {
                Some((_, line)) => line.extend([", ", &*text]),
                None => lines.push((name.clone(), text)),
            }
        }
    }
    let lines = lines
        .into_iter()
        .map(|(name, line)| match HeaderValue::try_from(line) {
            Ok(value) => Ok((name, value)),
            Err(_) => Err(EncodeError::new(format!(
                "has a value for `{name}` that no header can carry (RFC 9110, section 5.5)"
            ))),
        });
    lines.collect()
}

fn nameless() -> EncodeError {
    EncodeError::new("has a value without a name: give a struct, a map or a list of pairs")
}

fn pair(entry: Value) -> Result<(String, Value), EncodeError> {
    let Value::Array(entry) = entry else {
        return Err(nameless());
    };
    match <[Value; 2]>::try_from(entry) {
        Ok([Value::String(name), value]) => Ok((name, value)),
        _ => Err(nameless()),
    }
}

fn checked_name(name: &str) -> Result<HeaderName, EncodeError> {
    let Ok(name) = HeaderName::try_from(name) else {
        return Err(EncodeError::new(
            "has a name that is no token (RFC 9110, section 5.1)",
        ));
    };
    match refused_header(&name) {
        Some(why) => Err(EncodeError::new(format!("has `{name}`, which {why}"))),
        None => Ok(name),
    }
}

fn text(name: &HeaderName, value: Value) -> Result<Option<String>, EncodeError> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        Value::Bool(_) | Value::Number(_) => Ok(Some(value.to_string())),
        Value::Array(_) | Value::Object(_) => Err(EncodeError::new(format!(
            "has `{name}`, whose value is neither text, number, boolean nor a list of them"
        ))),
    }
}
