//! The in-memory Stripe on a loopback port.

use std::future::Future;
use std::io;
use std::net::SocketAddr;

use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server that is running. Dropping it leaves it running until its shutdown is signalled.
#[derive(Debug)]
pub struct Serving {
    base_url: String,
    task: JoinHandle<io::Result<()>>,
}

impl Serving {
    /// Where it is, such as `http://127.0.0.1:12111`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Waits until it has shut down and all its connections have ended.
    pub async fn wait(self) -> io::Result<()> {
        self.task.await.map_err(io::Error::other)?
    }
}

pub(super) async fn serve(
    router: Router,
    addr: SocketAddr,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<Serving> {
    if !addr.ip().is_loopback() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("{} is not a loopback address", addr.ip()),
        ));
    }
    let listener = TcpListener::bind(addr).await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    // Small answers should not wait for more to come.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let served = axum::serve(listener, router).with_graceful_shutdown(shutdown);
    let task = tokio::spawn(async move { served.await });
    Ok(Serving { base_url, task })
}
