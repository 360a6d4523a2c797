//! The clients that are compared. Each makes the same three calls with the same headers.

mod declared;
mod hyper_util;
mod reqwest_plain;
mod reqwest_tuned;

pub(crate) use self::declared::Declared;
pub(crate) use self::hyper_util::HyperUtil;
pub(crate) use self::reqwest_plain::ReqwestPlain;
pub(crate) use self::reqwest_tuned::ReqwestTuned;
use crate::data::{Deleted, List, Transfer};

pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;
pub(crate) type Outcome<T> = Result<T, BoxError>;

/// One client, making the calls that are measured.
pub(crate) trait Peer: Clone + Send + Sync + 'static {
    /// `DELETE /v1/accounts/{account}/persons/{person}`.
    fn delete(&self) -> impl Future<Output = Outcome<Deleted>> + Send;

    /// `POST /v1/transfers` with a form of six fields and metadata.
    fn create(&self) -> impl Future<Output = Outcome<Transfer>> + Send;

    /// `GET /v1/transfers?limit=100`.
    fn list(&self) -> impl Future<Output = Outcome<List<Transfer>>> + Send;
}
