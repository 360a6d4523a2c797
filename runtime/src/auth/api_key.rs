//! Keys in a header or a query pair.

use std::fmt;
use std::future::{Future, ready};

use http::{HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use super::Auth;
use crate::encode::pairs::encode_declared;
use crate::{Body, BoxError};

/// A key in a header or in the query.
///
/// ```
/// use endpoint::Client;
/// use endpoint::auth::ApiKey;
///
/// let client = Client::builder("https://api.example.com")
///     .auth(ApiKey::header("X-Api-Key", "k3y"))
///     .build()?;
/// # Ok::<(), endpoint::BuildError>(())
/// ```
pub struct ApiKey {
    place: Place,
    key: SecretString,
}

enum Place {
    Header(String),
    Query(String),
}

impl ApiKey {
    /// Sends `key` as the header `name`. A name or a key that no header can have fails each call
    /// with [`ErrorKind::Auth`](crate::ErrorKind::Auth).
    pub fn header(name: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            place: Place::Header(name.into()),
            key: SecretString::from(key.into()),
        }
    }

    /// Sends `key` as the query pair `name`. Wherever we show a URL the key is replaced; servers and
    /// proxies write URLs into their logs, and may repeat them in what they answer, all the same, so
    /// prefer a header where the API has one. An empty name or key, and a key with a line break or another
    /// control character, fails each call with [`ErrorKind::Auth`](crate::ErrorKind::Auth).
    pub fn query(name: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            place: Place::Query(name.into()),
            key: SecretString::from(key.into()),
        }
    }
}

impl Auth for ApiKey {
    /// Only reached where there is no header and no pair to send.
    fn apply(
        &self,
        _: &mut http::Request<Body>,
    ) -> impl Future<Output = Result<(), BoxError>> + Send {
        ready(Err(
            "the API key's name or key is empty, or none that a request can carry".into(),
        ))
    }

    fn fixed_header(&self) -> Option<(HeaderName, HeaderValue)> {
        let Place::Header(name) = &self.place else {
            return None;
        };
        let name = HeaderName::try_from(name.as_str()).ok()?;
        let value = HeaderValue::from_str(self.key.expose_secret()).ok()?;
        Some((name, value))
    }

    fn fixed_query(&self) -> Option<(String, SecretString)> {
        match &self.place {
            Place::Query(name) if !name.is_empty() && is_text(self.key.expose_secret()) => {
                Some((encode_declared(name), self.key.clone()))
            }
            Place::Query(_) | Place::Header(_) => None,
        }
    }
}

/// Whether it is a key, and not what is left of a file or a variable that was not there.
fn is_text(key: &str) -> bool {
    !key.is_empty() && !key.contains(char::is_control)
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey([redacted])")
    }
}
