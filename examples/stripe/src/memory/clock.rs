//! The time as this Stripe sees it: the system's, or one that a test moves.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The clock of an in-memory Stripe. Copies share one time.
#[derive(Debug, Clone)]
pub struct Clock {
    base: Base,
    advanced: Arc<Mutex<Duration>>,
}

#[derive(Debug, Clone)]
enum Base {
    System,
    Fixed(Arc<AtomicU64>),
}

impl Clock {
    /// The system's time.
    pub fn system() -> Self {
        Self::with(Base::System)
    }

    /// A clock that stands at `seconds` since the Unix epoch until it is advanced.
    pub fn fixed(seconds: u64) -> Self {
        Self::with(Base::Fixed(Arc::new(AtomicU64::new(seconds))))
    }

    fn with(base: Base) -> Self {
        Self {
            base,
            advanced: Arc::default(),
        }
    }

    /// Moves this clock, and all its copies, forward.
    pub fn advance(&self, by: Duration) {
        let mut advanced = self.advanced.lock().unwrap_or_else(PoisonError::into_inner);
        *advanced = advanced.saturating_add(by);
    }

    /// The time since the Unix epoch.
    pub fn now(&self) -> Duration {
        let base = match &self.base {
            Base::System => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default(),
            Base::Fixed(seconds) => Duration::from_secs(seconds.load(Ordering::Relaxed)),
        };
        let advanced = *self.advanced.lock().unwrap_or_else(PoisonError::into_inner);
        base.saturating_add(advanced)
    }
}

/// A time as Stripe writes it: whole seconds.
pub(crate) fn seconds(time: Duration) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or(i64::MAX)
}
