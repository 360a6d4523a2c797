//! One crate, and what is measured of it.

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::process::Command;
use std::time::SystemTime;

use endpoint_benches::command;
use endpoint_benches::generated::Generated;
use endpoint_benches::machine_code;
use endpoint_benches::results::Results;

use crate::source::{self, Way};

/// What cargo is asked to do.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
pub(crate) enum Step {
    /// `cargo check` of the declarations, nothing of the crate there from before.
    Check,
    /// `cargo check` of the declarations after one of them has changed.
    CheckEdit,
    /// `cargo build` of a program that makes every call, nothing of it there from before.
    Debug,
    /// `cargo build` of that program after one declaration has changed.
    DebugEdit,
    /// `cargo build --release` of that program, which is the same after a change.
    Release,
}

impl Step {
    pub(crate) const ALL: [Self; 5] = [
        Self::Check,
        Self::CheckEdit,
        Self::Debug,
        Self::DebugEdit,
        Self::Release,
    ];

    /// As metrics are named.
    pub(crate) fn metric(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::CheckEdit => "check after an edit",
            Self::Debug => "debug build",
            Self::DebugEdit => "debug build after an edit",
            Self::Release => "release build",
        }
    }

    fn is_check(self) -> bool {
        matches!(self, Self::Check | Self::CheckEdit)
    }

    fn is_edit(self) -> bool {
        matches!(self, Self::CheckEdit | Self::DebugEdit)
    }
}

/// A crate of so many endpoints, as library and as program.
pub(crate) struct Job<'w> {
    workspace: &'w Generated,
    way: Way,
    size: usize,
}

impl<'w> Job<'w> {
    pub(crate) fn write(workspace: &'w Generated, way: Way, size: usize) -> io::Result<Self> {
        let job = Self {
            workspace,
            way,
            size,
        };
        let dependencies = way.dependencies();
        let library = source::library(way, size);
        workspace.package(&job.package(Step::Check), &dependencies, &library)?;
        let program = source::program(way, size);
        workspace.package(&job.package(Step::Debug), &dependencies, &program)?;
        Ok(job)
    }

    pub(crate) fn name(&self) -> String {
        format!("{}-{}", self.way.package(), self.size)
    }

    fn package(&self, step: Step) -> String {
        let kind = if step.is_check() {
            "library"
        } else {
            "program"
        };
        format!("{}-{kind}", self.name())
    }

    /// Builds the dependencies.
    pub(crate) fn prepare(&self, step: Step) -> io::Result<()> {
        command::measure(&mut self.cargo(step)).map(drop)
    }

    pub(crate) fn measure(&self, step: Step, results: &mut Results) -> io::Result<()> {
        if step.is_edit() {
            command::measure(&mut self.cargo(step))?;
            self.edit(step)?;
        } else {
            self.forget(step)?;
        }
        let cost = command::measure(&mut self.cargo(step))?;
        let size = self.size.to_string();
        let mut record = |metric: &str, value: f64| {
            let metric = format!("{}: {metric}", step.metric());
            results.record(&size, self.way.package(), &metric, value);
        };
        record("cpu s", cost.cpu.as_secs_f64());
        record("wall s", cost.wall.as_secs_f64());
        record("peak MiB", cost.peak_memory as f64 / f64::from(1 << 20));
        if step == Step::Release {
            let program = self
                .workspace
                .target()
                .join("release")
                .join(self.package(step));
            record("machine code B", machine_code::size(&program)? as f64);
            record("stripped file B", fs::metadata(&program)?.len() as f64);
        }
        Ok(())
    }

    fn cargo(&self, step: Step) -> Command {
        let mut cargo = self.workspace.cargo();
        cargo.arg(if step.is_check() { "check" } else { "build" });
        cargo.args(["--offline", "--quiet", "--package", &self.package(step)]);
        if step == Step::Release {
            cargo.arg("--release");
        }
        cargo
    }

    fn source(&self, step: Step) -> PathBuf {
        let package = self.workspace.package_folder(&self.package(step));
        package.join("src")
    }

    /// Makes the next run start from nothing but the dependencies.
    fn forget(&self, step: Step) -> io::Result<()> {
        let root = if step.is_check() { "lib.rs" } else { "main.rs" };
        File::options()
            .append(true)
            .open(self.source(step).join(root))?
            .set_modified(SystemTime::now())?;
        let incremental = self.workspace.target().join("debug/incremental");
        let prefix = format!("{}-", self.package(step).replace('-', "_"));
        for entry in fs::read_dir(incremental)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(&prefix) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    }

    /// Gives the first endpoint another path, or the one it had.
    fn edit(&self, step: Step) -> io::Result<()> {
        let file = self.source(step).join("family_0.rs");
        let text = fs::read_to_string(&file)?;
        let (written, edited) = ("/v1/things_0/", "/v1/edited_things_0/");
        let changed = if text.contains(edited) {
            text.replace(edited, written)
        } else {
            text.replace(written, edited)
        };
        fs::write(file, changed)
    }
}
