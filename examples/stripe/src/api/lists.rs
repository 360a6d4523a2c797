//! Shapes that every family shares.

use serde::{Deserialize, Serialize};

/// One page of a list, newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct List<T> {
    /// Always `list`.
    pub object: String,
    /// The objects of this page.
    pub data: Vec<T>,
    /// Whether there are more after these.
    pub has_more: bool,
    /// The list's path.
    pub url: String,
}

/// Which page of a list to give.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ListParams {
    /// How many, 1 to 100; 10 by default.
    pub limit: Option<u8>,
    /// The id after which the page begins.
    pub starting_after: Option<String>,
    /// The id before which the page ends.
    pub ending_before: Option<String>,
}

/// What a deletion leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deleted<Id> {
    /// The id of what is gone.
    pub id: Id,
    /// What it was, such as `person`.
    pub object: String,
    /// Always true.
    pub deleted: bool,
}
