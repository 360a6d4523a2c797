//! The default transport.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use reqwest::Url;
use tower::Service;

use super::{Broken, Exchange, NotSent, ResponseBody, Transport, check};
use crate::draft::Promise;
use crate::{Body, BoxError};

/// The default transport: reqwest.
///
/// Made `From` a finished [`reqwest::Client`], that client's own redirects and retries are its
/// owner's affair; a client that `endpoint` builds has both off.
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
pub struct Reqwest(reqwest::Client);

impl Reqwest {
    /// Finishes `builder` with redirects and retries off: both are decided one level up.
    pub(crate) fn build(
        builder: reqwest::ClientBuilder,
        connect_timeout: Duration,
    ) -> Result<Self, reqwest::Error> {
        builder
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .connect_timeout(connect_timeout)
            .build()
            .map(Self)
    }
}

impl From<reqwest::Client> for Reqwest {
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Body>, promise: &Promise) -> Exchange {
        match check(request.uri(), promise) {
            Ok(()) => Exchange::reqwest(self.answering(request)),
            Err(broken) => Exchange::refused(broken),
        }
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
        self.answering(request)
    }
}

impl Reqwest {
    fn answering(&self, request: http::Request<Body>) -> Answering {
        Answering(match convert(request) {
            Ok(request) => Way::Sending(Service::call(&mut &self.0, request)),
            Err(broken) => Way::Refused(Some(broken)),
        })
    }
}

/// A request that reqwest is sending.
#[derive(Debug)]
pub struct Answering(Way);

#[derive(Debug)]
enum Way {
    Refused(Option<Broken>),
    Sending(<reqwest::Client as Service<reqwest::Request>>::Future),
}

impl Future for Answering {
    type Output = Result<http::Response<ResponseBody>, BoxError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Way::Refused(broken) => Poll::Ready(Err(broken.take().unwrap_or_default().into())),
            Way::Sending(sending) => Pin::new(sending)
                .poll(cx)
                .map_ok(|response| http::Response::from(response).map(ResponseBody::from))
                .map_err(classify),
        }
    }
}

fn convert(request: http::Request<Body>) -> Result<reqwest::Request, Broken> {
    let (parts, body) = request.into_parts();
    let url = faithful_url(&parts.uri)?;
    let mut converted = reqwest::Request::new(parts.method, url);
    *converted.headers_mut() = parts.headers;
    *converted.body_mut() = match body.into_bytes() {
        Ok(bytes) if bytes.is_empty() => None,
        Ok(bytes) => Some(bytes.into()),
        Err(stream) => Some(reqwest::Body::wrap(stream)),
    };
    Ok(converted)
}

/// The same URL in reqwest's type, or none: its parser rewrites what it finds unusual.
fn faithful_url(uri: &Uri) -> Result<Url, Broken> {
    let text = uri.to_string();
    match Url::parse(&text) {
        Ok(url) if url.as_str() == text => Ok(url),
        _ => Err(Broken::new(
            "the transport's URL parser would change the URL",
        )),
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

/// Connect failures are provably unsent. The URL is taken out: it holds path values.
fn classify(error: reqwest::Error) -> BoxError {
    let unsent = error.is_connect() || error.is_builder();
    let error = error.without_url();
    if unsent {
        NotSent::new(error).into()
    } else {
        error.into()
    }
}
