//! The Secret Store: secrets of an app, for an account or one of its users.

use endpoint::{Api, endpoint};
use serde::{Deserialize, Serialize};

use super::{AppUserId, Call, Expand, Limit, Object, Pages, SecretId, Sensitive, Timestamp};

/// The secrets of the app that asks. Names are unique within a scope.
pub trait Secrets: Api {
    /// The secrets of a scope, newest first. Payloads come only where `data.payload` is expanded.
    #[endpoint(GET, "/v1/apps/secrets")]
    fn list_secrets(&self, #[query] params: &ListSecrets) -> Pages<Secret>;

    /// Keeps a secret; one of the same name in the same scope is replaced.
    #[endpoint(POST, "/v1/apps/secrets")]
    fn set_secret(&self, #[form] params: &SetSecret) -> Call<Secret>;

    /// The secret of a name. Its payload comes only where `payload` is expanded.
    #[endpoint(GET, "/v1/apps/secrets/find")]
    fn find_secret(&self, #[query] params: &FindSecret) -> Call<Secret>;

    /// Deletes the secret of a name, and answers with it.
    #[endpoint(POST, "/v1/apps/secrets/delete")]
    fn delete_secret(&self, #[form] params: &DeleteSecret) -> Call<Secret>;
}

params! {
    /// Which secrets to list.
    pub struct ListSecrets(scope: Scope) {
        /// Whose secrets.
        scope: Scope,
        /// How many on a page.
        limit: Limit,
        /// The one after which the page begins.
        starting_after: SecretId,
        /// The one before which the page ends.
        ending_before: SecretId,
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// A secret to keep.
    pub struct SetSecret(name: String, payload: Sensitive, scope: Scope) {
        /// Its name.
        name: String,
        /// What is secret.
        payload: Sensitive,
        /// Whose it is.
        scope: Scope,
        /// When it deletes itself; never where nothing is said.
        expires_at: Timestamp,
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// Which secret to find.
    pub struct FindSecret(name: String, scope: Scope) {
        /// Its name.
        name: String,
        /// Whose it is.
        scope: Scope,
        /// What to expand.
        expand: Expand,
    }
}

params! {
    /// Which secret to delete.
    pub struct DeleteSecret(name: String, scope: Scope) {
        /// Its name.
        name: String,
        /// Whose it is.
        scope: Scope,
        /// What to expand.
        expand: Expand,
    }
}

/// A secret of an app.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Secret {
    /// Its id.
    pub id: SecretId,
    /// Always `apps.secret`.
    pub object: String,
    /// When it was set.
    pub created: Timestamp,
    /// True in the answer to its deletion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<bool>,
    /// When it deletes itself.
    pub expires_at: Option<Timestamp>,
    /// Whether it is used with real money.
    pub livemode: bool,
    /// Its name.
    pub name: String,
    /// What is secret; only where it was expanded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<Sensitive>,
    /// Whose it is.
    pub scope: Scope,
}

impl Object for Secret {
    type Id = SecretId;
    const NAME: &'static str = "secret";

    fn id(&self) -> &SecretId {
        &self.id
    }
}

/// Whose a secret is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Scope {
    /// The account's or a user's.
    #[serde(rename = "type")]
    pub kind: ScopeType,
    /// Which user's, where it is a user's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<AppUserId>,
}

impl Scope {
    /// The account's.
    pub fn account() -> Self {
        Self {
            kind: ScopeType::Account,
            user: None,
        }
    }

    /// One user's.
    pub fn user(user: impl Into<AppUserId>) -> Self {
        Self {
            kind: ScopeType::User,
            user: Some(user.into()),
        }
    }
}

open_enum! {
    /// What kind of scope a secret is in.
    pub enum ScopeType {
        /// The account's: all of its users share it.
        Account = "account",
        /// One user's.
        User = "user",
    }
}
