//! Calls that nobody declared yet.

use http::{HeaderName, HeaderValue};

use crate::arguments::{FormValue, IntoBody, JsonValue, QueryValue};
use crate::draft::Draft;
use crate::encode::path::PathValue;
use crate::response::ReturnValue;
use crate::{Call, Client, Endpoint};

/// A call of an endpoint that was described by hand; made by [`Client::request`].
///
/// It goes through the same path builder, credentials, retries and errors as a declared one. What
/// the attribute checks when a declaration is compiled is checked here when the call is sent:
/// parameters are named, and come in the order of the template.
///
/// ```
/// use endpoint::{Call, Client, Endpoint, RawBody};
///
/// static CANCEL: Endpoint = Endpoint::new("cancel", "POST", "/v1/topups/{topup}/cancel");
///
/// fn cancel(client: &Client, topup: &str) -> Call<RawBody> {
///     client
///         .request(&CANCEL)
///         .segment("topup", topup)
///         .form(&[("expand[]", "source")])
///         .call()
/// }
/// ```
#[must_use = "a request does nothing until it is made a call and awaited"]
pub struct Undeclared(Box<Draft>);

impl Undeclared {
    pub(crate) fn new(client: &Client, endpoint: &'static Endpoint) -> Self {
        Self(Draft::new(client, endpoint))
    }

    pub(crate) fn at(client: &Client, endpoint: &'static Endpoint, url: &str) -> Self {
        Self(Draft::at(client, endpoint, url))
    }

    /// Fills the template's next parameter, which is `{name}`, as one segment.
    pub fn segment<T: PathValue + ?Sized>(mut self, name: &str, value: &T) -> Self {
        if self.0.expects(name) {
            self.0.segment(&|out| value.write_path(out));
        }
        self
    }

    /// Fills the template's next parameter, which is `{name}`, as the rest of the path.
    pub fn tail<T: PathValue + ?Sized>(mut self, name: &str, value: &T) -> Self {
        if self.0.expects(name) {
            self.0.tail(&|out| value.write_path(out));
        }
        self
    }

    /// Adds a query pair; see [`Call::query`].
    pub fn query(mut self, name: &str, value: impl QueryValue) -> Self {
        self.0.call_query(name, &value);
        self
    }

    /// Sets a header; see [`Call::header`].
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        self.0
            .call_header(name.try_into().ok(), value.try_into().ok());
        self
    }

    /// Sends `value` as a form.
    pub fn form<T: FormValue + ?Sized>(mut self, value: &T) -> Self {
        self.0.form(value);
        self
    }

    /// Sends `value` as JSON.
    pub fn json<T: JsonValue + ?Sized>(mut self, value: &T) -> Self {
        self.0.json(serde_json::to_vec(value));
        self
    }

    /// Sends bytes, text or a [`Body`](crate::Body).
    pub fn body<T: IntoBody>(mut self, body: T) -> Self {
        self.0.body(T::CONTENT_TYPE, body.into());
        self
    }

    /// The call, with the types of its answer.
    pub fn call<T: ReturnValue, E>(self) -> Call<T, E> {
        Call::from_draft(self.0)
    }
}
