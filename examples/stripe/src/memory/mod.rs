//! A Stripe in memory: five families of the API with their rules, strict enough to be tested
//! against.
//!
//! [`Stripe::router`] is an [`axum::Router`]: a tower service for use in process, without a
//! socket. [`Stripe::serve`] puts the same on a loopback port.
//!
//! ```
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! use stripe_example::memory::Stripe;
//!
//! let stripe = Stripe::new();
//! let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
//! let shutdown = async { drop(stopped.await) };
//! let serving = stripe.serve(([127, 0, 0, 1], 0).into(), shutdown).await?;
//! assert!(serving.base_url().starts_with("http://127.0.0.1:"));
//! drop(stop);
//! serving.wait().await
//! # })?;
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! A request takes this way: `http` finds the operation, checks key, version and account, decodes
//! the parameters and reads them against the operation's declaration in its family's table; then,
//! under one lock, time passes, the operation runs, the ledger is checked and `expand` is
//! followed. A family is one file: a table of operations, their parameters, a function for each,
//! and the object as it is kept and shown.

mod accounts;
mod auth;
mod clock;
mod expand;
mod failure;
mod http;
mod idempotency;
mod ids;
mod ledger;
mod list;
mod metadata;
mod operation;
mod params;
mod persons;
mod reversals;
mod secrets;
mod seed;
mod serve;
mod state;
mod store;
mod topups;
mod transfers;

use std::fmt;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ::http::{Method, StatusCode};
use axum::Router;
use serde::Deserialize;
use serde_json::Value;

pub use clock::Clock;
pub use ledger::{EntryKind, LedgerEntry};
pub use seed::{ACCOUNT, EXECUTIVE, OPENER, OTHER_ACCOUNT, PERSON, PLATFORM};
pub use serve::Serving;
use state::State;

/// How long a top-up stays pending unless the builder says otherwise.
const SETTLE_AFTER: Duration = Duration::from_secs(1);

/// An in-memory Stripe. Copies share one state.
#[derive(Clone)]
pub struct Stripe {
    inner: Arc<Inner>,
}

struct Inner {
    state: Mutex<State>,
    clock: Clock,
    latency: Duration,
    requests: AtomicU64,
    log: Option<Log>,
}

type Log = Arc<dyn Fn(&RequestLog) + Send + Sync>;

impl Inner {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Operations check before they change, so a panic leaves a usable state.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stripe {
    /// A Stripe with the system's clock, two connected accounts, and no money.
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// A Stripe made to measure.
    pub fn builder() -> Builder {
        Builder {
            clock: Clock::system(),
            settle_after: SETTLE_AFTER,
            latency: Duration::ZERO,
            state: None,
            log: None,
        }
    }

    /// The HTTP service: every route of the five families.
    pub fn router(&self) -> Router {
        http::router(Arc::clone(&self.inner))
    }

    /// Serves on a loopback address until `shutdown` is ready; refuses any other address. Port 0
    /// takes a free one.
    pub async fn serve(
        &self,
        addr: SocketAddr,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<Serving> {
        serve::serve(self.router(), addr, shutdown).await
    }

    /// The clock, to move it forward.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Adds a connected account that holds the given currencies.
    pub fn add_account(&self, id: &str, currencies: &[&str]) {
        let created = clock::seconds(self.inner.clock.now());
        let account = accounts::Account::new(id, created, currencies);
        self.inner.lock().accounts.push(account);
    }

    /// What an account can spend in a currency, in minor units.
    pub fn balance(&self, account: &str, currency: &str) -> i64 {
        self.now().ledger.available(account, currency)
    }

    /// Every movement of money so far, oldest first.
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.now().ledger.entries().cloned().collect()
    }

    /// Adds everything up again: entries to balances, balances to top-ups that succeeded.
    pub fn audit(&self) -> Result<(), String> {
        let state = self.now();
        if !state.ledger.entries_add_up() {
            return Err("the entries do not add up to the balances".to_owned());
        }
        state.check()
    }

    /// The whole state, to be kept and given to [`Builder::state`]. It holds the payloads of
    /// secrets; it does not hold keys.
    pub fn save(&self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(&*self.now())
    }

    /// The state as of now.
    fn now(&self) -> MutexGuard<'_, State> {
        let mut state = self.inner.lock();
        state.pass_time(self.inner.clock.now());
        state
    }
}

impl Default for Stripe {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Stripe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stripe").finish_non_exhaustive()
    }
}

/// Settings of an in-memory Stripe.
#[must_use]
pub struct Builder {
    clock: Clock,
    settle_after: Duration,
    latency: Duration,
    state: Option<State>,
    log: Option<Log>,
}

impl Builder {
    /// The clock to live by; by default the system's.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// How long a top-up stays pending; by default a second.
    pub fn settle_after(mut self, time: Duration) -> Self {
        self.settle_after = time;
        self
    }

    /// How long every operation takes; its idempotency key is in use meanwhile.
    pub fn latency(mut self, time: Duration) -> Self {
        self.latency = time;
        self
    }

    /// Goes on from what [`Stripe::save`] gave.
    pub fn state(mut self, saved: &Value) -> Result<Self, serde_json::Error> {
        let mut state = State::deserialize(saved)?;
        state.idempotency.release_all();
        self.state = Some(state);
        Ok(self)
    }

    /// Called after every request.
    pub fn on_request(mut self, log: impl Fn(&RequestLog) + Send + Sync + 'static) -> Self {
        self.log = Some(Arc::new(log));
        self
    }

    /// Makes it.
    pub fn build(self) -> Stripe {
        let mut state = self.state.unwrap_or_else(|| {
            let mut state = State::new(PLATFORM);
            seed::plant(&mut state);
            state
        });
        state.settle_after = self.settle_after;
        Stripe {
            inner: Arc::new(Inner {
                state: Mutex::new(state),
                clock: self.clock,
                latency: self.latency,
                requests: AtomicU64::new(1),
                log: self.log,
            }),
        }
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").finish_non_exhaustive()
    }
}

/// One request, for a log. It has no query, no parameters and no key.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RequestLog {
    /// The method.
    pub method: Method,
    /// The path, as it was sent.
    pub path: String,
    /// The status of the answer.
    pub status: StatusCode,
    /// The id that the answer carries.
    pub request_id: String,
    /// The code of a failure.
    pub error_code: Option<String>,
    /// Whether the answer is one that an idempotency key had kept.
    pub replayed: bool,
    /// How long it took.
    pub elapsed: Duration,
}

/// One line, such as `POST /v1/transfers 400 balance_insufficient req_.. 2ms`.
impl fmt::Display for RequestLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.method, self.path, self.status.as_u16())?;
        if let Some(code) = &self.error_code {
            write!(f, " {code}")?;
        }
        if self.replayed {
            f.write_str(" (replayed)")?;
        }
        write!(f, " {} {:.1?}", self.request_id, self.elapsed)
    }
}
