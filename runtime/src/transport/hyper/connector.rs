//! Connections: TCP, TLS by feature, and a limit on all of it.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use tower::Service;

use crate::BoxError;
use crate::transport::attend::{current, noticed};
use crate::transport::gate::Slot;

/// Silence after which the operating system asks whether the peer is still there.
const KEEPALIVE: Duration = Duration::from_secs(15);

#[derive(Clone)]
pub(super) struct Connector {
    tls: Tls,
    limit: Duration,
}

#[cfg(any(feature = "rustls", feature = "rustls-ring"))]
type Tls = hyper_rustls::HttpsConnector<HttpConnector>;
#[cfg(all(
    feature = "native-tls",
    not(any(feature = "rustls", feature = "rustls-ring"))
))]
type Tls = hyper_tls::HttpsConnector<HttpConnector>;
#[cfg(not(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls")))]
type Tls = HttpConnector;

impl Connector {
    pub(super) fn new(limit: Duration) -> Result<Self, BoxError> {
        let mut tcp = HttpConnector::new();
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(KEEPALIVE));
        // Spreads what there is over all addresses of a name.
        tcp.set_connect_timeout(Some(limit));
        Ok(Self {
            tls: with_tls(tcp)?,
            limit,
        })
    }
}

#[cfg(any(feature = "rustls", feature = "rustls-ring"))]
fn with_tls(mut tcp: HttpConnector) -> Result<Tls, BoxError> {
    tcp.enforce_http(false);
    let connector = hyper_rustls::HttpsConnectorBuilder::new()
        .with_tls_config(crate::transport::tls::config()?)
        .https_or_http();
    #[cfg(feature = "http2")]
    let connector = connector.enable_all_versions();
    #[cfg(not(feature = "http2"))]
    let connector = connector.enable_http1();
    Ok(connector.wrap_connector(tcp))
}

#[cfg(all(
    feature = "native-tls",
    not(any(feature = "rustls", feature = "rustls-ring"))
))]
fn with_tls(mut tcp: HttpConnector) -> Result<Tls, BoxError> {
    tcp.enforce_http(false);
    let mut tls = native_tls::TlsConnector::builder();
    tls.request_alpns(if cfg!(feature = "http2") {
        &["h2", "http/1.1"]
    } else {
        &["http/1.1"]
    });
    let tls = tokio_native_tls::TlsConnector::from(tls.build()?);
    Ok((tcp, tls).into())
}

#[cfg(not(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls")))]
#[expect(clippy::unnecessary_wraps, reason = "with TLS it may fail")]
fn with_tls(tcp: HttpConnector) -> Result<Tls, BoxError> {
    Ok(tcp)
}

impl Service<Uri> for Connector {
    type Response = Socket;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Socket, BoxError>> + Send>>;

    #[allow(
        clippy::useless_conversion,
        reason = "without TLS the error has a type of its own"
    )]
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tls.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let (mut tls, limit) = (self.tls.clone(), self.limit);
        let call = current();
        Box::pin(noticed(async move {
            let slot = match call {
                Some(call) => call.admit().await?,
                None => None,
            };
            let stream = tokio::time::timeout(limit, tls.call(to)).await??;
            Ok(Socket {
                stream,
                _slot: slot,
            })
        }))
    }
}

/// A connection that keeps its slot until it is closed.
pub(super) struct Socket {
    stream: <Tls as Service<Uri>>::Response,
    /// Given back after the stream is closed: fields are dropped in their order.
    _slot: Option<Slot>,
}

impl Connection for Socket {
    fn connected(&self) -> Connected {
        self.stream.connected()
    }
}

impl Read for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl Write for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }
}
