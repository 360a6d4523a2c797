//! Redirects, where the client follows them: `GET` and `HEAD` only, and what is the client's only
//! within its bases.

use http::header::{self, HeaderName};
use http::uri::Scheme;
use http::{Method, StatusCode, Uri};
use tokio::sync::OwnedSemaphorePermit;

use super::{Exchange, Failed};
use crate::Body;
use crate::client::base::Base;
use crate::draft::Promise;
use crate::encode::path::is_dot_segment;
use crate::transport::ResponseBody;

/// What an origin that is none of the client's may know: nothing that tells who is calling.
const HARMLESS: [HeaderName; 6] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::ACCEPT_LANGUAGE,
    header::IF_RANGE,
    header::RANGE,
    header::USER_AGENT,
];

/// Where a redirect leads.
struct Hop {
    uri: Uri,
    promise: Promise,
    /// Whether it is within a base of the client's, and no hop before it left them.
    trusted: bool,
}

impl Exchange {
    /// Whether a redirect of `request` would be followed.
    pub(super) fn follows(&self, request: &http::Request<Body>) -> bool {
        self.settings().redirects > 0
            && matches!(*request.method(), Method::GET | Method::HEAD)
            && request.body().as_bytes().is_some_and(<[u8]>::is_empty)
    }

    /// Follows redirects from `from`, as many as the client allows. The answer that is left over may
    /// be one more: a redirect that is not followed is an error that shows where it leads.
    pub(super) async fn follow(
        &mut self,
        from: Uri,
        mut response: http::Response<ResponseBody>,
        mut place: Option<OwnedSemaphorePermit>,
    ) -> Result<(http::Response<ResponseBody>, Option<OwnedSemaphorePermit>), Failed> {
        let (mut from, mut trusted) = (from, true);
        for _ in 0..self.settings().redirects {
            let Some(hop) = self.hop(&from, trusted, &response) else {
                break;
            };
            // Its connection is needed for the next hop, where calls in flight are limited.
            *response.body_mut() = ResponseBody::default();
            let mut request = self.request();
            *request.uri_mut() = hop.uri.clone();
            if hop.trusted {
                // A credential that is fetched through this client needs a place of its own.
                drop(place.take());
                self.authenticate(&mut request).await?;
                place = self.place().await?;
            } else {
                strip(&mut request);
            }
            self.strayed = !hop.trusted;
            let mut sending = self.send(request, &hop.promise);
            let delivered = self.deliver(&mut sending, Some(&hop.promise.base));
            response = delivered.await?;
            (from, trusted) = (hop.uri, hop.trusted);
        }
        Ok((response, place))
    }

    /// Where `response` leads from `from`, if it is a redirect to a place where one may go.
    fn hop(
        &self,
        from: &Uri,
        trusted: bool,
        response: &http::Response<ResponseBody>,
    ) -> Option<Hop> {
        let redirects = matches!(
            response.status(),
            StatusCode::MOVED_PERMANENTLY
                | StatusCode::FOUND
                | StatusCode::SEE_OTHER
                | StatusCode::TEMPORARY_REDIRECT
                | StatusCode::PERMANENT_REDIRECT
        );
        let location = response.headers().get(header::LOCATION)?;
        if !redirects {
            return None;
        }
        let (origin, path) = resolve(from, &printable(location.as_bytes()))?;
        let base = Base::parse("redirect", &origin).ok()?;
        if from.scheme() == Some(&Scheme::HTTPS) && !base.origin().starts_with("https:") {
            return None;
        }
        let uri: Uri = format!("{}{path}", base.origin()).parse().ok()?;
        if uri.path().split('/').any(is_dot_segment) {
            return None;
        }
        let slashes = uri.path().matches('/').count();
        Some(Hop {
            trusted: trusted && self.is_own(&base, uri.path()),
            promise: Promise { base, slashes },
            uri,
        })
    }

