//! The same endpoints, declared.

use std::time::Duration;

use endpoint::auth::Basic;
use endpoint::transport::Hyper;
use endpoint::{Api, Call, Client, ClientBuilder, Retry, endpoint};

use super::{Outcome, Peer};
use crate::data::{ACCOUNT, Deleted, KEY, List, NewTransfer, PAGE, PERSON, Transfer, VERSION};

trait Stripe: Api {
    #[endpoint(DELETE, "/v1/accounts/<account>/persons/<person>")]
    fn delete_person(&self, account: &str, person: &str) -> Call<Deleted>;

    #[endpoint(POST, "/v1/transfers")]
    fn create_transfer(&self, #[form] new: &NewTransfer<'_>) -> Call<Transfer>;

    #[endpoint(GET, "/v1/transfers?<limit>")]
    fn transfers(&self, limit: usize) -> Call<List<Transfer>>;
}

impl Stripe for Client {}

#[derive(Clone)]
pub(crate) struct Declared(Client);

impl Declared {
    /// Over reqwest, with what a client has by default.
    pub(crate) fn over_reqwest(base: &str) -> Outcome<Self> {
        Ok(Self(builder(base).build()?))
    }

    /// Over hyper, with what a client has by default.
    pub(crate) fn over_hyper(base: &str) -> Outcome<Self> {
        Ok(Self(builder(base).transport(Hyper::new()?).build()?))
    }

    /// Without what can be left out.
    pub(crate) fn bare(base: &str) -> Outcome<Self> {
        let client = builder(base).transport(Hyper::new()?).retry(Retry::never());
        Ok(Self(client.build()?))
    }

    /// With retries, idempotency keys, limits and a deadline; built with the feature `tracing` also
    /// with spans.
    pub(crate) fn full(base: &str) -> Outcome<Self> {
        let client = builder(base)
            .transport(Hyper::new()?)
            .retry(Retry::standard())
            .idempotency_header("Idempotency-Key")
            .timeout(Duration::from_secs(30))
            .attempt_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(10))
            .max_response_bytes(1 << 20);
        Ok(Self(client.build()?))
    }
}

fn builder(base: &str) -> ClientBuilder {
    Client::builder(base)
        .auth(Basic::new(KEY, ""))
        .header("Stripe-Version", VERSION)
}

impl Peer for Declared {
    async fn delete(&self) -> Outcome<Deleted> {
        Ok(self.0.delete_person(ACCOUNT, PERSON).await?)
    }

    async fn create(&self) -> Outcome<Transfer> {
        Ok(self.0.create_transfer(&NewTransfer::sample()).await?)
    }

    async fn list(&self) -> Outcome<List<Transfer>> {
        Ok(self.0.transfers(PAGE).await?)
    }
}
