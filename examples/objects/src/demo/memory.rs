//! How much memory this process takes, as Linux counts it.

use std::fmt;
use std::fs;

use bytesize::ByteSize;

/// How much a transfer may take above idle, however large the file.
const BOUND: u64 = 32 * 1024 * 1024;

/// An amount of memory, where it can be known.
pub(super) struct Amount(Option<u64>);

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(bytes) => write!(f, "{}", ByteSize(bytes)),
            None => f.write_str("unknown on this system"),
        }
    }
}

/// What is taken now.
pub(super) fn now() -> Amount {
    Amount(status("VmRSS:"))
}

/// Measures from now on.
pub(super) struct Gauge {
    idle: Option<u64>,
}

impl Gauge {
    /// What is taken now counts as idle.
    pub(super) fn start() -> Self {
        // Forgets the peak so far. Where that is not allowed, peaks are told too high, never too low.
        drop(fs::write("/proc/self/clear_refs", "5"));
        Self {
            idle: status("VmRSS:"),
        }
    }

    /// The highest amount since the start in words, unless it was too high.
    pub(super) fn stop(self) -> Result<String, String> {
        let (Some(idle), Some(peak)) = (self.idle, status("VmHWM:")) else {
            return Ok(Amount(None).to_string());
        };
        let above = peak.saturating_sub(idle);
        let words = format!("{} ({} above idle)", ByteSize(peak), ByteSize(above));
        if above > BOUND {
            return Err(format!(
                "the peak was {words}, more than {}",
                ByteSize(BOUND)
            ));
        }
        Ok(words)
    }
}

/// A line of `/proc/self/status`, in bytes.
fn status(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
