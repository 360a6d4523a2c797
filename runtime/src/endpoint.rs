//! The static description of one operation.

use std::time::Duration;
use std::{fmt, mem};

use http::{HeaderName, HeaderValue};

/// What an `#[endpoint]` attribute declares, as data.
///
/// One `static` of it stands in each expansion. It names the operation in errors, spans and test
/// recorders, and holds the options of the declaration. It never holds an argument's value.
///
/// ```
/// use endpoint::Endpoint;
///
/// static DELETE_PERSON: Endpoint =
///     Endpoint::new("delete_person", "DELETE", "/v1/accounts/{account}/persons/{person}");
/// assert_eq!(DELETE_PERSON.to_string(), "DELETE /v1/accounts/{account}/persons/{person}");
/// ```
///
/// The options of a declaration, by hand, for calls that [nobody declared](crate::Client::request):
///
/// ```
/// use endpoint::Endpoint;
///
/// static UPLOAD: Endpoint = Endpoint::new("upload", "POST", "/v1/files")
///     .base("files")
///     .timeout_millis(120_000)
///     .idempotent(true)
///     .headers(&[("x-purpose", "evidence")]);
/// assert_eq!(UPLOAD.base_name(), "files");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Endpoint {
    name: &'static str,
    method: &'static str,
    template: &'static str,
    base: &'static str,
    timeout: Option<Duration>,
    idempotent: Option<bool>,
    authenticated: bool,
    accept: Option<&'static str>,
    headers: &'static [(&'static str, &'static str)],
}

impl Endpoint {
    /// Describes an operation: the Rust method's name, the HTTP method, and the path with its
    /// parameters in braces.
    pub const fn new(name: &'static str, method: &'static str, template: &'static str) -> Self {
        Self {
            name,
            method,
            template,
            base: "",
            timeout: None,
            idempotent: None,
            authenticated: true,
            accept: None,
            headers: &[],
        }
    }

    /// Limits the whole call, in milliseconds (option `timeout`).
    #[must_use]
    pub const fn timeout_millis(mut self, millis: u64) -> Self {
        self.timeout = Some(Duration::from_millis(millis));
        self
    }

    /// States whether sending twice has the effect of sending once (option `idempotent`).
    #[must_use]
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = Some(idempotent);
        self
    }

    /// Sends to a named base of the client instead of its main one (option `base`).
    #[must_use]
    pub const fn base(mut self, name: &'static str) -> Self {
        self.base = name;
        self
    }

    /// Sends no credentials (option `auth = false`).
    #[must_use]
    pub const fn no_auth(mut self) -> Self {
        self.authenticated = false;
        self
    }

    /// Asks for a media type other than the return type's own (option `accept`).
    ///
    /// # Panics
    ///
    /// Where no header can carry it; in a `static` that is an error of the compiler.
    #[must_use]
    pub const fn accept(mut self, media_type: &'static str) -> Self {
        check_value(media_type);
        self.accept = Some(media_type);
        self
    }

    /// Adds fixed headers, names in lower case (option `headers`).
    ///
    /// # Panics
    ///
    /// Where one is no header of [RFC 9110, section 5](https://www.rfc-editor.org/rfc/rfc9110#section-5);
    /// in a `static` that is an error of the compiler.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        let mut at = 0;
        while at < headers.len() {
            let (name, value) = headers[at];
            mem::forget(HeaderName::from_static(name));
            check_value(value);
            at += 1;
        }
        self.headers = headers;
        self
    }

    /// The Rust method's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The HTTP method ([RFC 9110, section 9](https://www.rfc-editor.org/rfc/rfc9110#section-9)).
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// The path with parameters in braces: OpenTelemetry's `url.template`, the same for every call.
    #[must_use]
    pub const fn template(&self) -> &'static str {
        self.template
    }

    /// The name of the base that calls go to; the main one is `""`.
    #[must_use]
    pub const fn base_name(&self) -> &'static str {
        self.base
    }

    /// The limit on the whole call, if the declaration sets one.
    #[must_use]
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// What the declaration says about sending twice; `None` leaves it to the method.
    #[must_use]
    pub const fn is_idempotent(&self) -> Option<bool> {
        self.idempotent
    }

    /// Whether calls carry the client's credentials.
    #[must_use]
    pub const fn is_authenticated(&self) -> bool {
        self.authenticated
    }

    /// The media type to ask for instead of the return type's own.
    #[must_use]
    pub const fn accepted(&self) -> Option<&'static str> {
        self.accept
    }

    /// The fixed headers of the declaration.
    #[must_use]
    pub const fn fixed_headers(&self) -> &'static [(&'static str, &'static str)] {
        self.headers
    }
}

/// Panics where no header can carry `value`: now, and not in each call.
pub(crate) const fn check_value(value: &'static str) {
    // What has a destructor cannot be dropped by the compiler.
    mem::forget(HeaderValue::from_static(value));
}

/// Method and template, never a filled-in value.
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.template)
    }
}
