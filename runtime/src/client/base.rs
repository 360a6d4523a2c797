//! A base: the origin and path prefix that every path is appended to.

use std::net::IpAddr;
use std::sync::Arc;
#[cfg(feature = "reqwest")]
use std::sync::OnceLock;

use bytes::Bytes;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
use http::HeaderValue;
use http::uri::{self, Authority, PathAndQuery, Scheme, Uri};

use crate::encode::path::is_dot_segment;
use crate::error::BuildError;

/// Scheme, authority and prefix, in the one form that every URL parser leaves alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Base(Arc<Parts>);

#[derive(Debug, Default)]
struct Parts {
    /// `https://api.example.com/prefix`, without a final slash.
    url: String,
    /// Length of `https://api.example.com`.
    origin: usize,
    /// The same, as the `http` crate has it; `None` in a base that was never given.
    parsed: Option<Origin>,
    /// Encrypted, on this machine, or opened by the user.
    private: bool,
    /// The origin as reqwest has it, once it was asked for.
    #[cfg(feature = "reqwest")]
    for_reqwest: OnceLock<Option<reqwest::Url>>,
}

#[derive(Debug, Clone)]
struct Origin {
    scheme: Scheme,
    authority: Authority,
    #[cfg(any(feature = "reqwest", feature = "hyper"))]
    host: HeaderValue,
}

impl Origin {
    fn parse(text: &str) -> Option<Self> {
        let parts = text.parse().map(Uri::into_parts).ok()?;
        let authority = parts.authority?;
        Some(Self {
            scheme: parts.scheme?,
            #[cfg(any(feature = "reqwest", feature = "hyper"))]
            host: HeaderValue::from_str(authority.as_str()).ok()?,
            authority,
        })
    }
}

impl Parts {
    fn new(url: String, origin: usize, private: bool) -> Self {
        Self {
            parsed: Origin::parse(&url[..origin]),
            url,
            origin,
            private,
            #[cfg(feature = "reqwest")]
            for_reqwest: OnceLock::new(),
        }
    }
}

impl Base {
    /// Parses `text`; `setting` is what the builder calls it.
    pub(crate) fn parse(setting: &str, text: &str) -> Result<Self, BuildError> {
        let refuse = |message: String| Err(BuildError::new(setting, message));
        if text.is_empty() || text.contains(char::is_whitespace) {
            return refuse(format!(
                "`{}` is empty or has white space: write `https://` and the host",
                shown(text)
            ));
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            return refuse(format!(
                "`{}` has no scheme: write `https://{0}`",
                shown(text)
            ));
        };
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "https" && scheme != "http" {
            return refuse(format!("scheme `{scheme}` is neither `https` nor `http`"));
        }
        let (authority, path) = match rest.find(['/', '?', '#']) {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        if authority.contains('@') {
            return refuse(
                "credentials do not belong in a URL: take them out and call `.auth(Basic::new(user, password))`".to_owned(),
            );
        }
        if let Some(at) = path.find(['?', '#']) {
            let what = if path[at..].starts_with('?') {
                "query"
            } else {
                "fragment"
            };
            return refuse(format!(
                "`{}` has a {what}: a base is origin and path only",
                shown(text)
            ));
        }
        if !authority.is_ascii() {
            return refuse(format!(
                "host `{authority}` is not ASCII: write its `xn--` form (RFC 5891)"
            ));
        }
        let authority = without_default_port(&scheme, authority.to_ascii_lowercase());
        let path = path.trim_end_matches('/');
        if let Some(segment) = path
            .split('/')
            .skip(1)
            .find(|segment| is_dot_segment(segment))
        {
            return refuse(format!("the path has the dot segment `{segment}`"));
        }
        let url = format!("{scheme}://{authority}{path}");
        match url.parse::<Uri>() {
            Ok(uri) if uri.host().is_some_and(|host| !host.is_empty()) => {}
            Ok(_) => return refuse(format!("`{}` has no host", shown(text))),
            Err(error) => return refuse(format!("`{}` is no URL: {error}", shown(text))),
        }
        let origin = scheme.len() + 3 + authority.len();
        let private = scheme == "https" || is_loopback(&authority);
        Ok(Self(Arc::new(Parts::new(url, origin, private))))
    }

    /// Where an offline client's calls would go: a name that never resolves (RFC 6761).
    pub(crate) fn offline() -> Self {
        let url = "http://offline.invalid".to_owned();
        let origin = url.len();
        Self(Arc::new(Parts::new(url, origin, false)))
    }

    /// Origin and prefix, without a final slash.
    pub(crate) fn url(&self) -> &str {
        &self.0.url
    }

    /// The path prefix, without a final slash.
    pub(crate) fn prefix(&self) -> &str {
        &self.0.url[self.0.origin..]
    }

    /// Scheme and authority.
    pub(crate) fn origin(&self) -> &str {
        &self.0.url[..self.0.origin]
    }

    /// `url`, which begins with this base's origin, with nothing but its path parsed.
    pub(crate) fn uri(&self, url: String) -> Result<Uri, http::Error> {
        let path = Bytes::from(url).slice(self.0.origin..);
        let mut parts = uri::Parts::default();
        parts.path_and_query = Some(PathAndQuery::from_maybe_shared(path)?);
        if let Some(origin) = &self.0.parsed {
            parts.scheme = Some(origin.scheme.clone());
            parts.authority = Some(origin.authority.clone());
        }
        Ok(Uri::from_parts(parts)?)
    }

    /// What the header `Host` says ([RFC 9110, section 7.2](https://www.rfc-editor.org/rfc/rfc9110#section-7.2)).
    #[cfg(any(feature = "reqwest", feature = "hyper"))]
    pub(crate) fn host_header(&self) -> Option<&HeaderValue> {
        self.0.parsed.as_ref().map(|origin| &origin.host)
    }

    /// Host, and port where it is not the scheme's own.
    pub(crate) fn authority(&self) -> &str {
        self.origin()
            .split_once("://")
            .map_or("", |(_, authority)| authority)
    }

    /// The host, an IPv6 address without its brackets.
    #[cfg(feature = "tracing")]
    pub(crate) fn host(&self) -> &str {
        let authority = self.authority();
        match authority.strip_prefix('[') {
            Some(v6) => v6.split(']').next().unwrap_or(authority),
            None => authority.split(':').next().unwrap_or(authority),
        }
    }

    /// The port, the scheme's own where the base names none.
    #[cfg(feature = "tracing")]
    pub(crate) fn port(&self) -> Option<u16> {
        let after_host = self.authority().rsplit_once(']');
        let authority = after_host.map_or(self.authority(), |(_, rest)| rest);
        match authority.rsplit_once(':') {
            Some((_, port)) => port.parse().ok(),
            None if self.0.url.starts_with("https:") => Some(443),
            None => Some(80),
        }
    }

    /// Whether credentials may travel there without further leave.
    pub(crate) fn is_private(&self) -> bool {
        self.0.private
    }

    /// The same origin with no path prefix.
    pub(crate) fn without_prefix(&self) -> Self {
        let url = self.origin().to_owned();
        Self(Arc::new(Parts::new(url, self.0.origin, self.0.private)))
    }

    /// The origin as reqwest has it, unless its parser would write it otherwise.
    #[cfg(feature = "reqwest")]
    pub(crate) fn for_reqwest(&self) -> Option<&reqwest::Url> {
        let parse = || {
            let url = reqwest::Url::parse(self.origin()).ok()?;
            (url.as_str().strip_suffix('/') == Some(self.origin())).then_some(url)
        };
        self.0.for_reqwest.get_or_init(parse).as_ref()
    }

    /// The same base, open to credentials without encryption.
    pub(crate) fn allowing_http(self) -> Self {
        Self(Arc::new(Parts::new(
            self.0.url.clone(),
            self.0.origin,
            true,
        )))
    }
}

/// A URL as an error may show it: without what stands before an `@`.
fn shown(text: &str) -> &str {
    text.rsplit_once('@').map_or(text, |(_, rest)| rest)
}

fn without_default_port(scheme: &str, authority: String) -> String {
    let default = if scheme == "https" { ":443" } else { ":80" };
    let trimmed = authority
        .strip_suffix(default)
        .or_else(|| authority.strip_suffix(':'));
    trimmed.map(str::to_owned).unwrap_or(authority)
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or(""),
        None => authority.split(':').next().unwrap_or(""),
    };
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::Base;

