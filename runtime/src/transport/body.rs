//! The body of a response, its type forgotten.

use std::any::Any;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;
use tokio::sync::OwnedSemaphorePermit;

#[cfg(feature = "reqwest")]
use super::gate::Lease;
use crate::{BodyError, BoxError};

/// The body of a response as a [`layer`](crate::ClientBuilder::layer) meets it: a stream of bytes
/// that fails with a [`BodyError`].
///
/// A layer may replace it by any `http_body::Body` of `Bytes`.
///
/// ```
/// use bytes::Bytes;
/// use endpoint::transport::ResponseBody;
/// use http_body_util::Limited;
///
/// fn at_most_a_kilobyte(response: http::Response<ResponseBody>) -> http::Response<Limited<ResponseBody>> {
///     response.map(|body| Limited::new(body, 1024))
/// }
/// ```
#[derive(Default)]
pub struct ResponseBody {
    kind: Kind,
    /// The call's connection, where it does not itself tell that it is free again. Given back before
    /// the place: the next call finds it so.
    #[cfg(feature = "reqwest")]
    lease: Option<Lease>,
    /// The call's place among those in flight, until the body has ended.
    place: Option<OwnedSemaphorePermit>,
}

#[derive(Default)]
enum Kind {
    #[default]
    Ended,
    #[cfg(feature = "reqwest")]
    Reqwest(reqwest::Body),
    #[cfg(feature = "hyper")]
    Hyper(hyper::body::Incoming),
    Any(UnsyncBoxBody<Bytes, BodyError>),
}

impl ResponseBody {
    /// Any body; one that is a `ResponseBody` already stays as it is.
    pub(crate) fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let mut body = Some(body);
        if let Some(same) = (&mut body as &mut dyn Any).downcast_mut::<Option<Self>>() {
            return same.take().unwrap_or_default();
        }
        body.map_or_else(Self::default, |body| {
            Kind::Any(body.map_err(BodyError::new).boxed_unsync()).into()
        })
    }

    /// Keeps `lease` until the body has ended or is dropped.
    #[cfg(feature = "reqwest")]
    pub(super) fn lend(&mut self, lease: Lease) {
        if self.is_end_stream() {
            lease.end();
        } else {
            self.lease = Some(lease);
        }
    }

    /// Ends the lease with the body, whether its end is told or known.
    #[cfg(feature = "reqwest")]
    fn settle(&mut self, frame: &Poll<Option<Result<Frame<Bytes>, BodyError>>>) {
        let ended = match frame {
            _ if self.lease.is_none() => false,
            Poll::Ready(None) => true,
            Poll::Ready(Some(Ok(_))) => self.is_end_stream(),
            Poll::Ready(Some(Err(_))) | Poll::Pending => false,
        };
        if let Some(lease) = self.lease.take_if(|_| ended) {
            lease.end();
        }
    }

    /// Keeps `place` until the body has ended or is dropped.
    pub(crate) fn hold(&mut self, place: OwnedSemaphorePermit) {
        if !self.is_end_stream() {
            self.place = Some(place);
        }
    }
}

impl From<Kind> for ResponseBody {
    fn from(kind: Kind) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }
}

#[cfg(feature = "reqwest")]
impl From<reqwest::Body> for ResponseBody {
    fn from(body: reqwest::Body) -> Self {
        Kind::Reqwest(body).into()
    }
}

#[cfg(feature = "hyper")]
impl From<hyper::body::Incoming> for ResponseBody {
    fn from(body: hyper::body::Incoming) -> Self {
        Kind::Hyper(body).into()
    }
}

impl http_body::Body for ResponseBody {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let frame = match &mut self.kind {
            Kind::Ended => Poll::Ready(None),
            #[cfg(feature = "reqwest")]
            Kind::Reqwest(body) => Pin::new(body)
                .poll_frame(cx)
                .map_err(|error| BodyError::new(super::reqwest::body_failure(error))),
            #[cfg(feature = "hyper")]
            Kind::Hyper(body) => Pin::new(body).poll_frame(cx).map_err(BodyError::new),
            Kind::Any(body) => Pin::new(body).poll_frame(cx),
        };
        #[cfg(feature = "reqwest")]
        self.settle(&frame);
        if matches!(frame, Poll::Ready(None | Some(Err(_)))) {
            *self = Self::default();
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        match &self.kind {
            Kind::Ended => true,
            #[cfg(feature = "reqwest")]
            Kind::Reqwest(body) => body.is_end_stream(),
            #[cfg(feature = "hyper")]
            Kind::Hyper(body) => body.is_end_stream(),
            Kind::Any(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.kind {
            Kind::Ended => SizeHint::with_exact(0),
            #[cfg(feature = "reqwest")]
            Kind::Reqwest(body) => body.size_hint(),
            #[cfg(feature = "hyper")]
            Kind::Hyper(body) => body.size_hint(),
            Kind::Any(body) => body.size_hint(),
        }
    }
}

/// Nothing of what is in it.
impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseBody")
    }
}
