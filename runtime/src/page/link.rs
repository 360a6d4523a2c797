//! Pages linked by a header, and the links in it.

use bytes::Bytes;
use http::header::LINK;
use http::response::Parts;
use http::{HeaderMap, HeaderValue};
use serde::de::DeserializeOwned;

use super::{Next, Page, Sent};
use crate::BoxError;
use crate::decode::Decode;

/// A page that is a JSON array; the next one is where the `Link` header with `rel="next"` points
/// ([RFC 8288](https://www.rfc-editor.org/rfc/rfc8288)). Without such a link the list ends.
///
/// ```
/// use endpoint::page::Linked;
/// use endpoint::{Api, Pages, endpoint};
///
/// trait Repos: Api {
///     #[endpoint(GET, "/users/<user>/repos")]
///     fn repo_names(&self, user: &str) -> Pages<Linked<String>>;
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked<T> {
    items: Vec<T>,
    links: Vec<HeaderValue>,
}

impl<T> Linked<T> {
    /// The items of this page.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The items of this page, owned.
    pub fn into_vec(self) -> Vec<T> {
        self.items
    }

    /// Where the first link with this relation points, as the server wrote it: `last`, `prev`.
    pub fn link(&self, rel: &str) -> Option<&str> {
        find(&self.links, rel)
    }
}

/// A page without links, as a test double gives it: the last one.
impl<T> From<Vec<T>> for Linked<T> {
    fn from(items: Vec<T>) -> Self {
        Self {
            items,
            links: Vec::new(),
        }
    }
}

impl<T: DeserializeOwned + Send + 'static> Decode for Linked<T> {
    fn decode(head: &Parts, body: &Bytes) -> Result<Self, BoxError> {
        Ok(Self {
            items: Vec::<T>::decode(head, body)?,
            links: head.headers.get_all(LINK).iter().cloned().collect(),
        })
    }
}

impl<T: DeserializeOwned + Send + 'static> Page for Linked<T> {
    type Item = T;

    fn next(&self, sent: &Sent<'_>) -> Next {
        Next::linked(sent)
    }

    fn into_items(self, _: &Sent<'_>) -> Vec<T> {
        self.items
    }
}

/// The target of the first link of these headers whose relation types include `rel`.
pub(super) fn link<'a>(headers: &'a HeaderMap, rel: &str) -> Option<&'a str> {
    find(headers.get_all(LINK), rel)
}

fn find<'a>(values: impl IntoIterator<Item = &'a HeaderValue>, rel: &str) -> Option<&'a str> {
    values
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(links)
        .find(|(_, parameters)| has_relation(parameters, rel))
        .map(|(target, _)| target)
}

/// Targets and parameters of a header value. A comma may stand in a target and between quotes.
fn links(mut text: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::from_fn(move || {
        let (target, rest) = text.split_once('<')?.1.split_once('>')?;
        let end = outside_quotes(rest, ',').next().unwrap_or(rest.len());
        text = &rest[end..];
        Some((target.trim(), &rest[..end]))
    })
}

/// Where `wanted` stands outside of quoted strings.
fn outside_quotes(text: &str, wanted: char) -> impl Iterator<Item = usize> {
    let mut quoted = false;
    let mut escaped = false;
    text.char_indices().filter_map(move |(at, character)| {
        let was_escaped = escaped;
        escaped = quoted && !was_escaped && character == '\\';
        if character == '"' && !was_escaped {
            quoted = !quoted;
        }
        (character == wanted && !quoted).then_some(at)
    })
}

fn has_relation(parameters: &str, rel: &str) -> bool {
    let starts = outside_quotes(parameters, ';').map(|at| at + 1);
    let mut rels = starts.filter_map(|start| {
        let parameter = &parameters[start..];
        let end = outside_quotes(parameter, ';')
            .next()
            .unwrap_or(parameter.len());
        let (name, value) = parameter[..end].split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("rel")
            .then(|| value.trim().trim_matches('"'))
    });
    // Only the first `rel` counts (RFC 8288, section 3.3).
    rels.next().is_some_and(|types| {
        types
            .split_ascii_whitespace()
            .any(|known| known.eq_ignore_ascii_case(rel))
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::link;

    fn next(values: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("link", HeaderValue::from_static(value));
        }
        link(&headers, "next").map(str::to_owned)
    }

    #[test]
    fn the_next_link_is_found_among_others() {
        let github = r#"<https://a/x?page=1>; rel="prev", <https://a/x?page=3>; rel="next""#;
        assert_eq!(next(&[github]).as_deref(), Some("https://a/x?page=3"));
        assert_eq!(next(&["</x>; rel=next"]).as_deref(), Some("/x"));
        assert_eq!(next(&["</x>; title=\"a, b; rel=next\"; rel=last"]), None);
        assert_eq!(
            next(&["</x?a,b>; REL=\"last Next\""]).as_deref(),
            Some("/x?a,b")
        );
        assert_eq!(next(&["</x>; rel=last; rel=next"]), None);
        assert_eq!(
            next(&["</a>; rel=last", "</b>; rel=next"]).as_deref(),
            Some("/b")
        );
        assert_eq!(
            next(&[r#"</a>; title="\", <"; rel=last, </b>; rel=next"#]).as_deref(),
            Some("/b")
        );
        assert_eq!(next(&["</a>; title=\"never closed"]), None);
        assert_eq!(next(&["nonsense"]), None);
        assert_eq!(next(&[]), None);
    }
}
