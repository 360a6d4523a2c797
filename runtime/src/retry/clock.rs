//! Time and chance, replaceable.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// Where a client takes time and chance from: pauses between attempts, deadlines, `Retry-After`
/// dates, jitter. The default is [`TokioClock`].
///
/// With one of your own, tests of retries take no time:
///
/// ```
/// use std::pin::Pin;
/// use std::time::{Duration, Instant, SystemTime};
/// use endpoint::retry::Clock;
///
/// struct Impatient;
///
/// impl Clock for Impatient {
///     fn now(&self) -> Instant { Instant::now() }
///     fn wall(&self) -> SystemTime { SystemTime::now() }
///     fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
///         Box::pin(std::future::ready(()))
///     }
///     fn random(&self) -> f64 { 0.5 }
/// }
/// ```
pub trait Clock: Send + Sync + 'static {
    /// The time that deadlines are measured by.
    fn now(&self) -> Instant;

    /// The time that servers name in `Retry-After`.
    fn wall(&self) -> SystemTime;

    /// Waits before another attempt.
    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;

    /// A number from 0 to less than 1, evenly distributed: the jitter of a pause.
    fn random(&self) -> f64;
}

/// Tokio's time, which tests can pause, and the system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(pause))
    }

    fn random(&self) -> f64 {
        // The 32 low bits of a version 4 UUID are random (RFC 9562, section 5.4).
        let bits = uuid::Uuid::new_v4().as_u128() & u128::from(u32::MAX);
        u32::try_from(bits).map_or(0.0, f64::from) / (f64::from(u32::MAX) + 1.0)
    }
}

/// The smaller of two limits that may be none.
pub(crate) fn earliest<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
