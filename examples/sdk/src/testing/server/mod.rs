//! A Nameplate in memory, over a real socket.

mod edge;
mod reply;
mod routes;
mod state;

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::thread::JoinHandle;

use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// A Nameplate in memory on a loopback port, until it is dropped. It has a thread of its own, so that
/// programs with and without an async runtime can use it.
///
/// It checks what the real one would: token, API version, ids and fields. An idempotency key that comes
/// again is answered as it was the first time.
///
/// ```
/// use nameplate::Nameplate;
/// use nameplate::testing::Server;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = Server::start()?;
/// let client = Nameplate::builder()
///     .base_url(server.url())
///     .token(Server::TOKEN)
///     .build()?;
/// assert!(client.zones().list().next().await.is_none());
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Server {
    url: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// A token that is valid from the beginning.
    pub const TOKEN: &str = "np_test_memory";

    /// Starts an empty one.
    ///
    /// # Errors
    ///
    /// Where there is no port or no thread to be had.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let url = format!("http://{}", listener.local_addr()?);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("nameplate-in-memory".to_owned())
            .spawn(move || serve(&runtime, listener, stopped))?;
        Ok(Self {
            url,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Where it is, such as `http://127.0.0.1:49152`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It has nothing to say when it ends, not even by panicking.
            let _ = thread.join();
        }
    }
}

/// Serves until the other end of `stopped` is dropped; connections end with the runtime.
fn serve(runtime: &Runtime, listener: TcpListener, stopped: oneshot::Receiver<()>) {
    runtime.block_on(async {
        let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
            return;
        };
        tokio::spawn(async { axum::serve(listener, routes::router()).await });
        let _ = stopped.await;
    });
}
