//! What the tests of programs need (feature `testing`).
//!
//! | to | use |
//! | --- | --- |
//! | answer calls by hand | a fake: `impl Zones for Fake`, as below |
//! | have an error of a certain kind | [`refusal`], [`invalid`], and [`errors`] |
//! | see what is sent, and script the answers | [`Recorder`] with [`Builder::recorder`](crate::Builder::recorder) |
//! | talk to a Nameplate in memory, over a socket | `Server` (feature `server`) |
//!
//! A fake implements a group's trait. What it does not answer fails unsent, and says which operation it was.
//!
//! ```
//! use nameplate::testing::{Api, Client, errors};
//! use nameplate::{Call, Pages, Zone, ZoneId, Zones};
//!
//! struct Fake;
//!
//! impl Api for Fake {
//!     fn client(&self) -> &Client {
//!         Client::offline()
//!     }
//! }
//!
//! impl Zones for Fake {
//!     fn list(&self) -> Pages<Zone> {
//!         let id = "zone_1".parse().expect("it is an id");
//!         Pages::ready([Zone::new(id, "example.com")])
//!     }
//!
//!     fn delete(&self, _: &ZoneId) -> Call<()> {
//!         Call::ready(Err(errors::timeout()))
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let zones: &dyn Zones = &Fake;
//! let zone = zones.list().next().await.expect("there is one").expect("it is there");
//! assert_eq!(zone.name, "example.com");
//! assert!(zones.delete(&zone.id).await.unwrap_err().is_timeout());
//! # }
//! ```

#[cfg(feature = "server")]
mod server;

pub use endpoint::testing::{Recorded, Recorder, Reply, errors};
pub use endpoint::{Api, Client};

#[cfg(feature = "server")]
pub use self::server::Server;
use crate::error::Problem;
use crate::{Error, Refusal, StatusCode};

/// A refusal of Nameplate's, as [`Call::ready`](crate::Call::ready) takes it.
///
/// ```
/// use nameplate::StatusCode;
/// use nameplate::testing::refusal;
///
/// let error = refusal(StatusCode::NOT_FOUND, "zone_not_found", "there is no such zone");
/// assert!(error.is_not_found());
/// ```
#[must_use]
pub fn refusal(status: StatusCode, code: &str, message: &str) -> Error {
    refused(status, code, message, Vec::new())
}

/// The refusal of a request whose fields are wrong, each with what is wrong with it.
///
/// ```
/// use nameplate::ErrorKind;
/// use nameplate::testing::invalid;
///
/// let error = invalid([("content", "is no IPv4 address")]);
/// assert_eq!(error.kind(), ErrorKind::Invalid);
/// assert_eq!(error.problems()[0].field, "content");
/// ```
#[must_use]
pub fn invalid<'a>(problems: impl IntoIterator<Item = (&'a str, &'a str)>) -> Error {
    let problems = problems.into_iter().map(|(field, message)| Problem {
        field: field.to_owned(),
        message: message.to_owned(),
    });
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let message = "the request has fields that cannot be taken";
    refused(status, "invalid", message, problems.collect())
}

fn refused(status: StatusCode, code: &str, message: &str, problems: Vec<Problem>) -> Error {
    let refusal = Refusal {
        code: code.to_owned(),
        message: message.to_owned(),
        problems,
    };
    errors::status(status, refusal)
}
