//! An object store in the manner of S3, declared with `endpoint`, and a server to run it against.

pub mod api;
pub mod server;
pub mod signature;
pub mod transfer;
