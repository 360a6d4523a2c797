//! The header `Host` ([RFC 9110, section 7.2](https://www.rfc-editor.org/rfc/rfc9110#section-7.2)).

use crate::Body;
use crate::draft::Promise;

/// States the host of a request that goes where it was promised to go, and on no redirect of the
/// transport's own. The pool would say the same, written anew for each request.
///
/// Where HTTP/2 may be spoken it is left to the pool, which then says it as the authority
/// ([RFC 9113, section 8.3.1](https://www.rfc-editor.org/rfc/rfc9113#section-8.3.1)).
pub(super) fn state(request: &mut http::Request<Body>, promise: &Promise) {
    if cfg!(feature = "http2") {
        return;
    }
    if let Some(host) = promise.base.host_header() {
        let stated = request.headers_mut().entry(http::header::HOST);
        stated.or_insert_with(|| host.clone());
    }
}
