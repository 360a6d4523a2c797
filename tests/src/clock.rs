//! A clock for tests of retries: pauses are noted and pass at once.

use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use endpoint::retry::Clock;

/// A clock whose pauses take no time; copies are the same clock.
#[derive(Clone)]
pub struct QuickClock {
    start: Instant,
    wall: SystemTime,
    random: f64,
    pauses: Arc<Mutex<Vec<Duration>>>,
}

impl QuickClock {
    /// A clock that begins now, with pauses as long as their jitter allows when `random` is close
    /// to 1, and none when it is 0.
    pub fn new(random: f64) -> Self {
        Self {
            start: Instant::now(),
            wall: SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777),
            random,
            pauses: Arc::default(),
        }
    }

    /// The pauses so far.
    pub fn pauses(&self) -> Vec<Duration> {
        self.pauses
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn slept(&self) -> Duration {
        self.pauses().iter().sum()
    }
}

impl Clock for QuickClock {
    fn now(&self) -> Instant {
        self.start + self.slept()
    }

    fn wall(&self) -> SystemTime {
        self.wall + self.slept()
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.pauses
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(pause);
        Box::pin(ready(()))
    }

    fn random(&self) -> f64 {
        self.random
    }
}
