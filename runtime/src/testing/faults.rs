//! A bad network, the same one each time.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use tower::{Layer, Service};

use crate::BoxError;
use crate::transport::NotSent;

/// Faults that strike a share of the requests, drawn from a seed: a tower layer.
///
/// Each setting is a share of all requests, from 0 to 1; together they are at most 1.
///
/// ```
/// use endpoint::testing::Faults;
///
/// let faults = Faults::seeded(42).drop_before(0.05).drop_after(0.05).stall(0.01);
/// ```
#[derive(Debug, Clone)]
pub struct Faults {
    random: Arc<Mutex<u64>>,
    faults: Vec<(f64, Fault)>,
}

#[derive(Debug, Clone, Copy)]
enum Fault {
    DropBefore,
    DropAfter,
    Stall,
    Truncate,
    Garbage,
    Delay(Duration),
    Status(StatusCode),
}

impl Faults {
    /// No faults yet; the same seed strikes the same requests, where these come in the same order.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self {
            random: Arc::new(Mutex::new(seed)),
            faults: Vec::new(),
        }
    }

    /// Fails before anything is sent, provably.
    #[must_use]
    pub fn drop_before(self, share: f64) -> Self {
        self.with(share, Fault::DropBefore)
    }

    /// Loses the answer after the server has acted.
    #[must_use]
    pub fn drop_after(self, share: f64) -> Self {
        self.with(share, Fault::DropAfter)
    }

    /// Never brings the answer after the server has acted.
    #[must_use]
    pub fn stall(self, share: f64) -> Self {
        self.with(share, Fault::Stall)
    }

    /// Breaks the answer's body off in the middle.
    #[must_use]
    pub fn truncate(self, share: f64) -> Self {
        self.with(share, Fault::Truncate)
    }

    /// Brings an answer whose body is garbage, after the server has acted.
    #[must_use]
    pub fn garbage(self, share: f64) -> Self {
        self.with(share, Fault::Garbage)
    }

    /// Sends the request `pause` later.
    #[must_use]
    pub fn delay(self, share: f64, pause: Duration) -> Self {
        self.with(share, Fault::Delay(pause))
    }

    /// Answers with this status and no body, without the server.
    #[must_use]
    pub fn status(self, share: f64, status: StatusCode) -> Self {
        self.with(share, Fault::Status(status))
    }

    fn with(mut self, share: f64, fault: Fault) -> Self {
        self.faults.push((share, fault));
        self
    }

    fn draw(&self) -> Option<Fault> {
        let mut drawn = self.random();
        for (share, fault) in &self.faults {
            if drawn < *share {
                return Some(*fault);
            }
            drawn -= share;
        }
        None
    }

    /// From 0 to less than 1: SplitMix64 (Steele, Lea and Flood, 2014).
    fn random(&self) -> f64 {
        let mut state = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = *state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let high = u32::try_from(mixed >> 32).unwrap_or(u32::MAX);
        f64::from(high) / (f64::from(u32::MAX) + 1.0)
    }
}

impl<S> Layer<S> for Faults {
    type Service = Faulty<S>;

    fn layer(&self, inner: S) -> Faulty<S> {
        Faulty {
            inner,
            faults: self.clone(),
        }
    }
}

/// A service behind [`Faults`].
#[derive(Debug, Clone)]
pub struct Faulty<S> {
    inner: S,
    faults: Faults,
}

type FaultyBody = UnsyncBoxBody<Bytes, BoxError>;

impl<S, R, B> Service<http::Request<R>> for Faulty<S>
where
    S: Service<http::Request<R>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    R: Send + 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = http::Response<FaultyBody>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, request: http::Request<R>) -> Self::Future {
        let fault = self.faults.draw();
        // The service that is ready is the one to call; its copy waits for the next request.
        let copy = self.inner.clone();
        let inner = std::mem::replace(&mut self.inner, copy);
        Box::pin(strike(inner, request, fault))
    }
}

async fn strike<S, R, B>(
    mut inner: S,
    request: http::Request<R>,
    fault: Option<Fault>,
) -> Result<http::Response<FaultyBody>, BoxError>
where
    S: Service<http::Request<R>, Response = http::Response<B>>,
    S::Error: Into<BoxError>,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    match fault {
        Some(Fault::DropBefore) => {
            let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
            return Err(NotSent::new(refused).into());
        }
        Some(Fault::Status(status)) => {
            let mut response =
                http::Response::new(Full::default().map_err(Into::into).boxed_unsync());
            *response.status_mut() = status;
            return Ok(response);
        }
        Some(Fault::Delay(pause)) => tokio::time::sleep(pause).await,
        _ => {}
    }
    let response = inner.call(request).await.map_err(Into::into)?;
    match fault {
        Some(Fault::DropAfter) => Err(reset().into()),
        Some(Fault::Stall) => std::future::pending().await,
        Some(Fault::Truncate) => truncated(response).await,
        Some(Fault::Garbage) => {
            let garbage = Full::from(&b"\x00\xFF garbage {"[..]).map_err(Into::into);
            Ok(response.map(|_| garbage.boxed_unsync()))
        }
        _ => Ok(response.map(|body| body.map_err(Into::into).boxed_unsync())),
    }
}

async fn truncated<B>(response: http::Response<B>) -> Result<http::Response<FaultyBody>, BoxError>
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let (head, body) = response.into_parts();
    let whole = body.collect().await.map_err(Into::into)?.to_bytes();
    let half = whole.slice(..whole.len() / 2);
    let frames = [Ok(http_body::Frame::data(half)), Err(reset().into())];
    let body = StreamBody::new(Frames(frames.into_iter()));
    Ok(http::Response::from_parts(head, body.boxed_unsync()))
}

fn reset() -> std::io::Error {
    std::io::Error::from(std::io::ErrorKind::ConnectionReset)
}

/// Frames that are there already, as a stream.
struct Frames<I>(I);

impl<I: Iterator + Unpin> futures_core::Stream for Frames<I> {
    type Item = I::Item;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}
