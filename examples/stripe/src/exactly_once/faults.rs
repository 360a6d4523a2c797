//! A network that fails one attempt in five, the same ones for the same seed.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use endpoint::BoxError;
use endpoint::transport::NotSent;
use http::{Request, Response, StatusCode};
use tower::{Service, ServiceExt};

/// The header, and the name in the metadata, with the number of an operation.
pub(super) const OPERATION: &str = "operation";

/// How an attempt fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Fault {
    /// No connection: it is known that nothing was sent.
    NoConnection,
    /// Lost on the way: the server never acts.
    LostBefore,
    /// The server acts, and its answer is lost.
    LostAfter,
    /// A 500 from in front of the server, which never acts.
    ServerError,
    /// A 500 in place of the answer of the server, which has acted.
    ServerErrorAfter,
    /// A 409 from in front of the server, which never acts.
    Conflict,
    /// The server acts, and nothing comes back.
    Stall,
    /// The server acts, and its answer breaks off.
    Truncated,
}

impl Fault {
    /// One attempt in five, by chance; half of the faults are plain refusals.
    fn of(chance: u64) -> Option<Self> {
        Some(match chance % 1000 {
            0..80 => Self::NoConnection,
            80..100 => Self::LostBefore,
            100..120 => Self::LostAfter,
            120..135 => Self::ServerError,
            135..150 => Self::ServerErrorAfter,
            150..170 => Self::Conflict,
            170..180 => Self::Stall,
            180..200 => Self::Truncated,
            _ => return None,
        })
    }

    /// Whether the server gets to act.
    fn acts(self) -> bool {
        matches!(
            self,
            Self::LostAfter | Self::ServerErrorAfter | Self::Stall | Self::Truncated
        )
    }
}

/// The in-memory Stripe behind a bad network.
#[derive(Clone)]
pub(super) struct Faults {
    inner: Router,
    seed: u64,
    tally: Arc<Counts>,
}

/// What happened to the attempts.
#[derive(Default)]
pub(super) struct Counts(Mutex<Counted>);

#[derive(Default)]
struct Counted {
    /// How often each operation was tried.
    tries: BTreeMap<u64, u64>,
    faults: BTreeMap<Fault, u32>,
}

impl Counts {
    pub(super) fn attempts(&self) -> u64 {
        self.with(|counted| counted.tries.values().sum())
    }

    pub(super) fn counts(&self) -> BTreeMap<Fault, u32> {
        self.with(|counted| counted.faults.clone())
    }

    fn with<T>(&self, look: impl FnOnce(&mut Counted) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Faults {
    pub(super) fn new(inner: Router, seed: u64) -> Self {
        Self {
            inner,
            seed,
            tally: Arc::default(),
        }
    }

    pub(super) fn tally(&self) -> Arc<Counts> {
        Arc::clone(&self.tally)
    }

    /// The fault of this attempt: it depends on the operation and the attempt, not on the order in
    /// which they come.
    fn draw(&self, request: &Request<endpoint::Body>) -> Option<Fault> {
        let number = request.headers().get(OPERATION)?.to_str().ok()?;
        let number: u64 = number.parse().ok()?;
        self.tally.with(|counted| {
            let tries = counted.tries.entry(number).or_default();
            *tries += 1;
            let fault = Fault::of(chance(self.seed, number, *tries));
            if let Some(fault) = fault {
                *counted.faults.entry(fault).or_default() += 1;
            }
            fault
        })
    }
}

/// A number that only looks random (SplitMix64).
fn chance(seed: u64, number: u64, attempt: u64) -> u64 {
    let mut state = seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    state = state.wrapping_add(attempt.wrapping_mul(0xd1b5_4a32_d192_ed03));
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

impl Service<Request<endpoint::Body>> for Faults {
    type Response = Response<Body>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<endpoint::Body>) -> Self::Future {
        let fault = self.draw(&request);
        let inner = self.inner.clone();
        Box::pin(async move {
            let Some(fault) = fault else {
                return Ok(act(inner, request).await);
            };
            if fault.acts() {
                let answer = act(inner, request).await;
                return match fault {
                    Fault::Stall => std::future::pending().await,
                    Fault::ServerErrorAfter => Ok(failure(StatusCode::INTERNAL_SERVER_ERROR)),
                    Fault::Truncated => Ok(truncated(answer)),
                    _ => Err("the connection broke before the answer".into()),
                };
            }
            match fault {
                Fault::NoConnection => Err(NotSent::new("no connection").into()),
                Fault::ServerError => Ok(failure(StatusCode::INTERNAL_SERVER_ERROR)),
                Fault::Conflict => Ok(failure(StatusCode::CONFLICT)),
                _ => Err("the connection broke while sending".into()),
            }
        })
    }
}

/// Lets the server act to the end, whether or not anybody waits for the answer.
async fn act(inner: Router, request: Request<endpoint::Body>) -> Response<Body> {
    let request = request.map(Body::new);
    let acting = tokio::spawn(inner.oneshot(request));
    match acting.await {
        Ok(answer) => answer.unwrap_or_else(|never: Infallible| match never {}),
        Err(_) => failure(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

fn failure(status: StatusCode) -> Response<Body> {
    let body = r#"{"error":{"type":"api_error","message":"A fault of the network."}}"#;
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response
}

/// The same head, and a body that breaks off in the middle.
fn truncated(answer: Response<Body>) -> Response<Body> {
    answer.map(|_| Body::new(Broken))
}

/// A body whose connection breaks.
struct Broken;

impl http_body::Body for Broken {
    type Data = axum::body::Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}
