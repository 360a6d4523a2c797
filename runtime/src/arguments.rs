//! What an argument must be for the place it is put in: each trait has the words of its mistake.

use std::fmt::Display;

use bytes::Bytes;
use serde::Serialize;

use crate::Body;

/// A query argument: every `Serialize` type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written into a query: it does not implement `Serialize`",
    label = "a query argument is written with serde",
    note = "each type of yours in it needs `#[derive(serde::Serialize)]`"
)]
pub trait QueryValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> QueryValue for T {}

/// A form, or a field of one: every `Serialize` type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written into a form: it does not implement `Serialize`",
    label = "a form argument is written with serde",
    note = "each type of yours in it needs `#[derive(serde::Serialize)]`"
)]
pub trait FormValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> FormValue for T {}

/// A JSON body: every `Serialize` type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written as JSON: it does not implement `Serialize`",
    label = "a JSON argument is written with serde",
    note = "each type of yours in it needs `#[derive(serde::Serialize)]`"
)]
pub trait JsonValue: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> JsonValue for T {}

/// A header's value: every `Display` type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a header's value: it does not implement `Display`",
    label = "a header argument is written with `Display`",
    note = "a type of yours needs `impl std::fmt::Display`; what may be left out is spelled `Option<..>`, not by an alias"
)]
pub trait HeaderArgument: Display {}

#[diagnostic::do_not_recommend]
impl<T: Display + ?Sized> HeaderArgument for T {}

/// Several headers: every `Serialize` type that has names.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written as headers: it does not implement `Serialize`",
    label = "a headers argument is written with serde",
    note = "each type of yours in it needs `#[derive(serde::Serialize)]`"
)]
pub trait HeadersArgument: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> HeadersArgument for T {}

/// A whole body: bytes, text, or a [`Body`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a request's body as it is",
    label = "a `#[body]` argument is bytes, text or an `endpoint::Body`",
    note = "for a value that serde writes use `#[json]` or `#[form]` instead"
)]
pub trait IntoBody: Into<Body> {
    /// The content type to send where the declaration names none.
    #[doc(hidden)]
    const CONTENT_TYPE: Option<&'static str>;
}

macro_rules! bodies {
    ($content_type:expr => $($type:ty),*) => {
        $(impl IntoBody for $type {
            const CONTENT_TYPE: Option<&'static str> = $content_type;
        })*
    };
}

bodies!(Some("text/plain; charset=utf-8") => String, &String, &str);
bodies!(Some("application/octet-stream") => Bytes, &Bytes, Vec<u8>, &Vec<u8>, &[u8]);
bodies!(None => Body);

impl<const N: usize> IntoBody for &[u8; N] {
    const CONTENT_TYPE: Option<&'static str> = Some("application/octet-stream");
}
