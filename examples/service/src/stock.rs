//! The warehouse, declared: what the desk calls.

use std::time::Duration;

use endpoint::retry::Budget;
use endpoint::{Api, BuildError, Client, ClientBuilder, Retry, TimeoutHeader, endpoint};
use serde::{Deserialize, Serialize};

use crate::desk::Caller;
use crate::trace;

/// How services here tell each other how long they wait.
pub const TIMEOUT: TimeoutHeader = TimeoutHeader::seconds("Request-Timeout");

/// What the warehouse says when it says no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}: {message}")]
pub struct StockError {
    /// For programs.
    pub code: String,
    /// For people.
    pub message: String,
}

type Call<T> = endpoint::Call<T, StockError>;

/// Something on a shelf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its number.
    pub sku: String,
    /// Of one, in cents.
    pub price: u64,
    /// How many there are.
    pub available: u32,
}

/// What is to be set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewReservation {
    /// How many.
    pub quantity: u32,
}

/// What was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reservation {
    /// Its id.
    pub id: String,
}

/// The warehouse's API.
pub trait Stock: Api {
    /// One item.
    #[endpoint(GET, "/v1/items/<sku>")]
    fn item(&self, sku: &str) -> Call<Item>;

    /// Sets some of an item aside.
    #[endpoint(POST, "/v1/items/<sku>/reservations")]
    fn reserve(&self, sku: &str, #[json] reservation: &NewReservation) -> Call<Reservation>;
}

/// The warehouse over the network.
#[derive(Debug, Clone)]
pub struct RemoteStock {
    client: Client,
}

impl Api for RemoteStock {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Stock for RemoteStock {}

impl RemoteStock {
    /// What a client needs whose calls have somebody waiting at the other end: few retries, at once
    /// or never, and a budget for all of them, so that a warehouse in trouble gets little more than
    /// its load. What the warehouse asks to wait is the caller's to wait.
    pub fn settings(base_url: &str) -> ClientBuilder {
        Client::builder(base_url)
            .connect_timeout(Duration::from_millis(250))
            .max_in_flight(64)
            .idempotency_header("Idempotency-Key")
            .retry(
                Retry::standard()
                    .backoff(Duration::from_millis(20), Duration::from_millis(100))
                    .longest_retry_after(Duration::ZERO),
            )
            .retry_budget(Budget::standard().ratio(0.1).min_per_second(1))
            .timeout_header(TIMEOUT)
            .layer(trace::propagate())
    }

    /// The warehouse through a client that is ready.
    #[must_use]
    pub fn from_client(client: Client) -> Self {
        Self { client }
    }

    /// The warehouse as `caller` may see it, for as long as the caller waits. It shares connections
    /// and retry budget with all others.
    ///
    /// # Errors
    ///
    /// Where the token would travel unencrypted.
    pub fn for_caller(&self, caller: Caller) -> Result<Self, BuildError> {
        let client = self.client.with_deadline(caller.deadline);
        Ok(Self::from_client(client.with_auth(caller.credential)?))
    }
}
