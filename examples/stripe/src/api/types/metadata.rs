//! Names and values of the caller's own, which Stripe keeps with an object.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Names and values of your own: at most 50, a name of at most 40 characters without square
/// brackets, a value of at most 500.
///
/// They keep the order in which they were set. In an update an empty value removes its name, names
/// that are not there stay, and [`Update::Clear`](super::Update::Clear) removes all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata(Vec<(String, String)>);

impl Metadata {
    /// No names.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a name, or replaces its value.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.insert(name.into(), value.into());
        self
    }

    /// For an update: removes a name.
    #[must_use]
    pub fn without(self, name: impl Into<String>) -> Self {
        self.with(name, "")
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let entry = self.0.iter().find(|(known, _)| known == name)?;
        Some(&entry.1)
    }

    /// Names and values in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let entries = self.0.iter();
        entries.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there is no name.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn insert(&mut self, name: String, value: String) {
        // Fifty names at most: looking at each is the fast way.
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some(entry) => entry.1 = value,
            None => self.0.push((name, value)),
        }
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Metadata {
    fn from(entries: [(&str, &str); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<A: Into<String>, B: Into<String>> FromIterator<(A, B)> for Metadata {
    fn from_iter<I: IntoIterator<Item = (A, B)>>(entries: I) -> Self {
        let entries = entries.into_iter();
        entries.fold(Self::new(), |all, (name, value)| all.with(name, value))
    }
}

impl Serialize for Metadata {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Metadata {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Metadata;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Metadata, A::Error> {
                let mut metadata = Metadata::new();
                while let Some((name, value)) = map.next_entry()? {
                    metadata.insert(name, value);
                }
                Ok(metadata)
            }
        }

        from.deserialize_map(Entries)
    }
}
