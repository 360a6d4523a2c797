//! A request while its arguments are being filled in.

use std::time::Duration;

use http::header::{self, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde::Serialize;

use crate::client::base::Base;
use crate::encode::EncodeError;
use crate::encode::pairs::Pairs;
use crate::encode::path::{self, Written};
use crate::error::Failure;
use crate::{Body, BoxError, Client, Endpoint, ErrorKind};

/// Everything about one call that does not depend on its types.
///
/// The first failure is kept and comes out when the call is sent; steps after it do nothing.
pub(crate) struct Draft {
    pub(crate) client: Client,
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) timeout: Option<Duration>,
    pub(crate) failure: Option<Box<Failure>>,
    headers: HeaderMap,
    body: Body,
    /// Form pairs of `#[form]` and `#[field]`.
    form: Option<String>,
    target: Target,
}

/// The URL, filled from the template from left to right.
#[derive(Clone)]
struct Target {
    url: String,
    /// Template text that is still to come.
    rest: &'static str,
    /// Slashes written after the base's prefix: what the template promises.
    slashes: usize,
    /// Where the segment with the last filled parameter begins, and that parameter.
    open: Option<(usize, &'static str)>,
    /// Where the query begins, once the path is closed.
    query: Option<usize>,
}

/// What the request must still be when it leaves: checked innermost, after everything else.
#[derive(Clone)]
pub(crate) struct Promise {
    pub(crate) base: Base,
    pub(crate) slashes: usize,
}

impl Draft {
    pub(crate) fn new(client: &Client, endpoint: &'static Endpoint) -> Box<Self> {
        let base = client.base(endpoint.base_name());
        let mut url = String::with_capacity(
            base.map_or(0, |base| base.url().len()) + endpoint.template().len() + 64,
        );
        url.push_str(base.map_or("", Base::url));
        let mut draft = Box::new(Self {
            client: client.clone(),
            endpoint,
            timeout: None,
            failure: None,
            headers: HeaderMap::new(),
            body: Body::empty(),
            form: None,
            target: Target {
                url,
                rest: endpoint.template(),
                slashes: 0,
                open: None,
                query: None,
            },
        });
        if base.is_none() {
            draft.fail(Failure::argument(format!(
                "the client has no base named `{}`: add it with `.base(\"{0}\", \"https://..\")`",
                endpoint.base_name()
            )));
        }
        draft
    }

    pub(crate) fn fail(&mut self, mut failure: Failure) {
        if self.failure.is_none() {
            failure.endpoint = Some(self.endpoint);
            self.failure = Some(Box::new(failure));
        }
    }

    fn keep(&mut self, result: Result<(), EncodeError>, place: impl FnOnce() -> String) {
        if let Err(error) = result {
            self.fail(Failure::argument(format!("{} {error}", place())));
        }
    }

    pub(crate) fn segment(&mut self, value: Written<'_>) {
        let result = self.target.segment(value);
        self.keep_path(result);
    }

    pub(crate) fn tail(&mut self, value: Written<'_>) {
        let result = self.target.tail(value);
        self.keep_path(result);
    }

    fn keep_path(&mut self, result: Result<(), (&'static str, EncodeError)>) {
        if let Err((name, error)) = result {
            self.fail(Failure::argument(format!(
                "path parameter `{name}` {error}"
            )));
        }
    }

    fn with_query(
        &mut self,
        place: impl FnOnce() -> String,
        write: impl FnOnce(&mut Pairs<'_>) -> Result<(), EncodeError>,
    ) {
        if self.failure.is_some() {
            return;
        }
        let arrays = self.client.arrays();
        let start = match self.target.open_query() {
            Ok(start) => start,
            Err(refused) => return self.keep_path(Err(refused)),
        };
        let result = write(&mut Pairs::new(&mut self.target.url, start, arrays));
        self.keep(result, place);
    }

    pub(crate) fn fixed(&mut self, pair: &'static str) {
        self.with_query(String::new, |pairs| {
            pairs.fixed(pair);
            Ok(())
        });
    }

    pub(crate) fn query<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.with_query(
            || format!("query parameter `{name}`:"),
            |pairs| pairs.named(name, value),
        );
    }

    pub(crate) fn flatten<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.with_query(
            || "the query argument".to_owned(),
            |pairs| pairs.flatten(value),
        );
    }

