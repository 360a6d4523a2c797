//! What came of a run, as a table.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::Fault;

/// What came of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// What became of the transfers.
    pub transfers: Tally,
    /// What became of the reversals.
    pub reversals: Tally,
    /// How many attempts there were.
    pub attempts: u64,
    /// How many of them failed, and how.
    pub faults: BTreeMap<Fault, u32>,
    /// What is not as it must be; empty where everything happened exactly once.
    pub problems: Vec<String>,
    /// How long the calls took.
    pub elapsed: Duration,
}

/// What became of the operations of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// Calls that succeeded.
    pub succeeded: u32,
    /// Calls that gave up where something may have been sent.
    pub gave_up: u32,
    /// Those of them whose operation was done all the same.
    pub done_unknown: u32,
    /// Calls that gave up and know that nothing was sent.
    pub never_sent: u32,
    /// Operations that were done more than once.
    pub doubled: u32,
}

impl Report {
    /// How many attempts failed.
    pub fn failed_attempts(&self) -> u32 {
        self.faults.values().sum()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<34}{:>10}{:>10}", "", "transfers", "reversals")?;
        let mut line = |name: &str, of: fn(&Tally) -> u32| {
            let (transfers, reversals) = (of(&self.transfers), of(&self.reversals));
            writeln!(f, "{name:<34}{transfers:>10}{reversals:>10}")
        };
        line("succeeded", |tally| tally.succeeded)?;
        line("gave up, may have been sent", |tally| tally.gave_up)?;
        line("  and was done all the same", |tally| tally.done_unknown)?;
        line("gave up, never sent", |tally| tally.never_sent)?;
        line("done more than once", |tally| tally.doubled)?;
        writeln!(f)?;
        writeln!(f, "{:<34}{:>10}", "attempts", self.attempts)?;
        writeln!(f, "{:<34}{:>10}", "  failed", self.failed_attempts())?;
        for (fault, count) in &self.faults {
            writeln!(f, "    {:<30}{count:>10}", format!("{fault:?}"))?;
        }
        let seconds = format!("{:.1} s", self.elapsed.as_secs_f64());
        writeln!(f, "{:<34}{seconds:>10}", "time")?;
        writeln!(f)?;
        match &self.problems[..] {
            [] => write!(
                f,
                "Everything happened exactly once, and the balances add up."
            ),
            problems => write!(f, "{} problems; the first: {}", problems.len(), problems[0]),
        }
    }
}
