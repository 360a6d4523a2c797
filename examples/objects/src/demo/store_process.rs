//! The store in a process of its own, so that its memory is not taken for the client's.

use std::io;
use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Ends with this value.
pub(super) struct StoreProcess {
    url: String,
    _child: Child,
}

impl StoreProcess {
    /// Starts this program again, as the store.
    pub(super) async fn start(directory: &Path, breaks: &[u64], busy: u32) -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("serve").arg("--directory").arg(directory);
        command.args(["--busy", &busy.to_string()]);
        for at in breaks {
            command.args(["--break-at", &at.to_string()]);
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let stdout = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let url = BufReader::new(stdout).lines().next_line().await?;
        Ok(Self {
            url: url.ok_or(io::ErrorKind::UnexpectedEof)?,
            _child: child,
        })
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }
}
