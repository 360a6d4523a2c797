//! Stripe, declared with `endpoint`: an API's traits and types, and a Stripe in memory to run
//! them against.

pub mod api;
pub mod exactly_once;
pub mod memory;
