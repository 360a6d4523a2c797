//! What all operations have in common: a line in a table.

use std::time::Duration;

use http::Method;
use serde_json::Value;

use super::auth::App;
use super::clock;
use super::failure::StripeFailure;
use super::params::{Param, Params};
use super::state::State;
use super::{persons, reversals, secrets, topups, transfers};

/// One operation: where it is, what it takes, what it answers, and what it does.
pub(crate) struct Operation {
    pub(crate) method: Method,
    /// The path with `{name}` for each argument.
    pub(crate) path: &'static str,
    pub(crate) params: &'static [Param],
    /// The kind of object that it answers, by which `expand` finds its way.
    pub(crate) answers: &'static str,
    /// Whether each app has a world of its own here.
    pub(crate) per_app: bool,
    pub(crate) run: fn(&mut State, &Call) -> Result<Value, StripeFailure>,
}

impl Operation {
    pub(crate) const fn new(
        method: Method,
        path: &'static str,
        params: &'static [Param],
        answers: &'static str,
        run: fn(&mut State, &Call) -> Result<Value, StripeFailure>,
    ) -> Self {
        Self {
            method,
            path,
            params,
            answers,
            per_app: false,
            run,
        }
    }

    pub(crate) const fn per_app(mut self) -> Self {
        self.per_app = true;
        self
    }
}

/// One request for an [`Operation`], checked against its declaration.
pub(crate) struct Call {
    /// The account that acts: the platform, or the one of the `Stripe-Account` header.
    pub(crate) acting: String,
    pub(crate) app: App,
    pub(crate) arguments: Vec<(String, String)>,
    pub(crate) params: Params,
    /// The time since the Unix epoch.
    pub(crate) time: Duration,
}

impl Call {
    /// An argument of the path.
    pub(crate) fn path(&self, name: &str) -> Result<&str, StripeFailure> {
        let mut arguments = self.arguments.iter();
        match arguments.find(|(known, _)| known == name) {
            Some((_, value)) => Ok(value),
            None => Err(StripeFailure::internal(format!("no argument {name}"))),
        }
    }

    /// The time in whole seconds.
    pub(crate) fn now(&self) -> i64 {
        clock::seconds(self.time)
    }
}

/// Every operation that this Stripe has.
pub(crate) fn all() -> impl Iterator<Item = &'static Operation> {
    [
        persons::OPERATIONS,
        topups::OPERATIONS,
        transfers::OPERATIONS,
        reversals::OPERATIONS,
        secrets::OPERATIONS,
    ]
    .into_iter()
    .flatten()
}
