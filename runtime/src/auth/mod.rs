//! Credentials.

mod basic;
mod bearer;

use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;

use http::{HeaderName, HeaderValue};

pub use self::basic::Basic;
pub use self::bearer::Bearer;
use crate::{Body, BoxError};

/// Puts a credential on a request. [`Basic`] and [`Bearer`] are built in.
///
/// It works last, on every attempt, on the request as it will be sent: a signer sees the final
/// method, URL, headers and body. Mark secret header values with
/// [`HeaderValue::set_sensitive`], so that they never show in `Debug` or in curl commands;
/// `Authorization` is treated as secret in any case.
///
/// ```
/// use endpoint::auth::Auth;
/// use endpoint::{Body, BoxError};
/// use http::{HeaderValue, Request};
///
/// struct Session;
///
/// impl Auth for Session {
///     async fn apply(&self, request: &mut Request<Body>) -> Result<(), BoxError> {
///         let token = "s3cret"; // ask a token service
///         let mut value = HeaderValue::from_str(token)?;
///         value.set_sensitive(true);
///         request.headers_mut().insert("x-session", value);
///         Ok(())
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no credential",
    label = "this must implement `endpoint::auth::Auth`",
    note = "`endpoint::auth` has `Basic` and `Bearer`; a scheme of your own implements `Auth`"
)]
pub trait Auth: Send + Sync + 'static {
    /// Adds the credential to `request`.
    ///
    /// # Errors
    ///
    /// An error ends the call unsent, with [`ErrorKind::Auth`](crate::ErrorKind::Auth).
    fn apply(
        &self,
        request: &mut http::Request<Body>,
    ) -> impl Future<Output = Result<(), BoxError>> + Send;

    /// Replaces a credential that the server has answered with 401 (`rejected` is that answer's
    /// head). `Ok(true)` says that there is a new one and that the attempt is worth repeating; the
    /// default has none.
    ///
    /// # Errors
    ///
    /// An error ends the call with [`ErrorKind::Auth`](crate::ErrorKind::Auth).
    fn refresh(
        &self,
        rejected: &http::response::Parts,
    ) -> impl Future<Output = Result<bool, BoxError>> + Send {
        let _ = rejected;
        ready(Ok(false))
    }

    /// The credential, where it is one header that is the same on every request. It is then
    /// prepared once, and [`apply`](Auth::apply) is not called. The default is none.
    fn fixed_header(&self) -> Option<(HeaderName, HeaderValue)> {
        None
    }
}

impl<A: Auth> Auth for Arc<A> {
    fn apply(
        &self,
        request: &mut http::Request<Body>,
    ) -> impl Future<Output = Result<(), BoxError>> + Send {
        (**self).apply(request)
    }

    fn refresh(
        &self,
        rejected: &http::response::Parts,
    ) -> impl Future<Output = Result<bool, BoxError>> + Send {
        (**self).refresh(rejected)
    }

    fn fixed_header(&self) -> Option<(HeaderName, HeaderValue)> {
        (**self).fixed_header()
    }
}

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// `Auth` without its type.
pub(crate) trait ErasedAuth: Send + Sync {
    fn apply_boxed<'a>(
        &'a self,
        request: &'a mut http::Request<Body>,
    ) -> BoxFuture<'a, Result<(), BoxError>>;
}

impl<A: Auth> ErasedAuth for A {
    fn apply_boxed<'a>(
        &'a self,
        request: &'a mut http::Request<Body>,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(self.apply(request))
    }
}

/// A credential as a client keeps it.
#[derive(Clone)]
pub(crate) enum Credential {
    Header(HeaderName, HeaderValue),
    Custom(Arc<dyn ErasedAuth>),
}

impl Credential {
    pub(crate) fn new(auth: impl Auth) -> Self {
        match auth.fixed_header() {
            Some((name, mut value)) => {
                value.set_sensitive(true);
                Self::Header(name, value)
            }
            None => Self::Custom(Arc::new(auth)),
        }
    }

    pub(crate) async fn apply(&self, request: &mut http::Request<Body>) -> Result<(), BoxError> {
        match self {
            Self::Header(name, value) => {
                request.headers_mut().insert(name, value.clone());
                Ok(())
            }
            Self::Custom(auth) => auth.apply_boxed(request).await,
        }
    }
}
