//! How many retries a client makes of all its calls together.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::error::BuildError;

/// The window in which calls and retries are counted, in seconds.
const SECONDS: usize = 10;

/// What a retry costs, in the unit of the balance: ratios are exact to a thousandth.
const RETRY: i64 = 1000;

/// How many retries a client may make of all its calls together, so that a server in trouble does
/// not get a multiple of its load: in any 10 s a share of the calls that were begun, and so many a
/// second however few these were.
///
/// It is [set](crate::ClientBuilder::retry_budget) on the client: its copies by `clone` and `with_..`
/// share one budget, as they share one server; another client has its own. Where it is used up, a
/// failed call is not retried, returns its failure at once, and says so. Only retries cost; first
/// attempts are never held back.
///
/// A service with callers of its own, who try again themselves, wants a small one:
///
/// ```
/// use endpoint::Client;
/// use endpoint::retry::Budget;
///
/// let client = Client::builder("https://api.example.com")
///     .retry_budget(Budget::standard().ratio(0.1).min_per_second(1))
///     .build()?;
/// # Ok::<(), endpoint::BuildError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    ratio: f64,
    min_per_second: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self::standard()
    }
}

impl Budget {
    /// One retry for five calls, and 10 a second besides (100 in any 10 s).
    #[must_use]
    pub const fn standard() -> Self {
        Self {
            ratio: 0.2,
            min_per_second: 10,
        }
    }

    /// How many retries there may be for each call: `0.1` is one for ten calls. From 0 to 1000.
    /// Default: 0.2.
    #[must_use]
    pub const fn ratio(mut self, ratio: f64) -> Self {
        self.ratio = ratio;
        self
    }

    /// How many retries a second there may be besides, saved up over 10 s: what lets a client with
    /// few calls retry at all. Default: 10.
    #[must_use]
    pub const fn min_per_second(mut self, retries: u32) -> Self {
        self.min_per_second = retries;
        self
    }

    pub(crate) fn check(self) -> Result<Self, BuildError> {
        if (0.0..=1000.0).contains(&self.ratio) {
            return Ok(self);
        }
        Err(BuildError::new(
            "retry_budget",
            format!("a ratio of {} is not from 0 to 1000", self.ratio),
        ))
    }
}

/// A budget in use.
#[derive(Debug)]
pub(crate) struct Balance {
    deposit: i64,
    reserve: i64,
    epoch: Instant,
    window: Mutex<Window>,
}

/// Deposits less withdrawals, by the second.
#[derive(Debug, Default)]
struct Window {
    slots: [i64; SECONDS],
    /// The number of the last slot in use, counted from the epoch.
    last: u64,
}

impl Balance {
    pub(crate) fn new(budget: Budget, epoch: Instant) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "at most 1,000,000")]
        let deposit = (budget.ratio * RETRY as f64).round() as i64;
        Self {
            deposit,
            reserve: i64::from(budget.min_per_second) * SECONDS as i64 * RETRY,
            epoch,
            window: Mutex::default(),
        }
    }

    /// Counts a call that begins.
    pub(crate) fn deposit(&self, now: Instant) {
        self.change(now, |_| Some(self.deposit));
    }

    /// Pays for a retry, where the balance allows it.
    pub(crate) fn withdraw(&self, now: Instant) -> bool {
        self.change(now, |balance| (balance >= RETRY).then_some(-RETRY))
    }

    fn change(&self, now: Instant, amount: impl FnOnce(i64) -> Option<i64>) -> bool {
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        window.advance(now.saturating_duration_since(self.epoch).as_secs());
        let balance = self.reserve + window.slots.iter().sum::<i64>();
        let Some(amount) = amount(balance) else {
            return false;
        };
        let last = window.last;
        *window.slot(last) += amount;
        true
    }
}

impl Window {
    /// Forgets what is older than the window. Time does not run backwards here.
    fn advance(&mut self, now: u64) {
        let passed = now.saturating_sub(self.last).min(SECONDS as u64);
        for number in 0..passed {
            *self.slot(now - number) = 0;
        }
        self.last = self.last.max(now);
    }

    fn slot(&mut self, number: u64) -> &mut i64 {
        &mut self.slots[(number % SECONDS as u64) as usize]
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Balance, Budget};

    fn withdrawals(balance: &Balance, now: Instant) -> u32 {
        (0..10_000).take_while(|_| balance.withdraw(now)).count() as u32
    }

    #[test]
    fn a_share_of_the_calls_and_a_reserve_may_be_retried() {
        let start = Instant::now();
        for (ratio, min, calls, retries) in [
            (0.2, 10, 0, 100),
            (0.2, 10, 100, 120),
            (0.1, 0, 100, 10),
            (0.7, 0, 10, 7),
            (0.0, 1, 1000, 10),
            (0.0, 0, 1000, 0),
            (2.0, 0, 10, 20),
        ] {
            let budget = Budget::standard().ratio(ratio).min_per_second(min);
            let balance = Balance::new(budget, start);
            for _ in 0..calls {
                balance.deposit(start);
            }
            assert_eq!(withdrawals(&balance, start), retries, "{budget:?}");
        }
    }

    #[test]
    fn what_is_older_than_ten_seconds_is_forgotten() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let balance = Balance::new(Budget::standard().ratio(1.0).min_per_second(1), start);
        balance.deposit(at(0));
        assert_eq!(withdrawals(&balance, at(0)), 11);
        balance.deposit(at(3));
        assert_eq!(withdrawals(&balance, at(9)), 1);
        // The first second leaves the window, and its withdrawals with it.
        assert_eq!(withdrawals(&balance, at(10)), 10);
        assert_eq!(withdrawals(&balance, at(18)), 0);
        assert_eq!(withdrawals(&balance, at(5)), 0, "time runs one way");
        assert_eq!(withdrawals(&balance, at(1_000_000_000)), 10);
    }

    #[test]
    fn a_ratio_is_a_number_of_retries_for_each_call() {
        for ratio in [-0.1, 1000.1, f64::NAN, f64::INFINITY] {
            let refused = Budget::standard().ratio(ratio).check().unwrap_err();
            assert_eq!(refused.setting(), "retry_budget");
        }
    }
}
