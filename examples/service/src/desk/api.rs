//! The desk, declared: what its callers call.

use endpoint::{Api, endpoint};
use serde::{Deserialize, Serialize};

use super::Problem;

type Call<T> = endpoint::Call<T, Problem>;

/// How many of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// How many.
    pub quantity: u32,
}

/// What something would cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// What.
    pub sku: String,
    /// Of all of them, in cents.
    pub total: u64,
}

/// What is ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOrder {
    /// What.
    pub sku: String,
    /// How many.
    pub quantity: u32,
}

/// What was ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its id.
    pub id: String,
    /// Of all of it, in cents.
    pub total: u64,
}

/// The desk's API.
pub trait Desk: Api {
    /// What so many would cost.
    #[endpoint(GET, "/quotes/<sku>?<quantity>")]
    fn quote(&self, sku: &str, quantity: u32) -> Call<Quote>;

    /// Places an order.
    #[endpoint(POST, "/orders")]
    fn order(&self, #[json] order: &NewOrder) -> Call<Order>;
}

impl Desk for endpoint::Client {}
