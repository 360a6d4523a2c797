//! What a type is so that endpoints can be declared on it.

use std::sync::Arc;

use crate::Client;

/// A type through which endpoints are called: it has a [`Client`].
///
/// It is the supertrait of every trait whose methods carry `#[endpoint]`.
///
/// ```
/// use endpoint::{Api, Client};
///
/// pub struct Stripe {
///     client: Client,
/// }
///
/// impl Api for Stripe {
///     fn client(&self) -> &Client {
///         &self.client
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no API: it has no `endpoint::Client` to send through",
    label = "this must implement `endpoint::Api`",
    note = "on a trait, name it as supertrait: `pub trait Persons: endpoint::Api {{ .. }}`",
    note = "on a type, implement it: `impl endpoint::Api for Stripe {{ fn client(&self) -> &endpoint::Client {{ &self.client }} }}`"
)]
pub trait Api: Send + Sync {
    /// The client that sends this API's calls.
    ///
    /// A test double that answers every call itself returns [`Client::offline()`].
    fn client(&self) -> &Client;
}

impl Api for Client {
    fn client(&self) -> &Client {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<A: Api + ?Sized> Api for &A {
    fn client(&self) -> &Client {
        (**self).client()
    }
}

#[diagnostic::do_not_recommend]
impl<A: Api + ?Sized> Api for Arc<A> {
    fn client(&self) -> &Client {
        (**self).client()
    }
}

#[diagnostic::do_not_recommend]
impl<A: Api + ?Sized> Api for Box<A> {
    fn client(&self) -> &Client {
        (**self).client()
    }
}
