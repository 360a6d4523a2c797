//! What a declaration may return.

use std::future::Future;

use http::StatusCode;

use crate::decode::ApiError;
use crate::error::Failure;
use crate::response::ReturnValue;
use crate::{Call, Error};

/// A type that an endpoint method can return: made from the [`Call`] that it stands for.
///
/// [`Call`] is one. Implement it to return a type of your own, such as a builder or a handle:
///
/// ```
/// use endpoint::{Call, RawBody, Returns};
/// use serde::de::DeserializeOwned;
///
/// /// A call that is only made after somebody said why.
/// pub struct Audited<T>(Call<T>);
///
/// impl<T: DeserializeOwned + Send + 'static> Returns for Audited<T> {
///     type Value = T;
///     type Api = RawBody;
///
///     fn from_call(call: Call<T>) -> Self {
///         Self(call)
///     }
/// }
///
/// impl<T> Audited<T> {
///     pub fn because(self, reason: &str) -> Call<T> {
///         self.0.header("X-Audit-Reason", reason)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "an endpoint cannot return `{Self}`",
    label = "this is made from no call",
    note = "return `endpoint::Call<T, E>`, or write `async fn` and return `Result<T, endpoint::Error<E>>`",
    note = "a type of your own can be returned if it implements `endpoint::Returns`"
)]
pub trait Returns: Sized {
    /// What the call resolves to.
    type Value: ReturnValue;
    /// The API's error body.
    type Api: ApiError;

    /// Wraps the call.
    fn from_call(call: Call<Self::Value, Self::Api>) -> Self;
}

impl<T: ReturnValue, E: ApiError, X: CallError<Api = E>> Returns for Call<T, E, X> {
    type Value = T;
    type Api = E;

    fn from_call(call: Call<T, E>) -> Self {
        call.with_error()
    }
}

/// An error that a call can fail with: made from our [`Error`].
///
/// `Error<E>` is one. An SDK implements it for the error type that it shows to its users, and names it
/// in its aliases of [`Call`] and [`Pages`](crate::Pages), or in the `Result` of an `async fn`:
///
/// ```
/// use endpoint::{CallError, Error, RawBody};
///
/// #[derive(Debug)]
/// pub enum ShopError {
///     NotFound,
///     Other(Error<RawBody>),
/// }
///
/// impl CallError for ShopError {
///     type Api = RawBody;
///
///     fn from_error(error: Error<RawBody>) -> Self {
///         match error.status() {
///             Some(http::StatusCode::NOT_FOUND) => Self::NotFound,
///             _ => Self::Other(error),
///         }
///     }
///
///     fn is_not_found(&self) -> bool {
///         matches!(self, Self::NotFound)
///     }
/// }
///
/// pub type Call<T> = endpoint::Call<T, RawBody, ShopError>;
///
/// async fn run(call: Call<u32>) -> Result<u32, ShopError> {
///     call.await
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of an endpoint",
    label = "this is made from no `endpoint::Error`",
    note = "write `Result<T, endpoint::Error<E>>`, or implement `endpoint::CallError` for `{Self}`"
)]
pub trait CallError: Sized {
    /// The API's error body that this error is made from.
    type Api: ApiError;

    /// Makes the error.
    fn from_error(error: Error<Self::Api>) -> Self;

    /// Whether the server answered 404: what a ready-made call shows to
    /// [`Call::optional`](Call::optional).
    fn is_not_found(&self) -> bool;
}

/// A failure of our own as the error that a call fails with.
#[cold]
pub(crate) fn failed<X: CallError>(failure: impl Into<Box<Failure>>) -> X {
    X::from_error(Error::new(failure.into(), None))
}

impl<E: ApiError> CallError for Error<E> {
    type Api = E;

    fn from_error(error: Self) -> Self {
        error
    }

    fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }
}

/// What an `async fn` endpoint can return: a `Result` whose error is a [`CallError`].
#[diagnostic::on_unimplemented(
    message = "an `async fn` endpoint cannot return `{Self}`",
    label = "this must be a `Result`",
    note = "write `Result<T, endpoint::Error<E>>`, or drop `async` and return `endpoint::Call<T, E>`"
)]
pub trait Awaited: Sized {
    #[doc(hidden)]
    type Value: ReturnValue;
    #[doc(hidden)]
    type Api: ApiError;
    #[doc(hidden)]
    fn from_call(call: Call<Self::Value, Self::Api>) -> impl Future<Output = Self> + Send;
}

impl<T: ReturnValue, X: CallError> Awaited for Result<T, X> {
    type Value = T;
    type Api = X::Api;

    fn from_call(call: Call<T, X::Api>) -> impl Future<Output = Self> + Send {
        let future = call.send();
        async move { future.await.map_err(X::from_error) }
    }
}
