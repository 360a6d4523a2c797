//! Typed ids: one that names something else is refused where it is made.

use std::fmt;

/// A text that is no id of the kind that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidId {
    wanted: &'static str,
    found: String,
}

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { wanted, found } = self;
        write!(
            f,
            "`{found}` is not an id that begins with `{wanted}` and goes on in letters and digits"
        )
    }
}

impl std::error::Error for InvalidId {}

fn check(wanted: &'static str, found: String) -> Result<String, InvalidId> {
    let rest = found.strip_prefix(wanted).unwrap_or_default();
    if !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(found);
    }
    Err(InvalidId { wanted, found })
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
            #[derive(serde::Serialize, serde::Deserialize)]
            #[serde(into = "String", try_from = "String")]
            pub struct $name(String);

            impl $name {
                /// How ids of this kind begin.
                pub const PREFIX: &'static str = $prefix;

                /// The id as text.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl std::str::FromStr for $name {
                type Err = InvalidId;

                fn from_str(text: &str) -> Result<Self, InvalidId> {
                    text.to_owned().try_into()
                }
            }

            impl TryFrom<String> for $name {
                type Error = InvalidId;

                fn try_from(text: String) -> Result<Self, InvalidId> {
                    check($prefix, text).map(Self)
                }
            }

            impl From<$name> for String {
                fn from(id: $name) -> Self {
                    id.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.pad(&self.0)
                }
            }
        )*
    };
}

ids! {
    /// Names a zone, `zone_..`.
    ZoneId = "zone_";
    /// Names a record of a zone, `rec_..`.
    RecordId = "rec_";
    /// Names an API key, `key_..`; it is not the key.
    KeyId = "key_";
}
