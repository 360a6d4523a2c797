#![doc = include_str!("docs.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod client;
mod error;
mod ids;
#[cfg(feature = "keys")]
mod keys;
mod list;
#[cfg(feature = "records")]
mod records;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "zones")]
mod zones;

#[cfg(feature = "declare")]
pub use endpoint as declare;
#[doc(no_inline)]
pub use endpoint::{BuildError, Response, Retry};
#[doc(no_inline)]
pub use http::StatusCode;

pub use crate::client::{Builder, Nameplate};
pub use crate::error::{Error, ErrorKind, Problem, Refusal};
pub use crate::ids::{InvalidId, KeyId, RecordId, ZoneId};
#[cfg(feature = "keys")]
pub use crate::keys::{CreatedKey, Key, Keys, NewKey, Token};
pub use crate::list::List;
#[cfg(feature = "records")]
pub use crate::records::{NewRecord, Record, RecordChange, RecordFilter, RecordType, Records};
#[cfg(feature = "zones")]
pub use crate::zones::{NewZone, Zone, Zones};

/// One call of Nameplate: sent by `.await`, or, with the feature `blocking`, by `.blocking()`.
///
/// Before that it can be changed for this one time: `.timeout(..)`, `.retry(..)`, `.header(..)`,
/// `.idempotency_key(..)`. `.optional()` takes a 404 as `None`, `.with_response()` gives headers and
/// request id besides the value, and `.to_curl()` shows the request.
pub type Call<T> = endpoint::Call<T, Refusal, Error>;

/// All things of a list, asked for page by page as they are read: `.next().await`, or, with the
/// feature `blocking`, a `for` loop over `.blocking()`. It is a `Stream` too.
pub type Pages<T> = endpoint::Pages<List<T>, Refusal, Error>;
