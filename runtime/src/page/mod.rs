//! Lists that come in pages.
//!
//! An endpoint that returns [`Pages`] is a stream of all items of a list; its page type implements
//! [`Page`], which says where the next page is. [`Linked`] is the page of APIs that answer with a
//! JSON array and a `Link` header. The guide has [a page](crate::guide::pages) about them.

mod by_page;
mod link;
mod pages;

use std::borrow::Cow;

use http::{HeaderMap, StatusCode};
use percent_encoding::percent_decode_str;

pub use self::by_page::ByPage;
pub use self::link::Linked;
pub use self::pages::Pages;
use crate::decode::Decode;

/// One page of a list: its items, and where the next page is.
///
/// ```
/// use endpoint::page::{Next, Page, Sent};
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Charge { id: String }
///
/// #[derive(Deserialize)]
/// struct List { data: Vec<Charge>, has_more: bool }
///
/// impl Page for List {
///     type Item = Charge;
///
///     fn next(&self, _: &Sent<'_>) -> Next {
///         match self.data.last() {
///             Some(last) if self.has_more => Next::query("starting_after", &last.id),
///             _ => Next::End,
///         }
///     }
///
///     fn into_items(self, _: &Sent<'_>) -> Vec<Charge> {
///         self.data
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no page of a list",
    label = "this must implement `endpoint::page::Page`",
    note = "`Pages<P, E>` takes the type of one page, such as `List<Charge>`, and streams its items"
)]
pub trait Page: Decode {
    /// What the list is of.
    type Item: Send + 'static;

    /// Where the next page is, seen from what was sent and what came back. An empty page is not the
    /// end: [`Next::End`] is.
    fn next(&self, sent: &Sent<'_>) -> Next;

    /// The items in the order in which the list is read.
    fn into_items(self, sent: &Sent<'_>) -> Vec<Self::Item>;
}

/// Where a list goes on; what [`Page::next`] returns.
///
/// ```
/// use endpoint::page::Next;
///
/// let by_cursor = Next::query("starting_after", "ch_7");
/// let by_link = Next::Url("/v1/charges?page=2".to_owned());
/// assert_eq!(by_cursor, Next::Query(vec![("starting_after".to_owned(), "ch_7".to_owned())]));
/// # assert_ne!(by_cursor, by_link);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// There are no more pages.
    End,
    /// The same request with these query pairs: they replace pairs of the same names. Brackets in
    /// names are structure.
    Query(Vec<(String, String)>),
    /// A link from the server, absolute or beginning with `/` or `?`. It must stay on the origin
    /// that the call went to, and it replaces path and query.
    Url(String),
}

impl Next {
    /// Where the `Link` header with `rel="next"` points, or the end where there is none
    /// ([RFC 8288](https://www.rfc-editor.org/rfc/rfc8288)): for pages that are no plain array, which
    /// is [`Linked`].
    ///
    /// ```
    /// use endpoint::page::{Next, Page, Sent};
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Found { total_count: u64, items: Vec<String> }
    ///
    /// impl Page for Found {
    ///     type Item = String;
    ///
    ///     fn next(&self, sent: &Sent<'_>) -> Next {
    ///         Next::linked(sent)
    ///     }
    ///
    ///     fn into_items(self, _: &Sent<'_>) -> Vec<String> {
    ///         self.items
    ///     }
    /// }
    /// ```
    pub fn linked(sent: &Sent<'_>) -> Self {
        link::link(sent.headers, "next").map_or(Self::End, |url| Self::Url(url.to_owned()))
    }

    /// The same request with one query pair.
    pub fn query(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::Query(vec![(name.into(), value.into())])
    }
}

/// The request and the answer of a page.
///
/// ```
/// use endpoint::page::{Next, Sent};
///
/// /// Where an API that counts pages goes on.
/// fn next_page(sent: &Sent<'_>) -> Next {
///     let page = sent.query("page").and_then(|page| page.parse().ok()).unwrap_or(1_u32);
///     Next::query("page", (page + 1).to_string())
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    url: &'a str,
    status: StatusCode,
    headers: &'a HeaderMap,
}

impl<'a> Sent<'a> {
    /// The decoded value of a query pair of the request; the first one of that name.
    pub fn query(&self, name: &str) -> Option<Cow<'a, str>> {
        pairs(self.url)
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// The answer's status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The answer's headers.
    pub fn headers(&self) -> &'a HeaderMap {
        self.headers
    }
}

/// The query pairs of a URL, decoded.
fn pairs(url: &str) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decode = |text| percent_decode_str(text).decode_utf8_lossy();
            (decode(name), decode(value))
        })
}
