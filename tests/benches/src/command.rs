//! Commands whose cost is measured.

use std::io::{self, Read};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// What a command and everything that it started have used.
pub struct Cost {
    /// Processor time, in user space and in the kernel.
    pub cpu: Duration,
    /// Time on the clock, which depends on what else the machine does.
    pub wall: Duration,
    /// The most memory that a single process had, in bytes.
    pub peak_memory: u64,
    /// What was printed.
    pub stdout: String,
}

/// Runs the command to its end.
///
/// # Errors
///
/// If it cannot be started or does not succeed. What it prints as errors goes where ours go.
pub fn measure(command: &mut Command) -> io::Result<Cost> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| io::Error::other(format!("{command:?}: {error}")))?;
    let mut stdout = String::new();
    if let Some(mut pipe) = child.stdout.take() {
        pipe.read_to_string(&mut stdout)?;
    }
    let ended = child.wait4()?;
    if !ended.status.success() {
        return Err(io::Error::other(format!("{command:?}: {}", ended.status)));
    }
    Ok(Cost {
        cpu: ended.rusage.utime + ended.rusage.stime,
        wall: start.elapsed(),
        peak_memory: ended.rusage.maxrss,
        stdout,
    })
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::measure;

    #[test]
    fn a_command_is_measured() {
        let cost = measure(Command::new(env!("CARGO")).arg("--version")).unwrap();
        assert!(cost.stdout.starts_with("cargo "));
        assert!(cost.peak_memory > 1024 * 1024);
        assert!(!cost.cpu.is_zero() && !cost.wall.is_zero());
    }

    #[test]
    fn a_command_that_fails_is_an_error() {
        let error = measure(Command::new(env!("CARGO")).args(["--quiet", "no-such-command"]));
        assert!(error.is_err());
        assert!(measure(&mut Command::new("no-such-program")).is_err());
    }
}
