//! A request that is complete but for credentials, and can be made again for each attempt.

use http::header::{self, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::{Draft, Options};
use crate::call::Expect;
use crate::client::base::Base;
use crate::error::Failure;
use crate::{Body, BoxError, Client, Endpoint, ErrorKind};

pub(crate) struct Prepared {
    pub(crate) client: Client,
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) options: Options,
    pub(crate) expect: Expect,
    pub(crate) promise: Promise,
    pub(crate) method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Option<Body>,
    is_form: bool,
    /// Nothing of the client's goes with it.
    bare: bool,
}

/// What the request must still be when it leaves: checked innermost, after everything else.
#[derive(Clone)]
pub(crate) struct Promise {
    pub(crate) base: Base,
    pub(crate) slashes: usize,
}

impl Prepared {
    /// Takes a draft whose path is closed.
    pub(super) fn new(draft: Draft, expect: Expect) -> Result<Self, Box<Failure>> {
        let Draft {
            client,
            endpoint,
            options,
            headers,
            body,
            form,
            target,
            base,
            bare,
            ..
        } = draft;
        let base = if target.linked {
            base.without_prefix()
        } else {
            base
        };
        let method = Method::from_bytes(endpoint.method().as_bytes())
            .map_err(|error| unexpected(endpoint, "the method is no token (RFC 9110)", error))?;
        let uri = Uri::from_maybe_shared(bytes::Bytes::from(target.url)).map_err(|error| {
            unexpected(
                endpoint,
                "the URL is longer than the `http` crate can carry",
                error,
            )
        })?;
        Ok(Self {
            promise: Promise {
                base,
                slashes: target.slashes,
            },
            bare,
            is_form: form.is_some(),
            body: Some(form.map_or(body, Body::from)),
            client,
            endpoint,
            options,
            expect,
            method,
            uri,
            headers,
        })
    }

    /// Whether another attempt can have the same body.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.body.as_ref().is_some_and(Body::is_repeatable)
    }

    /// Whether nothing of the client's goes with this call.
    pub(crate) fn is_bare(&self) -> bool {
        self.bare
    }

    /// Whether the client's credential goes with this call.
    pub(crate) fn wants_credential(&self) -> bool {
        self.endpoint.is_authenticated() && !self.bare
    }

    /// The request for the next attempt. A stream goes with the first.
    pub(crate) fn request(&mut self) -> http::Request<Body> {
        let body = match &self.body {
            Some(body) => body.try_clone().or_else(|| self.body.take()),
            None => None,
        };
        let mut request = http::Request::new(body.unwrap_or_default());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.all_headers();
        state_emptiness(&mut request);
        request.extensions_mut().insert(self.endpoint);
        request
    }

    /// Client, type, declaration, argument, call: later wins.
    fn all_headers(&self) -> HeaderMap {
        let mut headers = if self.bare {
            HeaderMap::new()
        } else {
            self.client.headers().clone()
        };
        if let Some(accept) = self.endpoint.accepted() {
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        } else if !headers.contains_key(header::ACCEPT) {
            headers.insert(header::ACCEPT, HeaderValue::from_static(self.expect.accept));
        }
        for &(name, value) in self.endpoint.fixed_headers() {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        if self.is_form {
            headers.insert(
                CONTENT_TYPE,
                HeaderValue::from_static("application/x-www-form-urlencoded"),
            );
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        let key_header = self.client.settings().idempotency_header.as_ref();
        if self.expect.streams {
            headers
                .entry(header::ACCEPT_ENCODING)
                .or_insert(HeaderValue::from_static("identity"));
        }
        if let (Some(name), Some(key)) = (key_header, &self.options.idempotency_key) {
            headers.insert(name, key.clone());
        }
        headers
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
