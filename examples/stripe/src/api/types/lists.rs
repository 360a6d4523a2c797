//! Lists, what to ask of them, and what a deletion leaves.

use std::ops;

use endpoint::page::{Next, Page, Sent};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Object;

/// One page of a list, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct List<T> {
    /// Always `list`.
    pub object: String,
    /// The objects of this page.
    pub data: Vec<T>,
    /// Whether there are more in the direction that was asked for.
    pub has_more: bool,
    /// The list's path.
    pub url: String,
}

impl<T> Page for List<T>
where
    T: Object + DeserializeOwned + Send + 'static,
{
    type Item = T;

    fn next(&self, sent: &Sent<'_>) -> Next {
        let (cursor, end) = if is_backward(sent) {
            ("ending_before", self.data.first())
        } else {
            ("starting_after", self.data.last())
        };
        match end {
            Some(end) if self.has_more => Next::query(cursor, end.id().to_string()),
            // Nothing to go on from: asking for the same again is an error, and not a silent end.
            None if self.has_more => Next::Query(Vec::new()),
            _ => Next::End,
        }
    }

    /// Each page is newest first, so that one that was asked for backward is turned round.
    fn into_items(mut self, sent: &Sent<'_>) -> Vec<T> {
        if is_backward(sent) {
            self.data.reverse();
        }
        self.data
    }
}

/// Whether the list is read from older to newer.
fn is_backward(sent: &Sent<'_>) -> bool {
    sent.query("ending_before").is_some() && sent.query("starting_after").is_none()
}

/// How many objects a page holds: 1 to 100, 10 where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Limit(u8);

impl From<u8> for Limit {
    fn from(limit: u8) -> Self {
        Self(limit)
    }
}

/// A value, or bounds of one.
///
/// ```
/// use stripe_example::api::{Amount, ListTopups, Range, Timestamp};
///
/// let exactly = ListTopups::new().amount(Amount::new(100));
/// let half_open = ListTopups::new().amount(Amount::new(100)..Amount::new(500));
/// let since = ListTopups::new().created(Range::new().gt(Timestamp::new(1_700_000_000)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Range<T>(Ask<T>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Ask<T> {
    Exactly(T),
    Within(Bounds<T>),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Bounds<T> {
    gt: Option<T>,
    gte: Option<T>,
    lt: Option<T>,
    lte: Option<T>,
}

impl<T> Range<T> {
    /// No bounds.
    pub const fn new() -> Self {
        Self(Ask::Within(Bounds {
            gt: None,
            gte: None,
            lt: None,
            lte: None,
        }))
    }

    /// Greater than `bound`.
    #[must_use]
    pub fn gt(self, bound: T) -> Self {
        self.bounds(|bounds| bounds.gt = Some(bound))
    }

    /// Greater than `bound`, or equal to it.
    #[must_use]
    pub fn gte(self, bound: T) -> Self {
        self.bounds(|bounds| bounds.gte = Some(bound))
    }

    /// Less than `bound`.
    #[must_use]
    pub fn lt(self, bound: T) -> Self {
        self.bounds(|bounds| bounds.lt = Some(bound))
    }

    /// Less than `bound`, or equal to it.
    #[must_use]
    pub fn lte(self, bound: T) -> Self {
        self.bounds(|bounds| bounds.lte = Some(bound))
    }

    /// A bound takes the place of an exact value.
    fn bounds(mut self, change: impl FnOnce(&mut Bounds<T>)) -> Self {
        if let Ask::Exactly(_) = self.0 {
            self = Self::new();
        }
        if let Ask::Within(bounds) = &mut self.0 {
            change(bounds);
        }
        self
    }
}

impl<T> Default for Range<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> From<T> for Range<T> {
    fn from(value: T) -> Self {
        Self(Ask::Exactly(value))
    }
}

impl<T> From<ops::Range<T>> for Range<T> {
    fn from(range: ops::Range<T>) -> Self {
        Self::new().gte(range.start).lt(range.end)
    }
}

impl<T> From<ops::RangeFrom<T>> for Range<T> {
    fn from(range: ops::RangeFrom<T>) -> Self {
        Self::new().gte(range.start)
    }
}

impl<T> From<ops::RangeInclusive<T>> for Range<T> {
    fn from(range: ops::RangeInclusive<T>) -> Self {
        let (start, end) = range.into_inner();
        Self::new().gte(start).lte(end)
    }
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
