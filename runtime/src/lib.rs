#![doc = include_str!("docs/front.md")]
#![doc = include_str!("docs/features.md")]

#[doc(hidden)]
pub mod __private;
mod api;
mod arguments;
pub mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod call;
mod client;
mod curl;
mod decode;
mod download;
mod draft;
mod encode;
mod endpoint;
mod error;
#[cfg(any(doc, doctest))]
pub mod guide;
mod observe;
pub mod page;
mod response;
pub mod retry;
mod returns;
mod send;
mod spare;
#[cfg(feature = "testing")]
pub mod testing;
mod timeout_header;
pub mod transport;
mod undeclared;

#[doc(inline)]
pub use endpoint_macros::endpoint;

pub use crate::api::Api;
#[cfg(feature = "blocking")]
pub use crate::blocking::BlockingPages;
pub use crate::body::{Body, BodyError};
pub use crate::call::{Call, CallFuture};
pub use crate::client::{Client, ClientBuilder};
pub use crate::decode::{ApiError, Decode};
pub use crate::download::Download;
pub use crate::encode::Arrays;
#[cfg(feature = "multipart")]
pub use crate::encode::multipart::{IntoPart, Part};
pub use crate::endpoint::Endpoint;
pub use crate::error::{BoxError, BuildError, Error, ErrorKind};
#[doc(inline)]
pub use crate::page::{Page, Pages};
pub use crate::response::{RawBody, Response, ReturnValue, Text};
#[doc(inline)]
pub use crate::retry::Retry;
pub use crate::returns::{Awaited, CallError, Returns};
pub use crate::timeout_header::TimeoutHeader;
pub use crate::undeclared::Undeclared;
