//! From a draft to a collected answer: credentials, the attempt, the body. Nothing here knows types.

mod collect;

use std::time::{Duration, Instant};

use http::StatusCode;
use http::response::Parts;

use self::collect::Collected;
use crate::auth::Credential;
use crate::call::Expect;
use crate::client::{Client, Settings};
use crate::draft::{Draft, Promise};
use crate::error::Failure;
use crate::response::Answer;
use crate::transport::{self, Broken, NotSent, ResponseBody};
use crate::{Body, BoxError, Endpoint, ErrorKind};

/// Error bodies are kept up to this length, in bytes.
const ERROR_BODY: usize = 64 * 1024;

pub(crate) async fn run(mut draft: Box<Draft>, expect: Expect) -> Result<Answer, Box<Failure>> {
    let (request, promise) = draft.prepare(expect.accept)?;
    let mut exchange = Exchange::begin(&draft);
    drop(draft);
    match exchange.run(request, &promise, expect).await {
        Ok(answer) => Ok(answer),
        Err(failure) => Err(exchange.sign(failure)),
    }
}

/// One call under way: what every failure of it will say.
struct Exchange {
    client: Client,
    endpoint: &'static Endpoint,
    started: Instant,
    deadline: Option<tokio::time::Instant>,
    attempts: u32,
    sent: bool,
}

impl Exchange {
    fn begin(draft: &Draft) -> Self {
        let timeout = draft.timeout.or(draft.endpoint.timeout()).or(draft
            .client
            .settings()
            .limits
            .timeout);
        Self {
            client: draft.client.clone(),
            endpoint: draft.endpoint,
            started: Instant::now(),
            deadline: timeout.and_then(|limit| tokio::time::Instant::now().checked_add(limit)),
            attempts: 0,
            sent: false,
        }
    }

    fn settings(&self) -> &Settings {
        self.client.settings()
    }