    fn url(text: &str) -> String {
        Base::parse("base", text).unwrap().url().to_owned()
    }

    #[test]
    fn the_form_that_parsers_leave_alone() {
        assert_eq!(url("https://API.Example.com"), "https://api.example.com");
        assert_eq!(url("HTTPS://a.b:443/"), "https://a.b");
        assert_eq!(url("http://a.b:80/x/"), "http://a.b/x");
        assert_eq!(url("http://a.b:8080/x//"), "http://a.b:8080/x");
        assert_eq!(url("http://[::1]:80"), "http://[::1]");
        assert_eq!(
            Base::parse("base", "https://a.b/x/y").unwrap().prefix(),
            "/x/y"
        );
        assert_eq!(
            Base::parse("base", "https://a.b/x/y").unwrap().origin(),
            "https://a.b"
        );
        assert_eq!(
            Base::parse("base", "https://a.b:1/x").unwrap().authority(),
            "a.b:1"
        );
    }

    #[test]
    fn what_a_base_may_not_have() {
        let refused = [
            ("api.stripe.com", "no scheme"),
            ("ftp://a.b", "neither"),
            ("https://user:s3cret@a.b", "credentials"),
            ("https://a.b?x=1", "query"),
            ("https://a.b/x#y", "fragment"),
            ("https://a.b/x/../y", "dot segment"),
            ("https://a.b/x/%2E%2e/y", "dot segment"),
            ("https://bücher.example", "xn--"),
            ("https://", "no URL"),
            ("https:///x", "no URL"),
            ("https://a b", "white space"),
            (" https://a.b", "white space"),
            ("", "empty"),
        ];
        for (text, words) in refused {
            let error = Base::parse("base", text).unwrap_err().to_string();
            assert!(error.contains(words), "{text}: {error}");
            assert!(!error.contains("s3cret"), "{error}");
        }
    }

    #[test]
    fn loopback_is_recognized() {
        for text in [
            "http://localhost:1",
            "http://127.0.0.1",
            "http://127.9.9.9:80",
            "http://[::1]:8080",
            "http://a.localhost",
        ] {
            assert!(Base::parse("base", text).unwrap().is_private(), "{text}");
        }
        for text in [
            "http://localhost.example.com",
            "http://10.0.0.1",
            "http://[::2]",
        ] {
            assert!(!Base::parse("base", text).unwrap().is_private(), "{text}");
        }
    }
}
