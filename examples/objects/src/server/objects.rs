//! The objects: what is known of them in memory, their content in files.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use super::lock;

/// All objects.
#[derive(Debug)]
pub(super) struct Shelf {
    directory: PathBuf,
    objects: Mutex<BTreeMap<String, Object>>,
    files: AtomicU64,
}

/// An object.
#[derive(Debug, Clone)]
pub(super) struct Object {
    pub(super) file: PathBuf,
    pub(super) size: u64,
    pub(super) version: String,
    pub(super) modified: SystemTime,
    /// Headers that were stored and are sent with it.
    pub(super) headers: Vec<(String, Vec<u8>)>,
}

impl Shelf {
    pub(super) fn new(directory: &Path) -> Self {
        Self {
            directory: directory.to_owned(),
            objects: Mutex::default(),
            files: AtomicU64::new(0),
        }
    }

    /// A file for the content of an object that is coming in.
    pub(super) fn new_file(&self) -> PathBuf {
        let number = self.files.fetch_add(1, Ordering::Relaxed);
        self.directory.join(format!("object-{number}"))
    }

    pub(super) fn get(&self, key: &str) -> Option<Object> {
        lock(&self.objects).get(key).cloned()
    }

    /// Puts an object in place of the one that was there.
    pub(super) fn put(&self, key: &str, object: Object) -> io::Result<()> {
        let before = lock(&self.objects).insert(key.to_owned(), object);
        before.map_or(Ok(()), |before| std::fs::remove_file(before.file))
    }

    pub(super) fn remove(&self, key: &str) -> io::Result<()> {
        let gone = lock(&self.objects).remove(key);
        gone.map_or(Ok(()), |gone| std::fs::remove_file(gone.file))
    }

    /// Up to `limit` objects whose key begins with `prefix` and comes after `after`, and whether
    /// there are more.
    pub(super) fn list(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> (Vec<(String, Object)>, bool) {
        let objects = lock(&self.objects);
        let mut found = objects.iter().filter(|(key, _)| {
            key.starts_with(prefix) && after.is_none_or(|after| key.as_str() > after)
        });
        let page: Vec<(String, Object)> = found
            .by_ref()
            .take(limit)
            .map(|(key, object)| (key.clone(), object.clone()))
            .collect();
        let more = found.next().is_some();
        (page, more)
    }
}
