//! A store on a loopback port, its objects in files. It checks signatures, keeps a log of what
//! arrived, and breaks connections when it is told to.

mod access;
mod listing;
mod log;
mod objects;
mod problem;
mod reply;
mod route;

use std::io;
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use self::log::Logged;
use self::objects::Shelf;

/// The one key that the server knows.
pub const KEY_ID: &str = "AKIDEXAMPLE";
/// Its secret.
pub const SECRET: &str = "example-secret-of-the-example-key";
/// Where the server says that it is.
pub const REGION: &str = "local-1";
/// The one bucket that it has.
pub const BUCKET: &str = "photos";

/// A server that is running until it is dropped.
#[derive(Debug)]
pub struct Server {
    url: String,
    state: Arc<State>,
    task: JoinHandle<io::Result<()>>,
}

#[derive(Debug)]
struct State {
    shelf: Shelf,
    requests: AtomicU64,
    log: Mutex<Vec<Logged>>,
    faults: Mutex<Faults>,
}

/// What is to go wrong.
#[derive(Debug, Default)]
struct Faults {
    /// Offsets in objects: the first download that comes past one of them breaks there.
    breaks: Vec<u64>,
    /// How many uploads are turned away in the midst of their body.
    busy: u32,
}

impl Server {
    /// Starts a server whose objects are files in `directory`.
    ///
    /// # Errors
    ///
    /// Where no port can be had.
    pub async fn start(directory: &Path) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(State {
            shelf: Shelf::new(directory),
            requests: AtomicU64::new(0),
            log: Mutex::default(),
            faults: Mutex::default(),
        });
        let router = Router::new()
            .fallback(route::answer)
            .with_state(Arc::clone(&state));
        let task = tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { url, state, task })
    }

    /// Its URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Breaks the first download that comes past the offset `at` of its object.
    pub fn break_downloads_at(&self, at: impl IntoIterator<Item = u64>) {
        lock(&self.state.faults).breaks.extend(at);
    }

    /// Turns so many uploads away in the midst of their body, with a 503.
    pub fn be_busy(&self, uploads: u32) {
        lock(&self.state.faults).busy += uploads;
    }

    /// The requests so far.
    pub fn log(&self) -> Vec<Logged> {
        lock(&self.state.log).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
