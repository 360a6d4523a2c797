//! A request while its arguments are being filled in.

mod prepared;
mod target;

use std::time::{Duration, Instant};

use http::header;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

pub(crate) use self::prepared::{Prepared, Promise};
use self::target::{PathResult, Target};
use crate::auth::Credential;
use crate::call::Expect;
use crate::client::base::Base;
use crate::decode::JSON;
use crate::encode::EncodeError;
use crate::encode::headers;
#[cfg(feature = "multipart")]
use crate::encode::multipart;
use crate::encode::pairs::{self, Pairs};
use crate::encode::path::Written;
use crate::error::Failure;
use crate::{Body, Client, Endpoint, Retry};

/// Everything about one call that does not depend on its types.
///
/// The first failure is kept and comes out when the call is sent; steps after it do nothing.
pub(crate) struct Draft {
    pub(crate) client: Client,
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) options: Options,
    pub(crate) failure: Option<Box<Failure>>,
    base: Base,
    /// Whether the URL is one that a server handed out, which gets nothing of the client's.
    bare: bool,
    headers: HeaderMap,
    /// What the body is, unless a header says otherwise.
    content_type: Option<&'static str>,
    body: Body,
    /// Form pairs of `#[form]` and `#[field]`.
    form: Option<String>,
    /// Parts of `#[part]`.
    #[cfg(feature = "multipart")]
    parts: Option<multipart::Form>,
    target: Target,
}

/// What one call sets for itself.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Instant>,
    // In boxes, for few calls have them.
    pub(crate) retry: Option<Box<Retry>>,
    pub(crate) credential: Option<Box<Credential>>,
    /// A 404 is a value.
    pub(crate) missing_is_none: bool,
    /// Sent as it is with every attempt.
    pub(crate) idempotency_key: Option<HeaderValue>,
}

impl Draft {
    pub(crate) fn new(client: &Client, endpoint: &'static Endpoint) -> Box<Self> {
        let base = client.base(endpoint.base_name());
        let mut draft = Self::on(client, endpoint, base.cloned().unwrap_or_default());
        if base.is_none() {
            draft.fail(Failure::argument(format!(
                "the client has no base named `{}`: add it with `.base(\"{0}\", \"https://..\")`",
                endpoint.base_name()
            )));
        }
        draft
    }

    /// A request to an absolute URL that a server handed out.
    pub(crate) fn at(client: &Client, endpoint: &'static Endpoint, url: &str) -> Box<Self> {
        let origin = target::origin_of(url);
        let parsed = Base::parse("url", origin);
        let mut draft = Self::on(
            client,
            endpoint,
            parsed.as_ref().cloned().unwrap_or_default(),
        );
        draft.bare = true;
        // Who knows nothing of keys does twice what is sent twice.
        draft.options.idempotency_key = None;
        if let Err(error) = parsed {
            draft.fail(Failure::argument("the URL is none to send to").caused_by(error));
        } else if let Err(why) = draft.target.follow(&url[origin.len()..]) {
            draft.fail(Failure::argument(why));
        }
        draft
    }

    fn on(client: &Client, endpoint: &'static Endpoint, base: Base) -> Box<Self> {
        let mut url = String::with_capacity(base.url().len() + endpoint.template().len() + 64);
        url.push_str(base.url());
        Box::new(Self {
            client: client.clone(),
            endpoint,
            options: Options {
                idempotency_key: minted_key(client, endpoint),
                ..Options::default()
            },
            failure: None,
            bare: false,
            headers: HeaderMap::new(),
            content_type: None,
            body: Body::empty(),
            form: None,
            #[cfg(feature = "multipart")]
            parts: None,
            target: Target::new(url, base.origin().len(), endpoint.template()),
            base,
        })
    }

    /// Whether nothing of the client's goes with this call.
    pub(crate) fn is_bare(&self) -> bool {
        self.bare
    }

    /// Whether the client's credential goes with this call.
    pub(crate) fn wants_credential(&self) -> bool {
        self.endpoint.is_authenticated() && !self.bare
    }

