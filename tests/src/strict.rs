//! Declarations under lints that a careful crate denies; that it compiles is the test.
#![deny(warnings, missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]

use endpoint::{Api, Call, Client, Error, RawBody, endpoint};
use serde::Serialize;

/// Arguments of every kind.
#[derive(Debug, Clone, Serialize)]
pub struct Params {
    /// A field.
    pub name: String,
}

/// An API in a strict crate.
pub trait Strict: Api {
    /// By reference.
    #[endpoint(GET, "/a/<one>/<two>")]
    fn by_reference(&self, one: &str, two: &u32) -> Call<()>;

    /// By value: what is taken is encoded before the method returns.
    #[endpoint(GET, "/b/<one>/<two>")]
    fn by_value(&self, one: String, two: u32) -> Call<()>;

    #[endpoint(GET, "/c")]
    fn documented_by_its_template(&self) -> Call<()>;

    /// Bodies.
    #[endpoint(POST, "/d")]
    fn form(&self, #[form] params: &Params) -> Call<()>;

    /// Bodies, owned.
    #[endpoint(POST, "/e")]
    fn json(&self, #[json] params: Params) -> Call<()>;

    /// Generic.
    #[endpoint(POST, "/f/<id>")]
    fn generic<P: Serialize>(&self, id: impl std::fmt::Display, #[json] params: &P) -> Call<()>;

    /// Asynchronous.
    ///
    /// # Errors
    ///
    /// Any failure of the call.
    #[endpoint(DELETE, "/g/<id>")]
    async fn asynchronous(&self, id: &str) -> Result<(), Error<RawBody>>;
}

impl Strict for Client {}

/// A type with endpoints of its own.
#[derive(Debug, Clone)]
pub struct Shop {
    client: Client,
}

impl Api for Shop {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Shop {
    /// A shop on a client.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client }
    }

    /// An inherent endpoint.
    #[endpoint(GET, "/h/<id>")]
    pub fn inherent(&self, id: &str) -> Call<()>;
}

/// A free endpoint.
#[endpoint(GET, "/i/<id>")]
pub fn free(shop: &impl Api, id: &str) -> Call<()>;
