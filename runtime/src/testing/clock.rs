//! A clock whose pauses pass at once.

use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::retry::Clock;

/// A clock whose pauses between attempts pass at once, and are noted; besides them it runs on, so
/// that limits in time still end what takes too long. Copies are the same clock.
///
/// ```
/// use endpoint::Client;
/// use endpoint::testing::PausedClock;
///
/// let clock = PausedClock::new();
/// let client = Client::builder("https://api.example.com").clock(clock.clone()).build()?;
/// // ..calls that are retried take no time..
/// assert!(clock.pauses().is_empty());
/// # Ok::<(), endpoint::BuildError>(())
/// ```
#[derive(Debug, Clone)]
pub struct PausedClock {
    start: Instant,
    wall: SystemTime,
    jitter: f64,
    pauses: Arc<Mutex<Vec<Duration>>>,
}

impl Default for PausedClock {
    fn default() -> Self {
        Self::new()
    }
}

impl PausedClock {
    /// A clock that begins now; each pause is half of the longest that its jitter allows.
    #[must_use]
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
            wall: SystemTime::now(),
            jitter: 0.5,
            pauses: Arc::default(),
        }
    }

    /// Begins at `wall`, which dates in `Retry-After` are measured against.
    #[must_use]
    pub fn at(mut self, wall: SystemTime) -> Self {
        self.wall = wall;
        self
    }

    /// The share of the longest pause that each pause takes, from 0 to less than 1.
    #[must_use]
    pub fn jitter(mut self, share: f64) -> Self {
        self.jitter = share;
        self
    }

    /// The pauses so far.
    #[must_use]
    pub fn pauses(&self) -> Vec<Duration> {
        self.pauses
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Time since the beginning, pauses included.
    fn passed(&self) -> Duration {
        self.start.elapsed() + self.pauses().iter().sum::<Duration>()
    }
}

impl Clock for PausedClock {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn wall(&self) -> SystemTime {
        self.wall + self.passed()
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.pauses
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(pause);
        Box::pin(ready(()))
    }

    fn random(&self) -> f64 {
        self.jitter
    }
}
