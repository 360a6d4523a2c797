//! What a client sends through.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::Semaphore;
use tower::{Layer, Service};

use super::ClientBuilder;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
use super::bases::base_setting;
use crate::client::base::Base;
use crate::error::BuildError;
use crate::transport::{self, Inner, Transport};
use crate::{Body, BoxError};

impl ClientBuilder {
    /// Limits connecting, DNS and TLS included. Default: 10 s.
    ///
    /// With [`transport`](ClientBuilder::transport) it is refused: that one has its own limit. A test
    /// that replaces the network of these settings uses `testing::Recorder::stand_in`.
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
    /// retries are switched off; those are the endpoint client's, and so is `connect_timeout`.
    ///
    /// The builder's own default headers go with every request, to wherever a redirect or
    /// [`Client::request_url`](crate::Client::request_url) leads, and are not looked at by the rule on
    /// plain `http`: set credentials by [`auth`](crate::ClientBuilder::auth) and other headers by
    /// [`header`](crate::ClientBuilder::header), which stay with the client's bases.
    ///
    /// TLS is the builder's: which library reqwest takes by default depends on the features that all
    /// crates of a program enable in it, so name it (`tls_backend_rustls`) where it matters.
    ///
    /// ```
    /// use endpoint::Client;
    ///
    /// fn with_private_root(root: reqwest::Certificate) -> Result<Client, endpoint::BuildError> {
    ///     let reqwest = reqwest::Client::builder()
    ///         .tls_backend_rustls()
    ///         .tls_certs_merge([root]);
    ///     Client::builder("https://internal.example").reqwest(reqwest).build()
    /// }
    /// ```
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

    /// Follows up to `hops` redirects of a `GET` or `HEAD` without a body. Default: 0, a redirect is an
    /// error that shows where it leads.
    ///
    /// Credentials and headers go along within the client's bases only. Any other origin gets
    /// `Accept`, `Accept-Encoding`, `Accept-Language`, `Range`, `If-Range` and `User-Agent` where the
    /// call has them, and nothing else; and whatever such an origin leads back to gets no more than
    /// that. From `https` to `http` nothing is followed.
    pub fn redirects(mut self, hops: u32) -> Self {
        self.redirects = hops;
        self
    }

    /// Lets at most `calls` attempts be under way at once; others wait their turn. A place is kept
    /// until the answer's body has ended, and not while a call pauses between attempts. Waiting counts
    /// against the call's `timeout` and deadline, not against `attempt_timeout`. Copies of a client
    /// share the places. Default: no limit.
    ///
    /// Over the built-in transports no more connections to an origin are open at a time than calls:
    /// one that finds no free connection waits for one, or for another to be closed. Over
    /// `transport::Hyper` that is exact, over `transport::Reqwest` it
    /// holds for servers that keep connections open or announce that they close them, since reqwest
    /// does not tell when one closes: a call waits up to 1 s, then it connects. A finished
    /// `reqwest::Client` and other transports connect as they see fit.
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

    /// Forgets what is only about connections.
    #[cfg(feature = "testing")]
    pub(crate) fn without_network(mut self) -> Self {
        self.connect_timeout = None;
        #[cfg(feature = "reqwest")]
        {
            self.reqwest = None;
        }
        self
    }

    /// The transport with all layers around it.
    pub(super) fn layered_transport(
        &mut self,
        bases: &[(String, Base)],
    ) -> Result<Arc<dyn Transport>, BuildError> {
        let mut transport = self.chosen_transport(bases)?;
        if let Some(limited) = self
            .connections()
            .and_then(|limit| transport.with_connections(limit))
        {
            transport = limited;
        }
        let layers = std::mem::take(&mut self.layers);
        Ok(transport::layered(transport, layers))
    }

    /// There are no more connections to an origin than calls in flight.
    fn connections(&self) -> Option<usize> {
        self.in_flight
            .as_ref()
            .map(|places| places.available_permits())
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
        if self.reqwest.is_none() {
            check_tls(bases)?;
        }
        let timeout = self.connect_timeout.unwrap_or(transport::CONNECT_TIMEOUT);
        transport::Reqwest::build(self.reqwest.take(), timeout, self.connections())
            .map(|transport| Arc::new(transport) as Arc<dyn Transport>)
            .map_err(|error| {
                BuildError::new("reqwest", "the reqwest client cannot be built").caused_by(error)
            })
    }

    #[cfg(all(feature = "hyper", not(feature = "reqwest")))]
    fn default_transport(
        &mut self,
        bases: &[(String, Base)],
    ) -> Result<Arc<dyn Transport>, BuildError> {
        check_tls(bases)?;
        let timeout = self.connect_timeout.unwrap_or(transport::CONNECT_TIMEOUT);
        transport::Hyper::with_connect_timeout(timeout)
            .map(|transport| Arc::new(transport) as Arc<dyn Transport>)
    }

    #[cfg(not(any(feature = "reqwest", feature = "hyper")))]
    fn default_transport(
        &mut self,
        _: &[(String, Base)],
    ) -> Result<Arc<dyn Transport>, BuildError> {
        Err(BuildError::new(
            "transport",
            "no transport is compiled in: enable the feature `reqwest` or `hyper`, or call `.transport(service)`",
        ))
    }
}

/// A client that could never connect is refused at once.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
fn check_tls(bases: &[(String, Base)]) -> Result<(), BuildError> {
    let has_tls = cfg!(any(
        feature = "rustls",
        feature = "rustls-ring",
        feature = "native-tls"
    ));
    let encrypted = bases
        .iter()
        .find(|(_, base)| base.origin().starts_with("https"));
    match encrypted {
        Some((name, _)) if !has_tls => Err(BuildError::new(
            base_setting(name),
            "no TLS is compiled in: enable the feature `rustls`, `rustls-ring` or `native-tls`",
        )),
        _ => Ok(()),
    }
}
