//! Workspaces that a bench writes, checks and builds.
//!
//! They use the versions of this workspace's `Cargo.lock`, and its toolchain.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// A folder of generated packages, built into a target folder of its own.
pub struct Generated {
    root: PathBuf,
}

/// The dependency on the crate `endpoint` of this workspace, without its name.
#[must_use]
pub fn endpoint_path() -> String {
    repository().join("runtime").display().to_string()
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

impl Generated {
    /// A workspace without packages, below the target folder that this program was built into.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written.
    pub fn new(bench: &str) -> io::Result<Self> {
        let program = env::current_exe()?;
        let target = program.ancestors().nth(2).unwrap_or(Path::new("target"));
        let root = target.join("benches").join(bench);
        fs::create_dir_all(&root)?;
        fs::write(
            root.join("Cargo.toml"),
            "[workspace]\nresolver = \"3\"\nmembers = [\"packages/*\"]\n\n\
             [profile.release]\nstrip = true\n",
        )?;
        for file in ["Cargo.lock", "rust-toolchain.toml"] {
            fs::copy(repository().join(file), root.join(file))?;
        }
        match fs::remove_dir_all(root.join("packages")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(Self { root }),
        }
    }

    /// Adds a package with files below `src`.
    ///
    /// # Errors
    ///
    /// If a file cannot be written.
    pub fn package(
        &self,
        name: &str,
        dependencies: &str,
        files: &[(String, String)],
    ) -> io::Result<()> {
        let package = self.package_folder(name);
        fs::create_dir_all(package.join("src"))?;
        fs::write(
            package.join("Cargo.toml"),
            format!(
                "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                 [dependencies]\n{dependencies}"
            ),
        )?;
        for (path, text) in files {
            fs::write(package.join("src").join(path), text)?;
        }
        Ok(())
    }

    /// Where a package is.
    #[must_use]
    pub fn package_folder(&self, name: &str) -> PathBuf {
        self.root.join("packages").join(name)
    }

    /// Where what is built goes.
    #[must_use]
    pub fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// Completes `Cargo.lock`, from the local registry cache where that is enough.
    ///
    /// # Errors
    ///
    /// If the dependencies cannot be resolved.
    pub fn lock(&self) -> io::Result<()> {
        let fetch = |flag: &str| self.cargo().arg("fetch").args(flag.split(' ')).output();
        if fetch("--quiet --offline")?.status.success() {
            return Ok(());
        }
        let online = fetch("--quiet")?;
        if online.status.success() {
            return Ok(());
        }
        let message = String::from_utf8_lossy(&online.stderr);
        Err(io::Error::other(format!("cargo fetch: {message}")))
    }

    /// Cargo in this workspace, as a user runs it: without flags that somebody has set for all.
    #[must_use]
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.target());
        for variable in [
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_INCREMENTAL",
            "RUSTC_WRAPPER",
            "RUSTFLAGS",
        ] {
            cargo.env_remove(variable);
        }
        cargo
    }
}