    fn with_form(
        &mut self,
        place: impl FnOnce() -> String,
        write: impl FnOnce(&mut Pairs<'_>) -> Result<(), EncodeError>,
    ) {
        let arrays = self.client.arrays();
        let form = self.form.get_or_insert_with(|| String::with_capacity(128));
        let result = write(&mut Pairs::new(form, 0, arrays));
        self.keep(result, place);
    }

    pub(crate) fn form<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.with_form(
            || "the form argument".to_owned(),
            |pairs| pairs.flatten(value),
        );
    }

    pub(crate) fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.with_form(
            || format!("form field `{name}`:"),
            |pairs| pairs.named(name, value),
        );
    }

    pub(crate) fn json(&mut self, encoded: Result<Vec<u8>, serde_json::Error>) {
        match encoded {
            Ok(bytes) => self.body(Some("application/json"), bytes.into()),
            Err(error) => self.fail(
                Failure::argument("the JSON argument cannot be written as JSON").caused_by(error),
            ),
        }
    }

    pub(crate) fn body(&mut self, content_type: Option<&'static str>, body: Body) {
        self.body = body;
        if let Some(content_type) = content_type {
            self.headers
                .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
    }

    /// A header of the declaration, its name checked when it was compiled.
    pub(crate) fn declared_header(&mut self, name: &'static str, value: &str) {
        match HeaderValue::try_from(value) {
            Ok(value) => {
                self.headers.insert(HeaderName::from_static(name), value);
            }
            // The value is not repeated: it may be a secret.
            Err(_) => self.fail(Failure::argument(format!(
                "header `{name}` has a value that no header can carry (RFC 9110, section 5.5)"
            ))),
        }
    }

    pub(crate) fn call_header(&mut self, name: Option<HeaderName>, value: Option<HeaderValue>) {
        let Some(name) = name else {
            return self.fail(Failure::argument(
                "a header name of this call is no token (RFC 9110, section 5.1)",
            ));
        };
        if let Some(why) = refused_header(&name) {
            return self.fail(Failure::argument(format!("header `{name}` {why}")));
        }
        match value {
            Some(value) => {
                self.headers.insert(name, value);
            }
            None => self.fail(Failure::argument(format!(
                "header `{name}` has a value that no header can carry (RFC 9110, section 5.5)"
            ))),
        }
    }

    /// The request as it will be sent, but for credentials; the draft is left as it was.
    pub(crate) fn preview(&self, accept: &'static str) -> Result<http::Request<Body>, String> {
        if let Some(failure) = &self.failure {
            return Err(failure.message.to_string());
        }
        let copy = Self {
            client: self.client.clone(),
            endpoint: self.endpoint,
            timeout: self.timeout,
            failure: None,
            headers: self.headers.clone(),
            body: self.body.try_clone().unwrap_or_else(Body::unread),
            form: self.form.clone(),
            target: self.target.clone(),
        };
        Box::new(copy)
            .into_request(accept)
            .map_err(|failure| failure.message.to_string())
    }

    /// The request as it will be sent, but for credentials.
    pub(crate) fn into_request(
        mut self: Box<Self>,
        accept: &'static str,
    ) -> Result<http::Request<Body>, Box<Failure>> {
        self.prepare(accept).map(|(request, _)| request)
    }

    /// Finishes the URL, the headers and the body; what is left of the draft is its settings.
    pub(crate) fn prepare(
        &mut self,
        accept: &'static str,
    ) -> Result<(http::Request<Body>, Promise), Box<Failure>> {
        if self.failure.is_none() {
            let closed = self.target.close_path();
            self.keep_path(closed);
        }
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        let promise = self.promise();
        let headers = self.take_headers(accept);
        let body = match self.form.take() {
            Some(form) => form.into(),
            None => std::mem::take(&mut self.body),
        };
        let mut request = http::Request::new(body);
        *request.headers_mut() = headers;
        *request.uri_mut() = self.take_uri()?;
        *request.method_mut() = self.method()?;
        state_emptiness(&mut request);
        request.extensions_mut().insert(self.endpoint);
        Ok((request, promise))
    }

    fn promise(&self) -> Promise {
        Promise {
            base: self
                .client
                .base(self.endpoint.base_name())
                .cloned()
                .unwrap_or_default(),
            slashes: self.target.slashes,
        }
    }

    /// Client, type, declaration, argument, call: later wins.
    fn take_headers(&mut self, accept: &'static str) -> HeaderMap {
        let mut headers = self.client.headers().clone();
        if let Some(accept) = self.endpoint.accepted() {
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        } else if !headers.contains_key(header::ACCEPT) {
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        }
        for &(name, value) in self.endpoint.fixed_headers() {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        if self.form.is_some() {
            headers.insert(
                CONTENT_TYPE,
                HeaderValue::from_static("application/x-www-form-urlencoded"),
            );
        }
        headers.extend(std::mem::take(&mut self.headers));
        headers
    }

    fn take_uri(&mut self) -> Result<Uri, Box<Failure>> {
        let url = std::mem::take(&mut self.target.url);
        Uri::from_maybe_shared(bytes::Bytes::from(url)).map_err(|error| {
            self.unexpected("the URL is longer than the `http` crate can carry", error)
        })
    }

    fn method(&self) -> Result<Method, Box<Failure>> {
        Method::from_bytes(self.endpoint.method().as_bytes())
            .map_err(|error| self.unexpected("the method is no token (RFC 9110)", error))
    }

    #[cold]
    fn unexpected(&self, message: &'static str, error: impl Into<BoxError>) -> Box<Failure> {
        let mut failure = Failure::new(ErrorKind::Unexpected, message).caused_by(error);
        failure.endpoint = Some(self.endpoint);
        Box::new(failure)
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

/// Why a header may not be set by hand, if it may not.
pub(crate) fn refused_header(name: &HeaderName) -> Option<&'static str> {
    if *name == header::AUTHORIZATION {
        return Some("is set with `auth`, which keeps the credential out of logs");
    }
    let of_the_connection = [
        header::HOST,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
        header::CONNECTION,
    ];
    of_the_connection
        .contains(name)
        .then_some("belongs to the connection and is set by the transport")
}

type PathResult = Result<(), (&'static str, EncodeError)>;

impl Target {
    fn segment(&mut self, value: Written<'_>) -> PathResult {
        let name = self.literal_until_parameter()?;
        let start = self.url.rfind('/').map_or(0, |slash| slash + 1);
        path::push_segment(&mut self.url, value).map_err(|error| (name, error))?;
        self.open = Some((start, name));
        Ok(())
    }

    fn tail(&mut self, value: Written<'_>) -> PathResult {
        let name = self.literal_until_parameter()?;
        let start = self.url.len();
        path::push_tail(&mut self.url, value).map_err(|error| (name, error))?;
        let tail = &self.url[start..];
        self.slashes += tail.matches('/').count();
        if tail.starts_with('/') && self.slashes_only_before(start) {
            return Err((
                name,
                EncodeError::new("begins with `/`, which makes the path begin with `//`"),
            ));
        }
        Ok(())
    }

    /// Whether the path has nothing but its first slash before `end`.
    fn slashes_only_before(&self, end: usize) -> bool {
        let after_scheme = self.url.find("://").map_or(0, |at| at + 3);
        let path = self.url[after_scheme..]
            .find('/')
            .map_or(end, |at| after_scheme + at);
        end == path + 1
    }

    /// Copies literal text up to the next parameter, and takes that parameter's name.
    fn literal_until_parameter(&mut self) -> Result<&'static str, (&'static str, EncodeError)> {
        let (literal, after) = self.rest.split_once('{').unwrap_or((self.rest, ""));
        let (name, rest) = after.split_once('}').unwrap_or((after, ""));
        self.rest = rest;
        self.literal(literal)?;
        Ok(name)
    }

    fn literal(&mut self, text: &str) -> PathResult {
        let Some(slash) = text.find('/') else {
            self.url.push_str(text);
            return Ok(());
        };
        self.url.push_str(&text[..slash]);
        self.close_segment()?;
        self.url.push_str(&text[slash..]);
        self.slashes += text.matches('/').count();
        Ok(())
    }

    /// The segment with the last parameter is complete: it must be one that stays.
    fn close_segment(&mut self) -> PathResult {
        match self.open.take() {
            Some((start, name)) => {
                path::check_segment(&self.url[start..]).map_err(|error| (name, error))
            }
            None => Ok(()),
        }
    }

    fn close_path(&mut self) -> PathResult {
        if self.query.is_none() {
            let rest = std::mem::take(&mut self.rest);
            self.literal(rest)?;
            self.close_segment()?;
        }
        // A query of which everything was left out.
        if self.query == Some(self.url.len()) {
            self.url.pop();
        }
        Ok(())
    }

    /// Closes the path and gives the place where pairs begin.
    fn open_query(&mut self) -> Result<usize, (&'static str, EncodeError)> {
        if let Some(start) = self.query {
            return Ok(start);
        }
        self.close_path()?;
        self.url.push('?');
        self.query = Some(self.url.len());
        Ok(self.url.len())
    }
}
