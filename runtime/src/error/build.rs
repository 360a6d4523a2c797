//! A client that cannot be built.

use std::fmt;

use super::BoxError;

/// Why a [`Client`](crate::Client) cannot be built: names the setting, never a secret.
///
/// ```
/// use endpoint::Client;
///
/// let error = Client::builder("api.stripe.com").build().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "client setting `base`: `api.stripe.com` has no scheme: write `https://api.stripe.com`"
/// );
/// ```
#[derive(Debug)]
pub struct BuildError {
    setting: String,
    message: String,
    source: Option<BoxError>,
}

impl BuildError {
    pub(crate) fn new(setting: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            setting: setting.into(),
            message: message.into(),
            source: None,
        }
    }

    #[cfg(any(feature = "reqwest", feature = "hyper"))]
    pub(crate) fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The builder's setting that is wrong.
    #[must_use]
    pub fn setting(&self) -> &str {
        &self.setting
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "client setting `{}`: {}", self.setting, self.message)
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source
            .as_ref()
            .map(|source| &**source as &(dyn std::error::Error + 'static))
    }
}
