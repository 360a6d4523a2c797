//! Money moved through a bad network, exactly once.
//!
//! Thousands of transfers and partial reversals go through [faults](Fault) with retries and
//! idempotency keys on. Then everything that the calls said is held against what the in-memory
//! Stripe did: a success is there once; what gave up is there once at most, and not at all where
//! the error says that it was never sent; nothing else is there; the balances add up.
//!
//! [`Declared::Careless`] runs the same with a declaration that claims a POST may be repeated and
//! a client that sends no keys. It doubles transfers, which shows that the check can fail.

mod audit;
mod declared;
mod faults;
mod report;

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use endpoint::retry::Clock;
use endpoint::{BuildError, Error};
use tokio::task::JoinSet;

use crate::api::{
    Amount, Call, CreateReversal, CreateTopup, CreateTransfer, Currency, Metadata, Reversal,
    Reversals, Stripe, StripeError, Topups, Transfer, TransferId,
};
use crate::memory;

pub use self::declared::Declared;
pub use self::faults::Fault;
use self::faults::{Faults, OPERATION};
pub use self::report::{Report, Tally};

/// What to run.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many transfers.
    pub transfers: u32,
    /// How many of them, at most, are then reversed in part.
    pub reversals: u32,
    /// How many calls are under way at a time.
    pub in_flight: usize,
    /// How often a failed attempt is repeated.
    pub retries: u32,
    /// The same seed makes the same faults, however the calls come to be ordered.
    pub seed: u64,
    /// By which declaration.
    pub declared: Declared,
}

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Calls that have ended.
    pub done: u32,
    /// Calls in all, as far as it is known.
    pub of: u32,
}

/// Each operation by its number, with what its call said.
type Said<T> = BTreeMap<u32, Result<T, Error<StripeError>>>;

/// Where the numbers of the reversals begin.
const FIRST_REVERSAL: u32 = 1_000_000;
/// What the platform has, in minor units.
const FUNDS: i64 = 1_000_000_000;
/// How long an attempt may take; stalled ones take it all.
const PATIENCE: Duration = Duration::from_millis(100);

/// Runs a plan against a fresh in-memory Stripe, and checks what came of it.
///
/// # Errors
///
/// Where the Stripe of the run cannot be set up, or be asked what it did.
pub async fn run(plan: Plan, on_step: impl Fn(Step)) -> Result<Report, Failed> {
    let memory = memory::Stripe::builder()
        .settle_after(Duration::ZERO)
        .latency(Duration::from_millis(1))
        .build();
    let router = memory.router();
    let honest = Stripe::settings("http://localhost", KEY).transport(router.clone());
    let honest = Stripe::from_client(honest.build()?);
    let funds = CreateTopup::new(FUNDS, Currency::USD);
    honest.create_topup(&funds).await?;

    let faults = Faults::new(router, plan.seed);
    let tally = faults.tally();
    let client = plan.declared.settings("http://localhost", KEY);
    let client = client
        .attempt_timeout(PATIENCE)
        .retry(endpoint::Retry::standard().max_retries(plan.retries))
        .clock(Hurried)
        .transport(faults);
    let stripe = Arc::new(Stripe::from_client(client.build()?));

    let began = Instant::now();
    let of = plan.transfers.saturating_add(plan.reversals);
    let numbers = 0..plan.transfers;
    let call = |number| transfer(&stripe, plan.declared, number);
    let transfers = all(numbers, call, plan.in_flight, |done| {
        on_step(Step { done, of })
    })
    .await;

    let targets: BTreeMap<u32, TransferId> = transfers
        .values()
        .flatten()
        .filter(|transfer| transfer.amount > Amount::new(1))
        .zip(FIRST_REVERSAL..FIRST_REVERSAL.saturating_add(plan.reversals))
        .map(|(transfer, number)| (number, transfer.id.clone()))
        .collect();
    let call = |number| reversal(&stripe, &targets[&number], number);
    let step = |done| {
        let done = plan.transfers.saturating_add(done);
        on_step(Step { done, of });
    };
    let reversals = all(targets.keys().copied(), call, plan.in_flight, step).await;

    let elapsed = began.elapsed();
    let mut report = audit::audit(&memory, &honest, &transfers, &reversals).await?;
    report.faults = tally.counts();
    report.attempts = tally.attempts();
    report.elapsed = elapsed;
    Ok(report)
}

const KEY: &str = "sk_test_exactly_once";

/// A run that could not be set up or looked at.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failed {
    /// The client cannot be built.
    #[error("the client cannot be built")]
    Build(#[from] BuildError),
    /// A call without faults failed.
    #[error("a call without faults failed")]
    Call(#[source] Box<Error<StripeError>>),
}

impl From<Error<StripeError>> for Failed {
    fn from(error: Error<StripeError>) -> Self {
        Self::Call(Box::new(error))
    }
}

fn transfer(stripe: &Stripe, declared: Declared, number: u32) -> Call<Transfer> {
    let params = CreateTransfer::new(Currency::USD, memory::ACCOUNT)
        .amount(i64::from(number % 100) + 1)
        .metadata(numbered(number));
    let call = declared.create_transfer(stripe, &params);
    call.header(OPERATION, number)
}

/// Takes a part of a transfer back: one minor unit, so that it is always left.
fn reversal(stripe: &Stripe, transfer: &TransferId, number: u32) -> Call<Reversal> {
    let params = CreateReversal::new().amount(1).metadata(numbered(number));
    let call = stripe.create_reversal(transfer, &params);
    call.header(OPERATION, number)
}

fn numbered(number: u32) -> Metadata {
    Metadata::new().with(OPERATION, number.to_string())
}

/// Makes a call for each number, so many at a time.
async fn all<T: Send + 'static>(
    numbers: impl IntoIterator<Item = u32>,
    call: impl Fn(u32) -> Call<T>,
    in_flight: usize,
    on_done: impl Fn(u32),
) -> Said<T> {
    let mut said = Said::new();
    let mut running = JoinSet::new();
    let mut done = 0;
    let mut numbers = numbers.into_iter();
    loop {
        while running.len() < in_flight.max(1)
            && let Some(number) = numbers.next()
        {
            let sent = call(number).send();
            running.spawn(async move { (number, sent.await) });
        }
        // A call that panics is missing from what is said, and so is found by the audit.
        match running.join_next().await {
            Some(Ok((number, result))) => {
                said.insert(number, result);
            }
            Some(Err(_)) => {}
            None => return said,
        }
        done += 1;
        on_done(done);
    }
}

/// The system's time, with pauses a hundred times shorter.
struct Hurried;

impl Clock for Hurried {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(pause / 100))
    }

    fn random(&self) -> f64 {
        0.5
    }
}
