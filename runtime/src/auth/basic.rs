//! HTTP Basic.

use std::fmt;
use std::future::{Future, ready};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue, header};
use secrecy::{ExposeSecret, SecretString};

use super::Auth;
use crate::{Body, BoxError};

/// HTTP Basic authentication ([RFC 7617](https://www.rfc-editor.org/rfc/rfc7617)), user name and
/// password in UTF-8.
///
/// ```
/// use endpoint::Client;
/// use endpoint::auth::Basic;
///
/// let client = Client::builder("https://api.stripe.com")
///     .auth(Basic::new("sk_test_123", ""))
///     .build()?;
/// # Ok::<(), endpoint::BuildError>(())
/// ```
pub struct Basic(SecretString);

impl Basic {
    /// Authenticates as `user`. A user name with a colon cannot be sent this way and fails each call
    /// with [`ErrorKind::Auth`](crate::ErrorKind::Auth).
    pub fn new(user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
        let (user, password) = (user.as_ref(), password.as_ref());
        if user.contains(':') {
            return Self(SecretString::default());
        }
        Self(SecretString::from(format!("{user}:{password}")))
    }

    fn header(&self) -> Option<HeaderValue> {
        let pair = self.0.expose_secret();
        if pair.is_empty() {
            return None;
        }
        let encoded = SecretString::from(format!("Basic {}", STANDARD.encode(pair)));
        let mut value = HeaderValue::from_str(encoded.expose_secret()).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

impl Auth for Basic {
    /// Only reached where there is no header to send.
    fn apply(
        &self,
        _: &mut http::Request<Body>,
    ) -> impl Future<Output = Result<(), BoxError>> + Send {
        ready(Err(
            "a user name with `:` cannot be sent with HTTP Basic (RFC 7617, section 2)".into(),
        ))
    }

    fn fixed_header(&self) -> Option<(HeaderName, HeaderValue)> {
        Some((header::AUTHORIZATION, self.header()?))
    }
}

impl fmt::Debug for Basic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Basic([redacted])")
    }
}
