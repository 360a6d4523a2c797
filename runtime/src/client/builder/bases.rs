//! The bases of a client, checked.

use super::ClientBuilder;
use crate::client::base::Base;
use crate::error::BuildError;

impl ClientBuilder {
    pub(super) fn checked_bases(&self) -> Result<Vec<(String, Base)>, BuildError> {
        if let Some(unknown) = self
            .plain_http
            .iter()
            .find(|name| !self.bases.iter().any(|(known, _)| known == *name))
        {
            return Err(BuildError::new(
                format!("allow_http(\"{unknown}\")"),
                "the client has no base of this name; the main one is named \"\"",
            ));
        }
        let parse = |(name, url): &(String, String)| {
            let base = Base::parse(&base_setting(name), url)?;
            let base = if self.plain_http.contains(name) {
                base.allowing_http()
            } else {
                base
            };
            Ok((name.clone(), base))
        };
        self.bases.iter().map(parse).collect()
    }
}

/// What a base is called in errors.
pub(super) fn base_setting(name: &str) -> String {
    if name.is_empty() {
        "base".to_owned()
    } else {
        format!("base(\"{name}\")")
    }
}

/// Whether credentials may travel to all of `bases`.
pub(in crate::client) fn check_privacy(bases: &[(String, Base)]) -> Result<(), BuildError> {
    let Some((name, base)) = bases.iter().find(|(_, base)| !base.is_private()) else {
        return Ok(());
    };
    Err(BuildError::new(
        base_setting(name),
        format!(
            "credentials would travel unencrypted to {}: write `https://`, or allow it with `.allow_http(\"{name}\")`",
            base.origin()
        ),
    ))
}
