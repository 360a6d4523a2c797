//! The in-memory Stripe in a file.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use stripe_example::memory::{Builder, Stripe};

use super::failure::Failure;

/// Goes on from what the file holds, if there is one.
pub(super) fn load(builder: Builder, path: Option<&Path>) -> Result<Builder, Failure> {
    let Some(path) = path else {
        return Ok(builder);
    };
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(builder),
        Err(error) => return Err(failed("cannot be read", path, &error)),
    };
    let saved = serde_json::from_slice(&text);
    let builder = saved.and_then(|saved| builder.state(&saved));
    builder.map_err(|error| failed("holds no state", path, &error))
}

/// Replaces the file in one step, so that it is whole whatever happens.
pub(super) fn save(stripe: &Stripe, path: &Path) -> Result<(), Failure> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}", std::process::id()));
    let draft = path.with_file_name(name);
    let text = serde_json::to_vec(&stripe.save()?)?;
    let written = write_private(&draft, &text).and_then(|()| fs::rename(&draft, path));
    written.map_err(|error| failed("cannot be written", path, &error))
}

/// It holds payloads of secrets, which are nobody else's.
fn write_private(path: &Path, text: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text)?;
    file.sync_all()
}

fn failed(what: &str, path: &Path, error: &dyn std::error::Error) -> Failure {
    Failure::Other(format!("the state file {} {what}: {error}", path.display()))
}
