//! API keys (feature `keys`).

use std::fmt;

use endpoint::{Api, endpoint};
use serde::{Deserialize, Serialize};

use crate::{Call, KeyId, Pages};

/// The API keys of an account: [`Nameplate::keys`](crate::Nameplate::keys).
pub trait Keys: Api {
    /// All keys, without their tokens.
    #[endpoint(GET, "/v1/keys")]
    fn list(&self) -> Pages<Key>;

    /// Makes a key. Its token is in this answer and nowhere else.
    #[endpoint(POST, "/v1/keys")]
    fn create(&self, #[json] key: &NewKey) -> Call<CreatedKey>;

    /// Revokes a key: its token is worth nothing from now on.
    #[endpoint(POST, "/v1/keys/<key>/revoke", idempotent = true)]
    fn revoke(&self, key: &KeyId) -> Call<()>;
}

/// An API key, without its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Key {
    /// Its id.
    pub id: KeyId,
    /// What it is for.
    pub label: String,
}

impl Key {
    /// A key as Nameplate would show it: for fakes.
    pub fn new(id: KeyId, label: impl Into<String>) -> Self {
        Self {
            id,
            label: label.into(),
        }
    }
}

/// A key to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewKey {
    /// What it is for.
    pub label: String,
}

impl NewKey {
    /// A key for this purpose.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
        }
    }
}

/// A key with its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CreatedKey {
    /// Its id.
    pub id: KeyId,
    /// What it is for.
    pub label: String,
    /// What [`Builder::token`](crate::Builder::token) takes.
    pub token: Token,
}

impl CreatedKey {
    /// A key as Nameplate would show it: for fakes.
    pub fn new(key: Key, token: impl Into<String>) -> Self {
        Self {
            id: key.id,
            label: key.label,
            token: Token(token.into()),
        }
    }
}

/// A key's token. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(String);

impl Token {
    /// The token itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}
