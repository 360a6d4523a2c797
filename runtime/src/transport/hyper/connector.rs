//! Connections: TCP, TLS by feature, and a limit on all of it.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use tower::Service;

use crate::BoxError;

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
    type Response = <Tls as Service<Uri>>::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    #[allow(
        clippy::useless_conversion,
        reason = "without TLS the error has a type of its own"
    )]
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tls.poll_ready(cx).map_err(Into::into)
    }

    #[allow(
        clippy::useless_conversion,
        reason = "without TLS the error has a type of its own"
    )]
    fn call(&mut self, to: Uri) -> Self::Future {
        let connecting = tokio::time::timeout(self.limit, self.tls.call(to));
        Box::pin(async move { connecting.await?.map_err(Into::into) })
    }
}
