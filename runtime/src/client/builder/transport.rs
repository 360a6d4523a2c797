//! What a client sends through.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::Semaphore;
use tower::{Layer, Service};

use super::ClientBuilder;
use super::bases::base_setting;
use crate::client::base::Base;
use crate::error::BuildError;
use crate::transport::{self, Inner, Transport};
use crate::{Body, BoxError};

impl ClientBuilder {
    /// Limits connecting, DNS and TLS included. Default: 10 s.
    ///
    /// With [`transport`](ClientBuilder::transport) it is refused: a service of yours connects on
    /// its own terms.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = Some(limit);
        self
    }

    /// Sends through `service` instead of the network's default: an `axum::Router`, a
    /// `tower::service_fn`, a transport of your own.
    ///
    /// An error that the service wraps in [`transport::NotSent`](crate::transport::NotSent) counts
    /// as provably unsent; any other may have been sent.
    ///
    /// ```
    /// use endpoint::{Body, Client};
    /// use http::{Request, Response};
    ///
    /// let answer = tower::service_fn(|_: Request<Body>| async {
    ///     Ok::<_, std::convert::Infallible>(Response::new(Body::from("null")))
    /// });
    /// let client = Client::builder("http://api.test").transport(answer).build()?;
    /// # Ok::<(), endpoint::BuildError>(())
    /// ```
    pub fn transport<S, B>(mut self, service: S) -> Self
    where
        S: Service<http::Request<Body>, Response = http::Response<B>>,
        S: Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.transport = Some(transport::erase(service));
        self
    }

    /// Uses a reqwest client of your making: proxies, certificates, DNS. Its redirects and its
    /// retries are switched off; those are the endpoint client's.
    #[cfg(feature = "reqwest")]
    pub fn reqwest(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.reqwest = Some(builder);
        self
    }

    /// Wraps every attempt in `layer`, a tower layer: tracing, limits, anything of `tower` or
    /// `tower-http`. The first added is outermost; credentials are on the request already.
    ///
    /// Below all layers the request is compared with what its template promised: one that a layer
    /// turned to another origin, prefix or number of segments, or whose extensions a layer dropped,
    /// does not leave, and the call fails with
    /// [`ErrorKind::Unexpected`](crate::ErrorKind::Unexpected). A layer's error counts as unsent where
    /// the transport never had the request, or handed it back unsent.
    ///
    /// ```
    /// use endpoint::Client;
    /// use tower::limit::ConcurrencyLimitLayer;
    ///
    /// let client = Client::builder("https://api.example.com")
    ///     .layer(ConcurrencyLimitLayer::new(8))
    ///     .build()?;
    /// # Ok::<(), endpoint::BuildError>(())
    /// ```
    pub fn layer<L, B>(mut self, layer: L) -> Self
    where
        L: Layer<Inner> + Send + Sync + 'static,
        L::Service: Service<http::Request<Body>, Response = http::Response<B>>,
        L::Service: Clone + Send + Sync + 'static,
        <L::Service as Service<http::Request<Body>>>::Future: Send,
        <L::Service as Service<http::Request<Body>>>::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.layers.push(transport::wrap(layer));
        self
    }

    /// Lets at most `calls` attempts be under way at once; others wait their turn. A place is kept
    /// until the answer's body has ended, and not while a call pauses between attempts. Waiting counts
    /// against the call's `timeout` and deadline, not against `attempt_timeout`. Copies of a client
    /// share the places. Default: no limit.
    ///
    /// ```
    /// use endpoint::Client;
    ///
    /// let client = Client::builder("https://api.example.com").max_in_flight(64).build()?;
    /// # Ok::<(), endpoint::BuildError>(())
    /// ```
    pub fn max_in_flight(mut self, calls: usize) -> Self {
        if !(1..=Semaphore::MAX_PERMITS).contains(&calls) {
            self.fail(BuildError::new(
                "max_in_flight",
                format!("{calls} is not between 1 and {}", Semaphore::MAX_PERMITS),
            ));
            return self;
        }
        self.in_flight = Some(Arc::new(Semaphore::new(calls)));
        self
    }

    /// The transport with all layers around it.
    pub(super) fn layered_transport(
        &mut self,
        bases: &[(String, Base)],
    ) -> Result<Arc<dyn Transport>, BuildError> {
        let transport = self.chosen_transport(bases)?;
        let layers = std::mem::take(&mut self.layers);
        Ok(transport::layered(transport, layers))
    }

    fn chosen_transport(
        &mut self,
        bases: &[(String, Base)],
    ) -> Result<Arc<dyn Transport>, BuildError> {
        if let Some(transport) = self.transport.take() {
            if self.connect_timeout.is_some() {
                return Err(BuildError::new(
                    "connect_timeout",
                    "a transport of your own connects on its own terms: set the limit there",
                ));
            }
            #[cfg(feature = "reqwest")]
            if self.reqwest.is_some() {
                return Err(BuildError::new(
                    "reqwest",
                    "there is a `transport` too: keep one of them",
                ));
            }
            return Ok(transport);
        }
        self.default_transport(bases)
    }

    #[cfg(feature = "reqwest")]
    fn default_transport(
        &mut self,
        bases: &[(String, Base)],
    ) -> Result<Arc<dyn Transport>, BuildError> {
        for (name, base) in bases {
            transport::reqwest::check_base(base.url())
                .map_err(|message| BuildError::new(base_setting(name), message))?;
        }
        let builder = self.reqwest.take().unwrap_or_default();
        let timeout = self.connect_timeout.unwrap_or(Duration::from_secs(10));
        transport::Reqwest::build(builder, timeout)
            .map(|transport| Arc::new(transport) as Arc<dyn Transport>)
            .map_err(|error| {
                BuildError::new("reqwest", "the reqwest client cannot be built").caused_by(error)
            })
    }

    #[cfg(not(feature = "reqwest"))]
    fn default_transport(
        &mut self,
        _: &[(String, Base)],
    ) -> Result<Arc<dyn Transport>, BuildError> {
        Err(BuildError::new(
            "transport",
            "no transport is compiled in: enable the feature `reqwest`, or call `.transport(service)`",
        ))
    }
}