    async fn run(
        &mut self,
        mut request: http::Request<Body>,
        promise: &Promise,
        expect: Expect,
    ) -> Result<Answer, Failure> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(Failure::new(
                ErrorKind::Unexpected,
                "no Tokio runtime is running here: await the call inside one",
            ));
        }
        self.authenticate(&mut request, promise).await?;
        transport::check(request.uri(), promise).map_err(broken)?;
        let response = self.attempt(request, promise).await?;
        self.receive(response, expect).await
    }

    async fn authenticate(
        &self,
        request: &mut http::Request<Body>,
        promise: &Promise,
    ) -> Result<(), Failure> {
        let credential = match &self.settings().credential {
            Some(credential) if self.endpoint.is_authenticated() => credential,
            _ => return Ok(()),
        };
        if !promise.base.is_private() {
            return Err(Failure::new(
                ErrorKind::Auth,
                "credentials would travel unencrypted: write `https://` in the base, or allow it with `allow_http`",
            ));
        }
        self.apply(credential, request).await
    }

    async fn apply(
        &self,
        credential: &Credential,
        request: &mut http::Request<Body>,
    ) -> Result<(), Failure> {
        let Ok(applied) = within(self.deadline, credential.apply(request)).await else {
            return Err(timed_out("the credential was not ready in time"));
        };
        applied.map_err(|error| {
            Failure::new(ErrorKind::Auth, "the credential could not be added").caused_by(error)
        })
    }

    async fn attempt(
        &mut self,
        request: http::Request<Body>,
        promise: &Promise,
    ) -> Result<http::Response<ResponseBody>, Failure> {
        let limit = self.earlier(self.settings().limits.attempt_timeout);
        let sending = self.settings().transport.send(request);
        self.attempts += 1;
        // Until the transport says otherwise. A future that is dropped here says nothing to anyone.
        self.sent = true;
        match within(limit, sending).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(self.transport_failure(error, promise)),
            Err(Elapsed) => Err(timed_out("no answer arrived in time")),
        }
    }

    fn transport_failure(&mut self, error: BoxError, promise: &Promise) -> Failure {
        let error = match error.downcast::<Broken>() {
            Ok(refused) => {
                self.sent = false;
                self.attempts -= 1;
                return broken(*refused);
            }
            Err(error) => error,
        };
        match error.downcast::<NotSent>() {
            Ok(unsent) => {
                self.sent = false;
                let source = unsent.into_source();
                let message = format!("no connection to {}", promise.base.authority());
                let mut failure = Failure::new(ErrorKind::Connect, message);
                failure.timed_out = is_timeout(&*source);
                failure.caused_by(source)
            }
            Err(error) => {
                let mut failure = Failure::new(
                    ErrorKind::Transport,
                    "the connection failed before an answer arrived",
                );
                failure.timed_out = is_timeout(&*error);
                failure.caused_by(error)
            }
        }
    }

    async fn receive(
        &mut self,
        response: http::Response<ResponseBody>,
        expect: Expect,
    ) -> Result<Answer, Failure> {
        let (head, body) = response.into_parts();
        let accepted = (expect.accepts)(head.status);
        let limits = &self.settings().limits;
        let limit = if accepted {
            limits.max_response_bytes
        } else {
            ERROR_BODY
        };
        let silence = limits.read_timeout;
        let collected = collect::collect(body, limit, silence, self.deadline).await;
        if accepted {
            self.answer(head, collected)
        } else {
            Err(self.status_failure(head, collected))
        }
    }

    fn answer(&self, head: Parts, collected: Collected) -> Result<Answer, Failure> {
        let Collected { bytes, end } = collected;
        let answer = Answer {
            endpoint: self.endpoint,
            request_id: self.request_id(&head),
            head,
            body: bytes,
            attempts: self.attempts,
            elapsed: self.started.elapsed(),
        };
        let (kind, message, error) = match end {
            collect::End::Complete => return Ok(answer),
            collect::End::TooLong => {
                let limit = self.settings().limits.max_response_bytes;
                let message = format!("the answer's body is longer than {limit} bytes");
                (ErrorKind::Limit, message, None)
            }
            collect::End::Silent => {
                let message = "the answer's body stopped arriving in time".to_owned();
                (ErrorKind::Timeout, message, None)
            }
            collect::End::Broken(error) => {
                let message = "the connection failed while the answer's body arrived".to_owned();
                (ErrorKind::Transport, message, Some(error))
            }
        };
        let mut failure = answer.into_failure(kind, message);
        failure.timed_out = kind == ErrorKind::Timeout;
        failure.source = error.map(Into::into);
        Err(failure)
    }

    /// The status decides; a body that broke off is kept as far as it came.
    fn status_failure(&self, head: Parts, collected: Collected) -> Failure {
        let mut failure = Failure::new(ErrorKind::Status, "");
        failure.request_id = self.request_id(&head);
        failure.timed_out = head.status == StatusCode::REQUEST_TIMEOUT;
        failure.head = Some(Box::new(head));
        failure.raw_body = Some(collected.bytes);
        failure
    }

    fn request_id(&self, head: &Parts) -> Option<String> {
        let names = &self.settings().request_id;
        let value = names.iter().find_map(|name| head.headers.get(name))?;
        value.to_str().ok().map(str::to_owned)
    }

    fn earlier(&self, limit: Duration) -> Option<tokio::time::Instant> {
        let limit = tokio::time::Instant::now().checked_add(limit);
        match (self.deadline, limit) {
            (Some(deadline), Some(limit)) => Some(deadline.min(limit)),
            (deadline, limit) => deadline.or(limit),
        }
    }

    /// Adds to a failure what the call knows.
    fn sign(&self, mut failure: Failure) -> Box<Failure> {
        failure.endpoint = Some(self.endpoint);
        failure.attempts = self.attempts;
        failure.elapsed = self.started.elapsed();
        failure.sent = self.sent;
        Box::new(failure)
    }
}

struct Elapsed;

async fn within<F: Future>(
    deadline: Option<tokio::time::Instant>,
    future: F,
) -> Result<F::Output, Elapsed> {
    match deadline {
        Some(deadline) => tokio::time::timeout_at(deadline, future)
            .await
            .map_err(|_| Elapsed),
        None => Ok(future.await),
    }
}

fn timed_out(message: &'static str) -> Failure {
    let mut failure = Failure::new(ErrorKind::Timeout, message);
    failure.timed_out = true;
    failure
}

fn broken(broken: Broken) -> Failure {
    Failure::new(ErrorKind::Unexpected, broken.why())
}

/// Whether any cause is a timeout: the standard library's, or one that says so like tokio's.
fn is_timeout(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        let io = error.downcast_ref::<std::io::Error>();
        if io.is_some_and(|io| io.kind() == std::io::ErrorKind::TimedOut)
            || error.is::<tokio::time::error::Elapsed>()
        {
            return true;
        }
        #[cfg(feature = "reqwest")]
        if error
            .downcast_ref::<reqwest::Error>()
            .is_some_and(reqwest::Error::is_timeout)
        {
            return true;
        }
        cause = error.source();
    }
    false
}
