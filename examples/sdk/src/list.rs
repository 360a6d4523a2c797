//! Lists, which come in pages.

use endpoint::page::{Next, Page, Sent};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// One page of a list.
#[derive(Debug, Clone, Deserialize)]
#[non_exhaustive]
pub struct List<T> {
    /// The things on this page.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<String>,
}

impl<T: DeserializeOwned + Send + 'static> Page for List<T> {
    type Item = T;

    fn next(&self, _: &Sent<'_>) -> Next {
        match &self.next {
            Some(cursor) => Next::query("cursor", cursor),
            None => Next::End,
        }
    }

    fn into_items(self, _: &Sent<'_>) -> Vec<T> {
        self.items
    }
}
