//! Bearer tokens.

use std::fmt;
use std::future::{Future, ready};

use http::{HeaderName, HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};

use super::Auth;
use crate::{Body, BoxError};

/// A bearer token ([RFC 6750](https://www.rfc-editor.org/rfc/rfc6750)).
///
/// ```
/// use endpoint::Client;
/// use endpoint::auth::Bearer;
///
/// let client = Client::builder("https://api.github.com")
///     .auth(Bearer::new("ghp_123"))
///     .build()?;
/// # Ok::<(), endpoint::BuildError>(())
/// ```
pub struct Bearer(SecretString);

impl Bearer {
    /// Authenticates with `token`. A token with characters that no header can carry fails each call
    /// with [`ErrorKind::Auth`](crate::ErrorKind::Auth).
    pub fn new(token: impl Into<String>) -> Self {
        Self(SecretString::from(token.into()))
    }

    fn header(&self) -> Option<HeaderValue> {
        let text = SecretString::from(format!("Bearer {}", self.0.expose_secret()));
        let visible = !self.0.expose_secret().is_empty()
            && self
                .0
                .expose_secret()
                .bytes()
                .all(|byte| byte.is_ascii_graphic());
        let mut value = HeaderValue::from_str(text.expose_secret())
            .ok()
            .filter(|_| visible)?;
        value.set_sensitive(true);
        Some(value)
    }
}

impl Auth for Bearer {
    /// Only reached where there is no header to send.
    fn apply(
        &self,
        _: &mut http::Request<Body>,
    ) -> impl Future<Output = Result<(), BoxError>> + Send {
        ready(Err(
            "the bearer token is empty or has characters other than visible ASCII".into(),
        ))
    }

    fn fixed_header(&self) -> Option<(HeaderName, HeaderValue)> {
        Some((header::AUTHORIZATION, self.header()?))
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bearer([redacted])")
    }
}
