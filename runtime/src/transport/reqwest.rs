//! The default transport.

mod connector;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use reqwest::Url;
use tower::Service;

use self::connector::Gated;
use super::attend::Attendance;
use super::gate::{Gate, Lease};
use super::proof::classify;
use super::{Broken, Exchange, NotSent, ResponseBody, Transport, check, host};
use crate::client::base::Base;
use crate::draft::Promise;
use crate::{Body, BoxError};

/// The default transport: reqwest.
///
/// Made `From` a finished [`reqwest::Client`], that client's own redirects and retries are its
/// owner's affair. Since an earlier hop or try of them may have reached a server, no failure of such a
/// client counts as provably unsent. In a client that `endpoint` builds both are off.
///
/// ```
/// use endpoint::Client;
/// use endpoint::transport::Reqwest;
///
/// let shared = reqwest::Client::new();
/// let client = Client::builder("https://api.stripe.com")
///     .transport(Reqwest::from(shared))
///     .build()?;
/// # Ok::<(), endpoint::BuildError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Reqwest {
    client: reqwest::Client,
    /// Whether it sends a request once and follows nothing.
    sends_once: bool,
    gate: Option<Arc<Gate>>,
}

impl Reqwest {
    /// Finishes the user's builder, or one of ours, with redirects and retries off: both are decided
    /// one level up. With `connections` there are at most so many to an origin.
    pub(crate) fn build(
        builder: Option<reqwest::ClientBuilder>,
        connect_timeout: Duration,
        connections: Option<usize>,
    ) -> Result<Self, BoxError> {
        let builder = match builder {
            Some(builder) => {
                #[cfg(all(feature = "rustls-ring", not(feature = "rustls")))]
                super::tls::provide();
                builder
            }
            None => with_tls(without_surprises(reqwest::ClientBuilder::new()))?,
        };
        let gate = connections.map(|limit| Gate::new(limit, connect_timeout));
        let client = builder
            .connector_layer(tower::layer::layer_fn(Gated::new))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .connect_timeout(connect_timeout)
            .build()?;
        Ok(Self {
            client,
            sends_once: true,
            gate,
        })
    }
}

/// Our own features decide about TLS, not those that other crates enable in reqwest.
#[cfg(any(feature = "rustls", feature = "rustls-ring"))]
fn with_tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BoxError> {
    let mut config = super::tls::config()?;
    config.alpn_protocols = vec![
        #[cfg(feature = "http2")]
        b"h2".to_vec(),
        b"http/1.1".to_vec(),
    ];
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(all(
    feature = "native-tls",
    not(any(feature = "rustls", feature = "rustls-ring"))
))]
#[expect(clippy::unnecessary_wraps, reason = "with rustls it may fail")]
fn with_tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BoxError> {
    Ok(builder.tls_backend_native())
}

#[cfg(not(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls")))]
#[expect(clippy::unnecessary_wraps, reason = "with TLS it may fail")]
fn with_tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BoxError> {
    Ok(builder)
}

/// Our own features decide about decompression too.
fn without_surprises(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    let builder = builder.no_deflate();
    #[cfg(not(feature = "gzip"))]
    let builder = builder.no_gzip();
    #[cfg(not(feature = "brotli"))]
    let builder = builder.no_brotli();
    #[cfg(not(feature = "zstd"))]
    let builder = builder.no_zstd();
    builder
}

impl From<reqwest::Client> for Reqwest {
    fn from(client: reqwest::Client) -> Self {
        Self {
            client,
            sends_once: false,
            gate: None,
        }
    }
}

impl Transport for Reqwest {
    fn send(&self, mut request: http::Request<Body>, promise: &Promise) -> Exchange {
        match check(request.uri(), promise) {
            Ok(()) => {
                if self.sends_once {
                    host::state(&mut request, promise);
                }
                let url = url_at(&promise.base, request.uri());
                Exchange::reqwest(self.answering(request, url))
            }
            Err(broken) => Exchange::refused(broken),
        }
    }

    fn is_ours(&self) -> bool {
        true
    }
}

impl Service<http::Request<Body>> for Reqwest {
    type Response = http::Response<ResponseBody>;
    type Error = BoxError;
    type Future = Answering;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Answering {
        let url = faithful_url(request.uri());
        self.answering(request, url)
    }
}

