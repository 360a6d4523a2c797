//! The host's error body.

use serde::Deserialize;

/// What the host says of a failed request, in one line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, thiserror::Error)]
#[error("{message}{}", told(.problems))]
pub struct ForgeError {
    /// What went wrong.
    pub message: String,
    /// What is wrong with which field, where the request was understood and not accepted.
    #[serde(default, rename = "errors")]
    pub problems: Vec<Problem>,
    /// Where the operation is documented.
    pub documentation_url: Option<String>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, thiserror::Error)]
#[error("{resource}.{field} {}", .message.as_ref().unwrap_or(.code))]
pub struct Problem {
    /// What the field is of, such as `Issue`.
    pub resource: String,
    /// The field.
    #[serde(default)]
    pub field: String,
    /// A word to act on: `missing_field`, `invalid`, `already_exists`; `custom` has a message.
    pub code: String,
    /// What is wrong, for people.
    pub message: Option<String>,
}

/// All problems, behind the message.
fn told(problems: &[Problem]) -> String {
    let mut text = String::new();
    for problem in problems {
        text.push_str(if text.is_empty() { ": " } else { ", " });
        text.push_str(&problem.to_string());
    }
    text
}
