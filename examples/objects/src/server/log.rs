//! What arrived.

use http::{HeaderMap, Method, StatusCode, Uri};

/// A request, and how it was answered.
#[derive(Debug, Clone)]
pub struct Logged {
    /// The method.
    pub method: Method,
    /// Path and query as they came.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
    /// The status of the answer.
    pub status: StatusCode,
}
