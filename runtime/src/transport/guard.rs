//! The last look at a request: it goes where its template says, or nowhere.

use std::borrow::Cow;
use std::fmt;

use http::Uri;

use crate::draft::Promise;
use crate::encode::path::is_dot_segment;

/// A request that must not leave. It is provably unsent.
#[derive(Debug, Clone)]
pub(crate) struct Broken(Cow<'static, str>);

impl Broken {
    pub(crate) fn new(why: impl Into<Cow<'static, str>>) -> Self {
        Self(why.into())
    }

    pub(crate) fn into_why(self) -> Cow<'static, str> {
        self.0
    }
}

/// What a request that was refused already says.
impl Default for Broken {
    fn default() -> Self {
        Self::new("the request was refused")
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Broken {}

/// Compares the final URL with what the template promised.
pub(crate) fn check(uri: &Uri, promise: &Promise) -> Result<(), Broken> {
    let scheme = uri.scheme_str().unwrap_or("");
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let base = &promise.base;
    let same_origin = base
        .origin()
        .strip_prefix(scheme)
        .and_then(|rest| rest.strip_prefix("://"))
        .is_some_and(|expected| expected == authority);
    if !same_origin {
        return Err(Broken::new(
            "the request was turned to another origin than its base",
        ));
    }
    let Some(path) = uri.path().strip_prefix(base.prefix()) else {
        return Err(Broken::new("the request left the path prefix of its base"));
    };
    let (slashes, dots) = segments(path);
    if slashes != promise.slashes || !path.starts_with('/') {
        return Err(Broken::new(
            "the path has not the number of segments that its template has",
        ));
    }
    if dots {
        return Err(Broken::new(
            "the path has a dot segment, which resolves to another path",
        ));
    }
    Ok(())
}

/// How many slashes the path has, and whether one of its segments is a dot segment.
fn segments(path: &str) -> (usize, bool) {
    // No dot segment is without a dot or an escaped one, and most paths are.
    let suspect = count(path, b'.') + count(path, b'%') > 0;
    (
        count(path, b'/'),
        suspect && path.split('/').any(is_dot_segment),
    )
}

fn count(path: &str, wanted: u8) -> usize {
    // Sums in one byte, which cannot overflow here, are made of many bytes at once.
    let chunks = path.as_bytes().chunks(usize::from(u8::MAX));
    let sums = chunks.map(|chunk| {
        chunk
            .iter()
            .map(|byte| u8::from(*byte == wanted))
            .sum::<u8>()
    });
    sums.map(usize::from).sum()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::client::base::Base;
    use crate::draft::Promise;

    fn verdict(url: &str) -> Result<(), String> {
        let promise = Promise {
            base: Base::parse("base", "https://a.b/api").unwrap(),
            slashes: 2,
        };
        check(&url.parse().unwrap(), &promise).map_err(|broken| broken.to_string())
    }

    #[test]
    fn only_what_was_promised_leaves() {
        assert_eq!(verdict("https://a.b/api/v1/x?q=1"), Ok(()));
        let broken = [
            ("http://a.b/api/v1/x", "origin"),
            ("https://a.c/api/v1/x", "origin"),
            ("https://a.b:444/api/v1/x", "origin"),
            ("https://u@a.b/api/v1/x", "origin"),
            ("https://a.b/v1/x/y", "prefix"),
            ("https://a.b/api/v1", "segments"),
            ("https://a.b/api/v1/x/y", "segments"),
            ("https://a.b/apiv1/x/y", "segments"),
            ("https://a.b/api/v1/..", "dot segment"),
            ("https://a.b/api/v1/%2e%2E", "dot segment"),
            ("https://a.b/api/./x", "dot segment"),
        ];
        for (url, words) in broken {
            let why = verdict(url).unwrap_err();
            assert!(why.contains(words), "{url}: {why}");
        }
    }
}
