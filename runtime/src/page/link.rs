//! Pages linked by a header.

use bytes::Bytes;
use http::HeaderMap;
use http::header::LINK;
use http::response::Parts;
use serde::de::DeserializeOwned;

use super::{Next, Page, Sent};
use crate::BoxError;
use crate::decode::Decode;

/// A page that is a JSON array; the next one is where the `Link` header with `rel="next"` points
/// ([RFC 8288](https://www.rfc-editor.org/rfc/rfc8288)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked<T>(Vec<T>);

impl<T> Linked<T> {
    /// The items of this page.
    pub fn items(&self) -> &[T] {
        &self.0
    }

    /// The items of this page, owned.
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T: DeserializeOwned + Send + 'static> Decode for Linked<T> {
    fn decode(head: &Parts, body: &Bytes) -> Result<Self, BoxError> {
        Vec::<T>::decode(head, body).map(Self)
    }
}

impl<T: DeserializeOwned + Send + 'static> Page for Linked<T> {
    type Item = T;

    fn next(&self, sent: &Sent<'_>) -> Next {
        next_link(sent.headers()).map_or(Next::End, |url| Next::Url(url.to_owned()))
    }

    fn into_items(self, _: &Sent<'_>) -> Vec<T> {
        self.0
    }
}

/// The target of the first link whose relation types include `next`.
fn next_link(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(LINK)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(links)
        .find(|(_, parameters)| is_next(parameters))
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

fn is_next(parameters: &str) -> bool {
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
            .any(|rel| rel.eq_ignore_ascii_case("next"))
    })
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::next_link;

    fn next(values: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("link", HeaderValue::from_static(value));
        }
        next_link(&headers).map(str::to_owned)
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
