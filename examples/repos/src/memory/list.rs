//! Lists in pages, linked by a header.

use std::fmt::Write as _;

use serde_json::Value;

use super::answer::{Asked, Reply};

/// One page of all items, and how the answer is linked to the others.
pub(super) struct Page {
    pub(super) items: Vec<Value>,
    links: String,
}

impl Page {
    pub(super) fn new(asked: &Asked, all: Vec<Value>) -> Self {
        let number = |name, or: usize| {
            let given = asked.pair(name).and_then(|text| text.parse().ok());
            given.filter(|&given| given > 0).unwrap_or(or)
        };
        let (size, page) = (number("per_page", 30).min(100), number("page", 1));
        let last = all.len().div_ceil(size).max(1);
        let items = all
            .into_iter()
            .skip((page - 1).saturating_mul(size))
            .take(size)
            .collect();
        Self {
            items,
            links: links(asked, page, last),
        }
    }

    pub(super) fn reply(self) -> Reply {
        let body = Value::Array(self.items);
        linked(Reply::ok(&body), self.links)
    }

    /// The page in an envelope of its own.
    pub(super) fn reply_with(self, envelope: impl FnOnce(Vec<Value>) -> Value) -> Reply {
        linked(Reply::ok(&envelope(self.items)), self.links)
    }
}

fn linked(reply: Reply, links: String) -> Reply {
    if links.is_empty() {
        reply
    } else {
        reply.with("link", links)
    }
}

fn links(asked: &Asked, page: usize, last: usize) -> String {
    let mut links = String::new();
    let mut link = |rel: &str, to: usize| {
        let separator = if links.is_empty() { "" } else { ", " };
        let (origin, path) = (&asked.origin, page_path(asked, to));
        // Writing to a text cannot fail.
        let _ = write!(links, "{separator}<{origin}{path}>; rel=\"{rel}\"");
    };
    if page > 1 {
        link("first", 1);
        link("prev", page - 1);
    }
    if page < last {
        link("next", page + 1);
        link("last", last);
    }
    links
}

/// The same request for another page.
fn page_path(asked: &Asked, page: usize) -> String {
    let (path, query) = asked.target.split_once('?').unwrap_or((&asked.target, ""));
    let mut pairs: Vec<_> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("page="))
        .map(str::to_owned)
        .collect();
    pairs.push(format!("page={page}"));
    format!("{path}?{}", pairs.join("&"))
}