    /// Whether `name` is the next parameter of the template; if not, the call fails.
    pub(crate) fn expects(&mut self, name: &str) -> bool {
        let next = self.target.next_parameter();
        if next == Some(name) {
            return true;
        }
        let message = match next {
            Some(next) => format!("path parameter `{name}` is given where `{next}` comes next"),
            None => format!("path parameter `{name}` is not in the template"),
        };
        self.fail(Failure::argument(message));
        false
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

    fn keep_path(&mut self, result: PathResult) {
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

    /// A pair that one call adds; its name comes from the caller.
    pub(crate) fn call_query<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        let name = pairs::encode_declared(name);
        self.with_query(
            || format!("query parameter `{name}`:"),
            |pairs| pairs.named(&name, value),
        );
    }

    pub(crate) fn idempotency_key(&mut self, key: Option<HeaderValue>) {
        if self.client.settings().idempotency_header.is_none() {
            return self.fail(Failure::argument(
                "an idempotency key is given, but the client has no `idempotency_header` to send it in",
            ));
        }
        match key {
            Some(key) if !key.is_empty() => self.options.idempotency_key = Some(key),
            _ => self.fail(Failure::argument(
                "the idempotency key is empty or has characters that no header can carry",
            )),
        }
    }

    fn with_form(
        &mut self,
        place: impl FnOnce() -> String,
        write: impl FnOnce(&mut Pairs<'_>) -> Result<(), EncodeError>,
    ) {
        let arrays = self.client.arrays();
        let form = self.form.get_or_insert_with(|| String::with_capacity(256));
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

    #[cfg(feature = "multipart")]
    pub(crate) fn part(&mut self, name: &'static str, part: multipart::Part) {
        let result = self.parts.get_or_insert_default().push(name, part);
        self.keep(result, || format!("part `{name}`"));
    }

    /// Parts become the body once they are all there.
    #[cfg(feature = "multipart")]
    fn close_parts(&mut self) {
        let Some(parts) = self.parts.take() else {
            return;
        };
        if let Ok(content_type) = HeaderValue::try_from(parts.content_type()) {
            self.headers.insert(header::CONTENT_TYPE, content_type);
        }
        self.body = parts.into_body();
    }

    pub(crate) fn json(&mut self, encoded: Result<Vec<u8>, serde_json::Error>) {
        match encoded {
            Ok(bytes) => self.body(Some(JSON), bytes.into()),
            Err(error) => self.fail(
                Failure::argument("the JSON argument cannot be written as JSON").caused_by(error),
            ),
        }
    }

    pub(crate) fn body(&mut self, content_type: Option<&'static str>, body: Body) {
        self.body = body;
        self.content_type = content_type;
    }

    /// A key that comes as a header is the key, as if it had been given by its own name.
    fn set_header(&mut self, name: HeaderName, value: HeaderValue) {
        if self.client.settings().idempotency_header.as_ref() == Some(&name) {
            self.idempotency_key(Some(value));
        } else if self.headers.try_insert(name, value).is_err() {
            self.fail(Failure::argument(
                "the call has more headers than a request can carry",
            ));
        }
    }

    /// A header of the declaration, its name checked when it was compiled.
    pub(crate) fn declared_header(&mut self, name: &'static str, value: &str) {
        match HeaderValue::try_from(value) {
            Ok(value) => self.set_header(HeaderName::from_static(name), value),
            // The value is not repeated: it may be a secret.
            Err(_) => self.fail(Failure::argument(format!(
                "header `{name}` has a value that no header can carry (RFC 9110, section 5.5)"
            ))),
        }
    }

    /// The fields of a struct or the entries of a map, whose names come from the caller.
    pub(crate) fn headers(
        &mut self,
        prefix: &'static str,
        value: Result<serde_json::Value, serde_json::Error>,
    ) {
        match headers::lines(prefix, value) {
            Ok(lines) => {
                for (name, value) in lines {
                    self.set_header(name, value);
                }
            }
            Err(error) => self.keep(Err(error), || "the headers argument".to_owned()),
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
            Some(value) => self.set_header(name, value),
            None => self.fail(Failure::argument(format!(
                "header `{name}` has a value that no header can carry (RFC 9110, section 5.5)"
            ))),
        }
    }

    /// Closes the path, after which the URL is complete. What was wrong with an argument comes out
    /// here.
    pub(crate) fn close(&mut self) -> Result<(), Box<Failure>> {
        if self.failure.is_none() {
            let closed = self.target.close_path();
            self.keep_path(closed);
        }
        self.refuse_fixed_key();
        #[cfg(feature = "multipart")]
        self.close_parts();
        self.failure.take().map_or(Ok(()), Err)
    }

    fn refuse_fixed_key(&mut self) {
        let key = self.client.settings().idempotency_header.as_ref();
        let mut fixed = self.endpoint.fixed_headers().iter();
        if let Some((name, _)) = fixed.find(|(name, _)| key.is_some_and(|key| key == name)) {
            self.fail(Failure::argument(format!(
                "header `{name}` of the declaration {KEY_OF_MANY}"
            )));
        }
    }

    /// Finishes the request.
    pub(crate) fn prepare(mut self: Box<Self>, expect: Expect) -> Result<Prepared, Box<Failure>> {
        self.close()?;
        Prepared::new(self, expect)
    }

    /// The URL so far; complete once closed.
    pub(crate) fn url(&self) -> &str {
        &self.target.url
    }

    /// Whether the same body can be sent again.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.body.is_repeatable()
    }

    /// A failure of this call that is nobody's but its own.
    pub(crate) fn failed(&self, mut failure: Failure) -> Box<Failure> {
        failure.endpoint = Some(self.endpoint);
        Box::new(failure)
    }

    /// The same request for another page: with pairs that replace those of the same names.
    pub(crate) fn replace_query(&mut self, pairs: &[(String, String)]) {
        self.target.replace_query(pairs);
    }

    /// The same request at a link of the server's, which must stay on the origin.
    pub(crate) fn follow(&mut self, link: &str) {
        if let Err(why) = self.target.follow(link) {
            self.fail(Failure::page(why));
        }
    }

    /// The call of a page. What is left here is the call of the page after it, which has another
    /// idempotency key. The body is repeatable.
    pub(crate) fn one_page(&mut self) -> Box<Self> {
        let mut page = self.duplicate();
        page.body = self.body.try_clone().unwrap_or_default();
        self.options.idempotency_key = minted_key(&self.client, self.endpoint);
        page
    }

    /// A second draft of the same call; a streamed body is only named in it.
    pub(crate) fn copy(&self) -> Result<Box<Self>, String> {
        match &self.failure {
            Some(failure) => Err(failure.message.to_string()),
            None => Ok(self.duplicate()),
        }
    }

    fn duplicate(&self) -> Box<Self> {
        Box::new(Self {
            client: self.client.clone(),
            endpoint: self.endpoint,
            options: self.options.clone(),
            failure: None,
            base: self.base.clone(),
            bare: self.bare,
            headers: self.headers.clone(),
            content_type: self.content_type,
            body: self.body.shown(),
            form: self.form.clone(),
            #[cfg(feature = "multipart")]
            parts: self.parts.as_ref().map(multipart::Form::shown),
            target: self.target.clone(),
        })
    }
}

/// A key for the methods that are not safe to repeat by themselves, where the client has a header
/// for it. Made with the call, so that it is the same wherever the call is shown or sent.
fn minted_key(client: &Client, endpoint: &Endpoint) -> Option<HeaderValue> {
    client.settings().idempotency_header.as_ref()?;
    if !matches!(endpoint.method(), "POST" | "PATCH") {
        return None;
    }
    let mut text = [0; uuid::fmt::Hyphenated::LENGTH];
    let key = uuid::Uuid::new_v4().hyphenated().encode_lower(&mut text);
    HeaderValue::from_str(key).ok()
}

/// Why no key may be set for more than one call.
pub(crate) const KEY_OF_MANY: &str = "is the client's `idempotency_header`, and a key is of one call: give it with `.idempotency_key(..)`";

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
