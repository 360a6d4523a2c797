//! Bodies that do not decompress, told from connections that fail.

use std::error::Error;
use std::{fmt, io};

use super::causes;
use crate::BoxError;

/// A body that has arrived and does not decompress.
#[derive(Debug)]
struct Garbled(BoxError);

impl fmt::Display for Garbled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body does not decompress")
    }
}

impl Error for Garbled {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0)
    }
}

/// The error of a body, marked where it is no failure of the connection: those come from hyper, and
/// what undoes compression has errors of the standard library only.
pub(super) fn classify(error: BoxError) -> BoxError {
    let is_io = causes(&*error).any(|cause| cause.is::<io::Error>());
    if is_io && !is_of_connection(&*error) {
        Garbled(error).into()
    } else {
        error
    }
}

/// Looks into errors of the standard library, which do not name as source what they wrap.
fn is_of_connection(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(|cause| {
        let wrapped = cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        cause.is::<hyper::Error>() || wrapped.is_some_and(|wrapped| is_of_connection(wrapped))
    })
}

pub(crate) fn is_garbled(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(<dyn Error>::is::<Garbled>)
}
