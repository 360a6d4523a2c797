//! Three answers to "and this field?": leave it, clear it, set it.

use serde::{Serialize, Serializer};

use super::{Metadata, Sensitive};

/// What an update does to a field that can be cleared.
///
/// A setter that is not called leaves the field, as [`Update::Leave`] does; whatever converts into
/// the field's type sets it.
///
/// ```
/// use stripe_example::api::{Update, UpdateTopup};
///
/// let sets = UpdateTopup::new().description("for May");
/// let clears = UpdateTopup::new().description(Update::Clear);
/// let leaves = UpdateTopup::new();
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Update<T> {
    /// Sends nothing: the field stays as it is.
    #[default]
    Leave,
    /// Sends an empty text: the field is emptied.
    Clear,
    /// Sends a value.
    Set(T),
}

impl<T: Serialize> Serialize for Update<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Leave => to.serialize_none(),
            Self::Clear => to.serialize_str(""),
            Self::Set(value) => value.serialize(to),
        }
    }
}

impl<T> From<T> for Update<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

impl From<&str> for Update<String> {
    fn from(text: &str) -> Self {
        Self::Set(text.to_owned())
    }
}

impl From<&str> for Update<Sensitive> {
    fn from(text: &str) -> Self {
        Self::Set(text.into())
    }
}

impl<const N: usize> From<[&str; N]> for Update<Vec<String>> {
    fn from(texts: [&str; N]) -> Self {
        Self::Set(texts.map(str::to_owned).into())
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Update<Metadata> {
    fn from(entries: [(&str, &str); N]) -> Self {
        Self::Set(entries.into())
    }
}
