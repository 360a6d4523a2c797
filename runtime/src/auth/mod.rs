//! Credentials: what proves to a server who is calling.
//!
//! [`Basic`], [`Bearer`] and [`ApiKey`] are there; anything else implements [`Auth`]. A credential goes
//! to the bases of the client that it is given to, and nowhere else. The guide has
//! [a page](crate::guide::auth) about refreshing, signing and several hosts.

mod api_key;
mod basic;
mod bearer;

use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use http::{HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;

pub use self::api_key::ApiKey;
pub use self::basic::Basic;
pub use self::bearer::Bearer;
use crate::encode::percent;
use crate::{Body, BoxError};

/// Puts a credential on a request. [`Basic`], [`Bearer`] and [`ApiKey`] are built in.
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
    note = "`endpoint::auth` has `Basic`, `Bearer` and `ApiKey`; a scheme of your own implements `Auth`"
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

    #[doc(hidden)]
    fn fixed_query(&self) -> Option<(String, SecretString)> {
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

    fn fixed_query(&self) -> Option<(String, SecretString)> {
        (**self).fixed_query()
    }
}

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// `Auth` without its type.
trait ErasedAuth: Send + Sync {
    fn apply_boxed<'a>(
        &'a self,
        request: &'a mut http::Request<Body>,
    ) -> BoxFuture<'a, Result<(), BoxError>>;

    fn refresh_boxed<'a>(
        &'a self,
        rejected: &'a http::response::Parts,
    ) -> BoxFuture<'a, Result<bool, BoxError>>;
}

impl<A: Auth> ErasedAuth for A {
    fn apply_boxed<'a>(
        &'a self,
        request: &'a mut http::Request<Body>,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(self.apply(request))
    }

    fn refresh_boxed<'a>(
        &'a self,
        rejected: &'a http::response::Parts,
    ) -> BoxFuture<'a, Result<bool, BoxError>> {
        Box::pin(self.refresh(rejected))
    }
}

/// A credential as a client keeps it; copies are the same credential.
#[derive(Clone)]
pub(crate) enum Credential {
    Header(HeaderName, HeaderValue),
    /// An encoded name and the key.
    Query(Arc<(String, SecretString)>),
    Custom(Arc<Custom>),
}

/// A credential that is made anew for each request, and may be refreshed.
pub(crate) struct Custom {
    auth: Box<dyn ErasedAuth>,
    /// How often it was refreshed.
    generation: AtomicU64,
    refreshing: Mutex<()>,
}

impl Credential {
    pub(crate) fn new(auth: impl Auth) -> Self {
        if let Some((name, mut value)) = auth.fixed_header() {
            value.set_sensitive(true);
            return Self::Header(name, value);
        }
        if let Some(pair) = auth.fixed_query() {
            return Self::Query(Arc::new(pair));
        }
        Self::Custom(Arc::new(Custom {
            auth: Box::new(auth),
            generation: AtomicU64::new(0),
            refreshing: Mutex::new(()),
        }))
    }

    /// Adds a credential that is always the same, or gives the one that is made for each request.
    pub(crate) fn put(
        &self,
        request: &mut http::Request<Body>,
    ) -> Result<Option<&Custom>, BoxError> {
        match self {
            Self::Header(name, value) => {
                request.headers_mut().insert(name, value.clone());
            }
            Self::Query(pair) => {
                let (name, key) = &**pair;
                let mut value = String::new();
                percent::push(&mut value, key.expose_secret());
                let url = with_pair(&request.uri().to_string(), name, &value);
                *request.uri_mut() = url.parse()?;
                request.extensions_mut().insert(QueryKey(name.clone()));
            }
            Self::Custom(custom) => return Ok(Some(custom)),
        }
        Ok(None)
    }
}

/// Among the extensions of a request with a credential in its query: the pair's name, encoded.
#[derive(Clone)]
pub(crate) struct QueryKey(pub(crate) String);

/// `url` with the pair `name=value`, both encoded already, in the place of any of that name: a link of
/// the server's may repeat what it was sent.
pub(crate) fn with_pair(url: &str, name: &str, value: &str) -> String {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let mut text = path.to_owned();
    let kept = query.split('&').filter(|pair| {
        let own = pair.split_once('=').map_or(*pair, |(name, _)| name);
        !pair.is_empty() && !percent_decode_str(own).eq(percent_decode_str(name))
    });
    let mut mark = '?';
    for pair in kept {
        text.push(mark);
        text.push_str(pair);
        mark = '&';
    }
    text.push(mark);
    text.extend([name, "=", value]);
    text
}

impl Custom {
    /// Adds the credential, and gives its generation, which [`Custom::refresh`] asks for.
    pub(crate) async fn apply(&self, request: &mut http::Request<Body>) -> Result<u64, BoxError> {
        let generation = self.generation.load(Ordering::Acquire);
        self.auth.apply_boxed(request).await?;
        Ok(generation)
    }

    /// Replaces a credential of `generation` that was rejected; `true` says that there is a newer
    /// one. Many calls at once refresh once: the others find the generation changed.
    pub(crate) async fn refresh(
        &self,
        generation: u64,
        rejected: &http::response::Parts,
    ) -> Result<bool, BoxError> {
        let _one_at_a_time = self.refreshing.lock().await;
        if self.generation.load(Ordering::Acquire) != generation {
            return Ok(true);
        }
        let refreshed = self.auth.refresh_boxed(rejected).await?;
        if refreshed {
            self.generation.fetch_add(1, Ordering::Release);
        }
        Ok(refreshed)
    }
}
