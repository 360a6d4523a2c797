//! The fixtures as files.

use std::fs;
use std::path::{Path, PathBuf};

/// A declaration that must not compile.
pub(crate) struct Fixture {
    /// Seen from the package.
    pub(crate) path: PathBuf,
}

/// Every fixture of every topic, in order.
pub(crate) fn all() -> Vec<Fixture> {
    let mut paths = Vec::new();
    for entry in fs::read_dir("ui").unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("pass") {
            collect(&path, &mut paths);
        }
    }
    paths.sort();
    paths.into_iter().map(|path| Fixture { path }).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy();
        if path.is_dir() {
            collect(&path, paths);
        } else if name.ends_with(".rs") && !name.ends_with(".fixed.rs") {
            paths.push(path);
        }
    }
}

impl Fixture {
    /// Whether the words are ours; in `types` and `editor` the compiler has some of its own.
    pub(crate) fn is_ours(&self) -> bool {
        !self.is_in("types") && !self.is_in("editor")
    }

    pub(crate) fn is_in(&self, topic: &str) -> bool {
        self.path.starts_with(Path::new("ui").join(topic))
    }

    pub(crate) fn wrong(&self) -> String {
        read(&self.path)
    }

    pub(crate) fn fixed(&self) -> Option<String> {
        fs::read_to_string(self.path.with_extension("fixed.rs")).ok()
    }

    pub(crate) fn told(&self) -> String {
        read(&self.path.with_extension("stderr"))
    }

    /// What is told, one by one.
    pub(crate) fn messages(&self) -> Vec<Message> {
        let told = self.told();
        told.split("\n\n").filter_map(Message::read).collect()
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .replace("\r\n", "\n")
}

/// One error, or a warning.
pub(crate) struct Message {
    /// `error` or `error[E0277]`.
    pub(crate) level: String,
    /// The first line.
    pub(crate) what: String,
    /// What the macro says to write.
    pub(crate) help: Option<String>,
}

impl Message {
    fn read(block: &str) -> Option<Self> {
        let (level, what) = block.lines().next()?.split_once(": ")?;
        let help = block
            .lines()
            .find_map(|line| line.trim_start().strip_prefix("help: "));
        Some(Self {
            level: level.to_owned(),
            what: what.to_owned(),
            help: help.map(str::to_owned),
        })
    }
}
