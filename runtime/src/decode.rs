//! From an answer's head and collected body to a value.

mod json;

use std::any::TypeId;
use std::fmt::{Debug, Display};

use bytes::Bytes;
use http::StatusCode;
use http::response::Parts;
use serde::de::{DeserializeOwned, IgnoredAny};

pub(crate) use self::json::JsonError;
use crate::BoxError;

/// The media type of [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259#section-11).
pub(crate) const JSON: &str = "application/json";

/// A value made from a response's head and its collected body.
///
/// Every `DeserializeOwned` type is one, by JSON; an empty body reads as `null`, so that `()` and
/// `Option<T>` work for a 204. `serde::de::IgnoredAny` takes any body and discards it. Implement it
/// for other formats; what derives `Deserialize` is JSON already, and needs a type around it
/// (`Xml<T>(T)`) to be something else:
///
/// ```
/// use bytes::Bytes;
/// use endpoint::{BoxError, Decode};
/// use http::response::Parts;
///
/// struct Lines(Vec<String>);
///
/// impl Decode for Lines {
///     const ACCEPT: &'static str = "text/plain";
///
///     fn decode(_: &Parts, body: &Bytes) -> Result<Self, BoxError> {
///         Ok(Self(std::str::from_utf8(body)?.lines().map(str::to_owned).collect()))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be decoded from a response",
    label = "nothing decodes this",
    note = "for JSON: `#[derive(serde::Deserialize)]` on an owned type; for another format: `impl endpoint::Decode for {Self}`"
)]
pub trait Decode: Sized + Send + 'static {
    /// The value of the `Accept` header to send
    /// ([RFC 9110, section 12.5.1](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1)). One that no
    /// header can carry does not compile.
    const ACCEPT: &'static str = JSON;

    /// Whether an answer with this status is a value; any other ends the call with
    /// [`ErrorKind::Status`](crate::ErrorKind::Status). By default 2xx.
    #[must_use]
    fn accepts(status: StatusCode) -> bool {
        status.is_success()
    }

    /// Makes the value.
    ///
    /// # Errors
    ///
    /// An error ends the call with [`ErrorKind::Decode`](crate::ErrorKind::Decode) and becomes its
    /// source; the raw body is kept.
    fn decode(head: &Parts, body: &Bytes) -> Result<Self, BoxError>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + Send + 'static> Decode for T {
    fn decode(_: &Parts, body: &Bytes) -> Result<Self, BoxError> {
        let discards = TypeId::of::<T>() == TypeId::of::<IgnoredAny>();
        json::decode(if discards { b"null" } else { body })
    }
}

/// An API's error body: decodable, and able to say itself in one line.
///
/// It is implemented for every type that can be one. `thiserror` makes one in three lines:
///
/// ```
/// #[derive(Debug, serde::Deserialize, thiserror::Error)]
/// #[error("{code}: {message}")]
/// struct ShopError { code: String, message: String }
///
/// type Call<T> = endpoint::Call<T, ShopError>;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an API's error body",
    label = "an error body is `Decode + Debug + Display + Send + Sync`",
    note = "`#[derive(Debug, serde::Deserialize, thiserror::Error)]` with `#[error(\"{{code}}: {{message}}\")]` makes one"
)]
pub trait ApiError: Decode + Debug + Display + Send + Sync {}

#[diagnostic::do_not_recommend]
impl<E: Decode + Debug + Display + Send + Sync> ApiError for E {}
