//! A code host in memory, on a loopback port: users, repositories, issues, files, rate limits.
//!
//! It shares no type with the client, so that a field misnamed there is noticed here.

mod answer;
mod contents;
mod front;
mod issues;
mod list;
mod repos;
mod route;
mod search;
mod state;

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use axum::Router;
use endpoint::retry::Clock;
use tokio::net::TcpListener;

use self::state::State;

/// The token of the user `ada`.
pub const ADAS_TOKEN: &str = "token-of-ada";
/// The token of the user `charles`.
pub const CHARLES_TOKEN: &str = "token-of-charles";

/// A host; copies are the same one.
#[derive(Clone)]
pub struct Host {
    state: Arc<Mutex<State>>,
    clock: Arc<dyn Clock>,
}

/// A host that is being served, until it is dropped.
pub struct Serving {
    base_url: String,
    task: tokio::task::JoinHandle<io::Result<()>>,
}

impl Host {
    /// A host with two users, twelve repositories, and time from `clock`.
    pub fn new(clock: impl Clock) -> Self {
        Self {
            state: Arc::new(Mutex::new(State::seeded())),
            clock: Arc::new(clock),
        }
    }

    /// Serves it on a loopback port.
    ///
    /// # Errors
    ///
    /// No port to be had.
    pub async fn serve(&self) -> io::Result<Serving> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let router = Router::new()
            .fallback(front::handle)
            .with_state(self.clone());
        let task = tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Serving { base_url, task })
    }

    /// What arrived since the last time this was asked, and what was answered, a line each:
    /// `GET /rate_limit 200`.
    pub fn take_log(&self) -> Vec<String> {
        std::mem::take(&mut self.state().log)
    }

    /// Uses up everybody's allowance; the next one begins this much later.
    pub fn use_up_allowance(&self, reset: Duration) {
        let begins = self.now() + reset.as_secs();
        let allowance = &mut self.state().allowance;
        allowance.used = allowance.limit;
        allowance.reset = begins;
    }

    /// Slows the next request down by a 403 that says `Retry-After` and nothing of the allowance.
    pub fn refuse_next(&self, retry_after: Duration) {
        self.state().refuse_next = Some(retry_after.as_secs());
    }

    /// Does what the next request asks for, and hangs up instead of answering.
    pub fn lose_next_answer(&self) {
        self.state().lose_next = true;
    }

    /// Seconds since 1970.
    fn now(&self) -> u64 {
        let since = self.clock.wall().duration_since(SystemTime::UNIX_EPOCH);
        since.map_or(0, |since| since.as_secs())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Serving {
    /// Where it is, such as `http://127.0.0.1:41207`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.task.abort();
    }
}
