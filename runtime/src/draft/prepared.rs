//! A request that is complete but for credentials, and can be made again for each attempt.

use http::header::{self, ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::Draft;
use crate::call::Expect;
use crate::client::base::Base;
use crate::decode::JSON;
use crate::error::Failure;
use crate::{Body, BoxError, Endpoint, ErrorKind, spare};

/// Headers that are added to those of client and call: what is accepted, the credential, the host.
const OTHERS: usize = 3;
/// And those of a body: its type and its length.
const OF_A_BODY: usize = 2;

/// The media type of `#[form]` and `#[field]`.
const FORM: &str = "application/x-www-form-urlencoded";

pub(crate) struct Prepared {
    pub(crate) draft: Box<Draft>,
    pub(crate) expect: Expect,
    pub(crate) promise: Promise,
    pub(crate) method: Method,
    uri: Uri,
    /// Whether the body was a stream that has gone with an attempt.
    spent: bool,
}

/// What the request must still be when it leaves: checked innermost, after everything else.
#[derive(Clone)]
pub(crate) struct Promise {
    pub(crate) base: Base,
    pub(crate) slashes: usize,
}

impl Prepared {
    /// Takes a draft whose path is closed.
    pub(super) fn new(mut draft: Box<Draft>, expect: Expect) -> Result<Self, Box<Failure>> {
        let endpoint = draft.endpoint;
        let method = Method::from_bytes(endpoint.method().as_bytes())
            .map_err(|error| unexpected(endpoint, "the method is no token (RFC 9110)", error))?;
        let url = std::mem::take(&mut draft.target.url);
        let is_long = url.len() >= usize::from(u16::MAX);
        let uri = draft.base.uri(url).map_err(|error| {
            let message = if is_long {
                "the URL is longer than the `http` crate can carry"
            } else {
                "the URL has a character that no URL can have"
            };
            unexpected(endpoint, message, error)
        })?;
        if let Some(form) = draft.form.take() {
            draft.body(Some(FORM), Body::from(form));
        }
        let base = if draft.target.linked {
            draft.base.without_prefix()
        } else {
            draft.base.clone()
        };
        let slashes = draft.target.slashes;
        Ok(Self {
            draft,
            expect,
            promise: Promise { base, slashes },
            method,
            uri,
            spent: false,
        })
    }

    /// Whether another attempt can have the same body.
    pub(crate) fn is_repeatable(&self) -> bool {
        !self.spent && self.draft.body.is_repeatable()
    }

    /// Lets code that is not ours see which declaration `request` is of.
    pub(crate) fn describe(&self, request: &mut http::Request<Body>) {
        request.extensions_mut().insert(self.draft.endpoint);
    }

    /// The request for the next attempt. A stream goes with the first.
    pub(crate) fn request(&mut self) -> http::Request<Body> {
        let body = self.draft.body.try_clone().unwrap_or_else(|| {
            self.spent = true;
            std::mem::take(&mut self.draft.body)
        });
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.all_headers();
        state_emptiness(&mut request);
        request
    }

    /// Client, type, declaration, argument, call: later wins.
    fn all_headers(&self) -> HeaderMap {
        let Draft {
            client, endpoint, ..
        } = &*self.draft;
        let clients = if self.draft.bare {
            None
        } else {
            Some(client.headers())
        };
        let known = clients.map_or(0, HeaderMap::len) + self.draft.headers.len();
        let of_the_body = self.draft.content_type.map_or(0, |_| OF_A_BODY);
        let mut headers = spare::take(known + OTHERS + of_the_body);
        let mut accepts = false;
        for (name, value) in clients.into_iter().flatten() {
            accepts |= *name == ACCEPT;
            headers.append(name, value.clone());
        }
        if let Some(accept) = endpoint.accepted() {
            headers.insert(ACCEPT, media_type(accept));
        } else if !accepts {
            headers.append(ACCEPT, media_type(self.expect.accept));
        }
        for &(name, value) in endpoint.fixed_headers() {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        if let Some(content_type) = self.draft.content_type {
            headers.insert(CONTENT_TYPE, media_type(content_type));
        }
        for (name, value) in &self.draft.headers {
            headers.insert(name, value.clone());
        }
        let key_header = client.settings().idempotency_header.as_ref();
        if self.expect.streams {
            headers
                .entry(header::ACCEPT_ENCODING)
                .or_insert(HeaderValue::from_static("identity"));
        }
        if let (Some(name), Some(key)) = (key_header, &self.draft.options.idempotency_key) {
            headers.insert(name, key.clone());
        }
        headers
    }
}

/// A media type of a declaration as a header value. Those of most calls are made by the compiler.
fn media_type(text: &'static str) -> HeaderValue {
    match text {
        JSON => const { HeaderValue::from_static(JSON) },
        FORM => const { HeaderValue::from_static(FORM) },
        other => HeaderValue::from_static(other),
    }
}

/// Says that there is no content where the method gives content a meaning (RFC 9110, section 8.6).
fn state_emptiness(request: &mut http::Request<Body>) {
    let has_meaning = matches!(
        *request.method(),
        Method::POST | Method::PUT | Method::PATCH
    );
    if has_meaning && request.body().as_bytes().is_some_and(<[u8]>::is_empty) {
        request
            .headers_mut()
            .insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

#[cold]
fn unexpected(
    endpoint: &'static Endpoint,
    message: &'static str,
    error: impl Into<BoxError>,
) -> Box<Failure> {
    let mut failure = Failure::new(ErrorKind::Unexpected, message).caused_by(error);
    failure.endpoint = Some(endpoint);
    Box::new(failure)
}