impl Reqwest {
    fn answering(&self, request: http::Request<Body>, url: Result<Url, Broken>) -> Answering {
        let call = self.gate.as_ref().and_then(|gate| gate.call(request.uri()));
        Answering {
            attendance: Attendance::new(call),
            way: match url {
                Ok(url) => Way::Sending {
                    sending: Service::call(&mut &self.client, convert(request, url)),
                    once: self.sends_once,
                },
                Err(broken) => Way::Refused(Some(broken)),
            },
        }
    }
}

/// A request that reqwest is sending.
#[derive(Debug)]
pub struct Answering {
    attendance: Attendance,
    way: Way,
}

#[derive(Debug)]
enum Way {
    Refused(Option<Broken>),
    Sending {
        sending: <reqwest::Client as Service<reqwest::Request>>::Future,
        once: bool,
    },
}

impl Answering {
    pub(super) fn may_have_been_sent(&self) -> bool {
        self.attendance.may_have_been_sent()
    }
}

impl Future for Answering {
    type Output = Result<http::Response<ResponseBody>, BoxError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { attendance, way } = &mut *self;
        match way {
            Way::Refused(broken) => Poll::Ready(Err(broken.take().unwrap_or_default().into())),
            Way::Sending { sending, once } => attendance
                .poll(|| Pin::new(sending).poll(cx))
                .map_ok(|response| answered(response, attendance))
                .map_err(|error| failure(error, *once)),
        }
    }
}

fn answered(response: reqwest::Response, attendance: &Attendance) -> http::Response<ResponseBody> {
    let mut response = http::Response::from(response).map(ResponseBody::from);
    let lease = attendance
        .call()
        .and_then(|call| Lease::new(call, &response));
    if let Some(lease) = lease {
        response.body_mut().lend(lease);
    }
    response
}

fn convert(request: http::Request<Body>, url: Url) -> reqwest::Request {
    let (parts, body) = request.into_parts();
    let mut converted = reqwest::Request::new(parts.method, url);
    *converted.headers_mut() = parts.headers;
    *converted.body_mut() = match body.into_bytes() {
        Ok(bytes) if bytes.is_empty() => None,
        Ok(bytes) => Some(bytes.into()),
        Err(stream) => Some(reqwest::Body::wrap(stream)),
    };
    converted
}

/// The URL of a request that goes to `base`, whose origin is parsed already.
fn url_at(base: &Base, uri: &Uri) -> Result<Url, Broken> {
    let Some(mut url) = base.for_reqwest().cloned() else {
        return faithful_url(uri);
    };
    url.set_path(uri.path());
    if let Some(query) = uri.query() {
        url.set_query(Some(query));
    }
    let rest = url.as_str().strip_prefix(base.origin());
    let same = match (
        rest.and_then(|rest| rest.strip_prefix(uri.path())),
        uri.query(),
    ) {
        (Some(rest), Some(query)) => rest.strip_prefix('?') == Some(query),
        (rest, None) => rest == Some(""),
        (None, Some(_)) => false,
    };
    if same { Ok(url) } else { Err(changed()) }
}

fn changed() -> Broken {
    Broken::new("the transport's URL parser would change the URL")
}

/// The same URL in reqwest's type, or none: its parser rewrites what it finds unusual.
fn faithful_url(uri: &Uri) -> Result<Url, Broken> {
    let text = uri.to_string();
    match Url::parse(&text) {
        Ok(url) if url.as_str() == text => Ok(url),
        _ => Err(changed()),
    }
}

/// What is wrong with a base that reqwest's URL parser would rewrite.
pub(crate) fn check_base(base: &str) -> Result<(), String> {
    let expected = format!("{base}/");
    match Url::parse(&expected) {
        Ok(url) if url.as_str() == expected => Ok(()),
        Ok(url) => Err(format!(
            "`{base}` is not in its normal form: write `{}`",
            url.as_str().trim_end_matches('/')
        )),
        Err(error) => Err(format!("`{base}` is no URL: {error}")),
    }
}

/// The error as it may be shown: the URL is taken out, for it holds path values.
fn failure(error: reqwest::Error, once: bool) -> BoxError {
    let refused = error.is_builder();
    let error = BoxError::from(error.without_url());
    match (once, refused) {
        // A hop of its own redirects may have arrived before any failure.
        (false, _) => error,
        (true, true) => NotSent::new(error).into(),
        (true, false) => classify(error),
    }
}

/// The same for the error of a body.
pub(super) fn body_failure(error: reqwest::Error) -> BoxError {
    let error = error.without_url().into();
    #[cfg(any(feature = "gzip", feature = "brotli", feature = "zstd"))]
    let error = super::garbled::classify(error);
    error
}
