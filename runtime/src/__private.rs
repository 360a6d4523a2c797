//! All that expansions may name. No part of the public surface: it changes without notice.

pub use core::future::Future;
pub use core::marker::Send;

pub use crate::endpoint::Endpoint;
pub use crate::returns::{Awaited, Returns};

use crate::arguments::{
    FormValue, HeaderArgument, HeadersArgument, IntoBody, JsonValue, QueryValue,
};
use crate::draft::Draft;
#[cfg(feature = "multipart")]
use crate::encode::multipart::IntoPart;
use crate::encode::path::PathValue;
use crate::response::ReturnValue;
use crate::{Api, Call};

/// A call while its arguments are filled in, in the order of its template.
pub struct Request(Box<Draft>);

/// The body of an endpoint whose declaration has a mistake, which the compiler has reported.
#[cold]
pub fn stub() -> ! {
    unreachable!("an endpoint whose declaration does not compile")
}

/// Nothing implements it: its message tells what is missing.
#[cfg(not(feature = "multipart"))]
#[diagnostic::on_unimplemented(
    message = "`#[part]` needs the feature `multipart` of the crate `endpoint`",
    label = "a part of a multipart body",
    note = "in Cargo.toml: `endpoint = {{ version = \"..\", features = [\"multipart\"] }}`"
)]
pub trait MultipartIsEnabled {}

impl Request {
    pub fn new<A: Api + ?Sized>(api: &A, endpoint: &'static Endpoint) -> Self {
        Self(Draft::new(api.client(), endpoint))
    }

    pub fn segment<T: PathValue + ?Sized>(mut self, value: &T) -> Self {
        self.0.segment(&|out| value.write_path(out));
        self
    }

    pub fn tail<T: PathValue + ?Sized>(mut self, value: &T) -> Self {
        self.0.tail(&|out| value.write_path(out));
        self
    }

    pub fn query<T: QueryValue + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        self.0.query(name, value);
        self
    }

    pub fn fixed(mut self, pair: &'static str) -> Self {
        self.0.fixed(pair);
        self
    }

    pub fn flatten<T: QueryValue + ?Sized>(mut self, value: &T) -> Self {
        self.0.flatten(value);
        self
    }

    pub fn header<T: HeaderArgument + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        self.0.declared_header(name, &value.to_string());
        self
    }

    pub fn optional_header<T: HeaderArgument>(self, name: &'static str, value: &Option<T>) -> Self {
        match value {
            Some(value) => self.header(name, value),
            None => self,
        }
    }

    pub fn headers<T: HeadersArgument + ?Sized>(mut self, prefix: &'static str, value: &T) -> Self {
        self.0.headers(prefix, serde_json::to_value(value));
        self
    }

    pub fn form<T: FormValue + ?Sized>(mut self, value: &T) -> Self {
        self.0.form(value);
        self
    }

    pub fn field<T: FormValue + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        self.0.field(name, value);
        self
    }

    pub fn json<T: JsonValue + ?Sized>(mut self, value: &T) -> Self {
        self.0.json(serde_json::to_vec(value));
        self
    }

    pub fn body<T: IntoBody>(mut self, value: T) -> Self {
        let content_type = T::CONTENT_TYPE;
        self.0.body(content_type, value.into());
        self
    }

    pub fn typed_body<T: IntoBody>(mut self, content_type: &'static str, value: T) -> Self {
        self.0.body(Some(content_type), value.into());
        self
    }

    #[cfg(feature = "multipart")]
    pub fn part<T: IntoPart>(mut self, name: &'static str, value: T) -> Self {
        if let Some(part) = value.into_part() {
            self.0.part(name, part);
        }
        self
    }

    #[cfg(not(feature = "multipart"))]
    pub fn part<T: MultipartIsEnabled>(self, _: &'static str, _: T) -> Self {
        self
    }

    pub fn call<T: ReturnValue, E>(self) -> Call<T, E> {
        Call::from_draft(self.0)
    }
}
