//! The API: one signature an operation.

mod auth;
mod client;
mod types;
mod xml;

use endpoint::{Api, Body, Download, endpoint};

pub use self::auth::{Presigned, Signer};
pub use self::client::Store;
pub use self::types::{
    Checksum, Copied, CopySource, Info, Listing, Metadata, Object, Problem, Settings, Stored,
};
pub use self::xml::Xml;

/// A call of this API: its errors are XML.
pub type Call<T> = endpoint::Call<T, Xml<Problem>>;
/// A list of this API.
pub type Pages<P> = endpoint::Pages<P, Xml<Problem>>;
/// A failed call of this API.
pub type Error = endpoint::Error<Xml<Problem>>;

/// Objects in buckets. Keys may hold slashes, also several in a row.
pub trait Objects: Api {
    /// Stores an object. With its checksum the request is signed for this content and no other.
    #[endpoint(PUT, "/<bucket>/<key..>")]
    fn put(
        &self,
        bucket: &str,
        key: &str,
        #[headers] settings: &Settings,
        #[headers("x-amz-meta-")] metadata: &Metadata,
        #[header("x-amz-content-sha256")] checksum: Option<&Checksum>,
        #[body] content: Body,
    ) -> Call<Stored>;

    /// An object's content, or the part of it that `range` names (`bytes=100-`), if the object still
    /// has the entity tag `version`; else all of it.
    #[endpoint(GET, "/<bucket>/<key..>")]
    fn get(
        &self,
        bucket: &str,
        key: &str,
        #[header("Range")] range: Option<&str>,
        #[header("If-Range")] version: Option<&str>,
    ) -> Call<Download>;

    /// What there is to know of an object without its content.
    #[endpoint(HEAD, "/<bucket>/<key..>")]
    fn info(&self, bucket: &str, key: &str) -> Call<Info>;

    /// Copies an object on the server.
    #[endpoint(PUT, "/<bucket>/<key..>")]
    fn copy(
        &self,
        bucket: &str,
        key: &str,
        #[header("x-amz-copy-source")] source: CopySource<'_>,
    ) -> Call<Xml<Copied>>;

    /// Deletes an object. One that is not there is deleted too.
    #[endpoint(DELETE, "/<bucket>/<key..>")]
    fn delete(&self, bucket: &str, key: &str) -> Call<()>;

    /// All objects whose key begins with `prefix`, in the order of their keys.
    #[endpoint(
        GET,
        "/<bucket>?list-type=2&encoding-type=url&<prefix>&max-keys=<page_size>"
    )]
    fn list(
        &self,
        bucket: &str,
        prefix: Option<&str>,
        page_size: Option<u32>,
    ) -> Pages<Xml<Listing>>;
}
