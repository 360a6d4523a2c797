//! Objects in the order they were made, found by id.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a [`Store`] holds.
pub(crate) trait Stored {
    /// The object's id.
    fn id(&self) -> &str;
}

/// Objects of one kind, oldest first.
#[derive(Debug, Clone)]
pub(crate) struct Store<T> {
    items: Vec<T>,
    places: HashMap<String, usize>,
}

impl<T> Default for Store<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl<T: Stored> Store<T> {
    /// Adds the newest object.
    pub(crate) fn push(&mut self, item: T) {
        self.places.insert(item.id().to_owned(), self.items.len());
        self.items.push(item);
    }

    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        self.items.get(*self.places.get(id)?)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        self.items.get_mut(*self.places.get(id)?)
    }

    /// Keeps only what `keep` says.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        let before = self.items.len();
        self.items.retain(keep);
        if self.items.len() != before {
            self.places = places(&self.items);
        }
    }

    /// Oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.items.iter()
    }

    /// Newest first: the order of every list.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &T> {
        self.items.iter().rev()
    }
}

fn places<T: Stored>(items: &[T]) -> HashMap<String, usize> {
    let numbered = items.iter().enumerate();
    numbered
        .map(|(place, item)| (item.id().to_owned(), place))
        .collect()
}

impl<T: Serialize> Serialize for Store<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.items.serialize(serializer)
    }
}

impl<'de, T: Stored + Deserialize<'de>> Deserialize<'de> for Store<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<T>::deserialize(deserializer)?;
        let places = places(&items);
        Ok(Self { items, places })
    }
}
