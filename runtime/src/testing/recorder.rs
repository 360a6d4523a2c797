//! A transport that keeps what would be sent, and answers from a script.

use std::collections::VecDeque;
use std::fmt::{self, Write};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::BodyExt;
use tower::Service;

use super::Reply;
use crate::transport::Broken;
use crate::{Body, BoxError, Client, ClientBuilder, Endpoint, curl};

/// A transport that keeps what would be sent and answers from a script: by endpoint
/// ([`on`](Recorder::on)), or in order ([`then`](Recorder::then)). What nobody expected fails as
/// [`ErrorKind::Unexpected`](crate::ErrorKind::Unexpected), unsent. Copies share one script.
///
/// ```
/// use endpoint::testing::{Recorder, Reply};
/// use endpoint::{Api, Call, Client, endpoint};
///
/// trait Persons: Api {
///     #[endpoint(DELETE, "/v1/persons/<person>")]
///     fn delete_person(&self, person: &str) -> Call<()>;
/// }
/// impl Persons for Client {}
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let recorder = Recorder::new().on("delete_person", Reply::json(&()));
/// let client = recorder.settings().build()?;
/// client.delete_person("p_1").await?;
/// recorder.assert_sent(&["DELETE /v1/persons/p_1"]);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Default)]
pub struct Recorder(Arc<Mutex<Script>>);

#[derive(Debug, Default)]
struct Script {
    by_endpoint: Vec<(String, VecDeque<Reply>)>,
    in_order: VecDeque<Reply>,
    recorded: Vec<Recorded>,
}

/// A request as it would have been sent, credentials included.
#[derive(Clone)]
#[non_exhaustive]
pub struct Recorded {
    /// The endpoint that was called.
    pub endpoint: Option<&'static Endpoint>,
    /// Method, URL and headers.
    pub head: http::request::Parts,
    /// The whole body, a stream's too.
    pub body: Bytes,
}

impl Recorded {
    /// Method, path with query, and the body if there is one, separated by spaces.
    #[must_use]
    pub fn line(&self) -> String {
        let target = self.head.uri.path_and_query();
        let target = target.map_or("/", |target| target.as_str());
        let mut line = format!("{} {target}", self.head.method);
        if !self.body.is_empty() {
            let _ = write!(line, " {}", String::from_utf8_lossy(&self.body));
        }
        line
    }

    /// The request as a curl command, secrets replaced.
    #[must_use]
    pub fn to_curl(&self) -> String {
        let body = Body::from(self.body.clone());
        curl::render(&http::Request::from_parts(self.head.clone(), body), None)
    }
}

/// As a curl command, secrets replaced.
impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Recorded").field(&self.to_curl()).finish()
    }
}

impl Recorder {
    /// A recorder that expects nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Settings of a client that sends to this recorder, at `https://recorder.test`.
    pub fn settings(&self) -> ClientBuilder {
        Client::builder("https://recorder.test").transport(self.clone())
    }

    /// A program's own settings, with this recorder in the place of the network: what is only about
    /// connections (`connect_timeout`, `reqwest`, another `transport`) is dropped, all else stays.
    ///
    /// ```
    /// use std::time::Duration;
    /// use endpoint::testing::Recorder;
    /// use endpoint::{Client, ClientBuilder};
    ///
    /// fn settings() -> ClientBuilder {
    ///     Client::builder("https://api.example.com").connect_timeout(Duration::from_secs(1))
    /// }
    ///
    /// let recorder = Recorder::new();
    /// let client = recorder.stand_in(settings()).build()?;
    /// # Ok::<(), endpoint::BuildError>(())
    /// ```
    pub fn stand_in(&self, settings: ClientBuilder) -> ClientBuilder {
        settings.without_network().transport(self.clone())
    }

    /// Answers calls of `endpoint`, named by its method (`delete_person`) or by HTTP method and
    /// template (`DELETE /v1/persons/{person}`). Said several times, the replies are given in that
    /// order, and the last one stays.
    #[must_use]
    pub fn on(self, endpoint: &str, reply: Reply) -> Self {
        {
            let mut script = self.script();
            match script
                .by_endpoint
                .iter_mut()
                .find(|(name, _)| name == endpoint)
            {
                Some((_, replies)) => replies.push_back(reply),
                None => {
                    let replies = VecDeque::from([reply]);
                    script.by_endpoint.push((endpoint.to_owned(), replies));
                }
            }
        }
        self
    }

    /// Answers the next request that no [`on`](Recorder::on) answers; once.
    #[must_use]
    pub fn then(self, reply: Reply) -> Self {
        self.script().in_order.push_back(reply);
        self
    }

    /// What was sent so far, attempts that were retried included.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.script().recorded.clone()
    }

    /// Asserts that exactly these requests were sent: method, path with query, and the body if
    /// there is one.
    ///
    /// # Panics
    ///
    /// Where they differ; what was sent is shown as curl commands.
    #[track_caller]
    pub fn assert_sent(&self, expected: &[&str]) {
        let requests = self.requests();
        let sent: Vec<_> = requests.iter().map(Recorded::line).collect();
        if sent == expected {
            return;
        }
        let mut difference = String::new();
        for number in 0..sent.len().max(expected.len()) {
            let (expected, sent) = (expected.get(number), sent.get(number));
            if expected.copied() == sent.map(String::as_str) {
                continue;
            }
            let _ = write!(
                difference,
                "\nrequest {}\n  expected: {}\n      sent: {}",
                number + 1,
                expected.unwrap_or(&"nothing"),
                requests
                    .get(number)
                    .map_or_else(|| "nothing".to_owned(), Recorded::to_curl),
            );
        }
        panic!("what was sent is not what was expected{difference}");
    }

    /// Asserts that every reply of [`then`](Recorder::then) was given.
    ///
    /// # Panics
    ///
    /// Where replies are left.
    #[track_caller]
    pub fn assert_finished(&self) {
        let left = self.script().in_order.len();
        assert!(left == 0, "{left} scripted replies were not asked for");
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Script {
    /// Why there is no reply: what was called, and what the script knows instead.
    fn ignorance(&self, endpoint: Option<&'static Endpoint>) -> String {
        let called = endpoint.map_or("a request", Endpoint::name);
        let known: Vec<_> = self
            .by_endpoint
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        if known.is_empty() {
            return format!("the recorder has no reply for `{called}`: its script is used up");
        }
        format!(
            "the recorder has no reply for `{called}`: its script knows {}",
            known.join(", ")
        )
    }

    fn reply(&mut self, endpoint: Option<&'static Endpoint>) -> Option<Reply> {
        let called = endpoint.map(ToString::to_string);
        let is_called = |name: &str| {
            endpoint.is_some_and(|endpoint| endpoint.name() == name)
                || called.as_deref() == Some(name)
        };
        let scripted = self
            .by_endpoint
            .iter_mut()
            .find(|(name, _)| is_called(name));
        match scripted {
            Some((_, replies)) if replies.len() > 1 => replies.pop_front(),
            Some((_, replies)) => replies.front().cloned(),
            None => self.in_order.pop_front(),
        }
    }
}

impl Service<http::Request<Body>> for Recorder {
    type Response = http::Response<Body>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let recorder = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await?.to_bytes();
            let endpoint = head.extensions.get::<&'static Endpoint>().copied();
            let reply = {
                let mut script = recorder.script();
                script.recorded.push(Recorded {
                    endpoint,
                    head,
                    body,
                });
                script.reply(endpoint)
            };
            match reply {
                Some(reply) => reply.give().await,
                None => Err(Broken::new(recorder.script().ignorance(endpoint)).into()),
            }
        })
    }
}