    /// Whether a path at an origin is within a base of the client's, and one as private as the call's.
    fn is_own(&self, at: &Base, path: &str) -> bool {
        let wanted = self.prepared.promise.base.is_private();
        self.settings().bases.iter().any(|(_, own)| {
            let rest = path.strip_prefix(own.prefix());
            own.origin() == at.origin()
                && (own.is_private() || !wanted)
                && rest.is_some_and(|rest| rest.starts_with('/'))
        })
    }
}

/// Origin and the rest of where `location` leads from `from` (RFC 3986, section 5.2), without the
/// fragment. `None` where it is no HTTP URL.
fn resolve(from: &Uri, location: &str) -> Option<(String, String)> {
    let location = location
        .split_once('#')
        .map_or(location, |(before, _)| before);
    let here = || Some(format!("{}://{}", from.scheme_str()?, from.authority()?));
    if let Some(rest) = location.strip_prefix("//") {
        return Some(split(from.scheme_str()?, rest));
    }
    if location.starts_with('/') {
        return Some((here()?, location.to_owned()));
    }
    if location.starts_with('?') || location.is_empty() {
        return Some((here()?, format!("{}{location}", from.path())));
    }
    let scheme = location
        .split_once(':')
        .filter(|(scheme, _)| !scheme.contains(['/', '?']));
    match scheme {
        Some((scheme, rest)) => {
            let http = ["http", "https"]
                .into_iter()
                .find(|http| scheme.eq_ignore_ascii_case(http))?;
            Some(split(http, rest.strip_prefix("//")?))
        }
        None => {
            let (folder, _) = from.path().rsplit_once('/')?;
            Some((here()?, format!("{folder}/{location}")))
        }
    }
}

fn split(scheme: &str, rest: &str) -> (String, String) {
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let root = if path.starts_with('/') { "" } else { "/" };
    (format!("{scheme}://{authority}"), format!("{root}{path}"))
}

/// Text of the server's as a URL can carry it: what is not allowed in one is escaped.
fn printable(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for &byte in bytes {
        match byte {
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => {
                push_escaped(&mut text, byte)
            }
            byte if byte.is_ascii_graphic() => text.push(char::from(byte)),
            byte => push_escaped(&mut text, byte),
        }
    }
    text
}

fn push_escaped(text: &mut String, byte: u8) {
    text.push_str(&format!("%{byte:02X}"));
}

/// Takes away what is the client's or the call's own.
fn strip(request: &mut http::Request<Body>) {
    let all = std::mem::take(request.headers_mut());
    for name in HARMLESS {
        if let Some(value) = all.get(&name).filter(|value| !value.is_sensitive()) {
            request.headers_mut().insert(name, value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{printable, resolve};

    #[test]
    fn locations_are_resolved_as_rfc_3986_says() {
        let from = "https://a.b/x/y?q=1".parse().unwrap();
        let cases = [
            ("https://c.d/z?r=2", "https://c.d/z?r=2"),
            ("HTTP://c.d", "http://c.d/"),
            ("https://c.d?r", "https://c.d/?r"),
            ("//c.d/z", "https://c.d/z"),
            ("/z#part", "https://a.b/z"),
            ("?r=2", "https://a.b/x/y?r=2"),
            ("", "https://a.b/x/y"),
            ("z", "https://a.b/x/z"),
            ("z?u=http://c.d", "https://a.b/x/z?u=http://c.d"),
        ];
        for (location, target) in cases {
            let (origin, path) = resolve(&from, location).unwrap();
            assert_eq!(format!("{origin}{path}"), target, "{location}");
        }
        for location in ["mailto:a@b", "ftp://c.d/", "javascript:1", "https:z"] {
            assert_eq!(resolve(&from, location), None, "{location}");
        }
        assert_eq!(printable("/a b/é{".as_bytes()), "/a%20b/%C3%A9%7B");
    }
}
