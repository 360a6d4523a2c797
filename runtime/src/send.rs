//! From a request to a collected answer: credentials, attempts, the body. Nothing here knows types.

mod collect;
mod ending;
mod receive;
mod redirect;
mod within;

use std::sync::Arc;
use std::time::{Duration, Instant};

use http::StatusCode;
use tokio::sync::OwnedSemaphorePermit;

use self::ending::{Ending, Failed, broken, is_certificate, is_timeout, timed_out};
use self::within::{Elapsed, within};
use crate::auth::Credential;
use crate::body::Watch;
use crate::client::Settings;
use crate::client::base::Base;
use crate::draft::{Prepared, Promise};
use crate::error::Failure;
use crate::observe::Span;
use crate::response::Answer;
use crate::retry::{Attempt, Clock, Retry, earliest};
use crate::transport::{self, Broken, NotSent, ResponseBody};
use crate::{Body, BoxError, ErrorKind};

pub(crate) fn run(prepared: Prepared) -> impl Future<Output = Result<Answer, Box<Failure>>> + Send {
    let mut exchange = Exchange::new(prepared);
    async move {
        match exchange.run().await {
            Ok(answer) => Ok(answer),
            Err(failure) => Err(exchange.sign(failure)),
        }
    }
}

/// The request of a first attempt, credentials included.
pub(crate) async fn signed(prepared: Prepared) -> Result<http::Request<Body>, Box<Failure>> {
    let mut exchange = Exchange::new(prepared);
    exchange.begin();
    let mut request = exchange.request();
    exchange.prepared.describe(&mut request);
    match exchange.authenticate(&mut request).await {
        Ok(()) => Ok(request),
        Err(failed) => Err(exchange.sign(failed.failure)),
    }
}

/// One call under way: its request, and what every failure of it will say.
struct Exchange {
    prepared: Prepared,
    /// When the call was awaited first.
    started: Option<Instant>,
    deadline: Option<Instant>,
    attempts: u32,
    /// Whether any attempt may have reached the server.
    sent: bool,
    /// Whether an attempt ended without an answer after it may have been sent.
    lost: bool,
    refreshed: bool,
    /// Whether the last answer came from an origin that is none of the client's.
    strayed: bool,
    /// Whether the client's retry budget ended the call.
    out_of_budget: bool,
    /// The generation of the credential that the last attempt carried.
    credential_generation: u64,
}

/// A request on its way.
struct Sending {
    exchange: transport::Exchange,
    /// What is known of a body that is sent in pieces.
    watch: Option<Arc<Watch>>,
}

impl Sending {
    fn watched(&self, what: fn(&Watch) -> bool) -> bool {
        self.watch.as_deref().is_some_and(what)
    }
}

impl Exchange {
    fn new(prepared: Prepared) -> Self {
        Self {
            started: None,
            deadline: None,
            attempts: 0,
            sent: false,
            lost: false,
            refreshed: false,
            strayed: false,
            out_of_budget: false,
            credential_generation: 0,
            prepared,
        }
    }

    /// Starts the clock: when the call is awaited, and not when its future is made.
    fn begin(&mut self) -> Instant {
        let started = self.clock().now();
        let (options, limits) = (&self.prepared.draft.options, &self.settings().limits);
        let timeout = options
            .timeout
            .or(self.prepared.draft.endpoint.timeout())
            .or(limits.timeout)
            .and_then(|limit| started.checked_add(limit));
        self.deadline = earliest(timeout, earliest(options.deadline, limits.deadline));
        self.started = Some(started);
        started
    }

    fn settings(&self) -> &Settings {
        self.prepared.draft.client.settings()
    }

    fn clock(&self) -> &dyn Clock {
        &*self.settings().clock
    }

    async fn run(&mut self) -> Result<Answer, Box<Failure>> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(Box::new(Failure::new(
                ErrorKind::Unexpected,
                "no Tokio runtime is running here: await the call inside one",
            )));
        }
        let started = self.begin();
        self.settings().budget.deposit(started);
        let mut retries = 0;
        loop {
            let mut failed = match self.observed_attempt().await {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            // What is rare has a box of its own: the future of every call is smaller for it.
            if Box::pin(self.refresh(&mut failed)).await? {
                continue;
            }
            let Some(pause) = self.pause(&failed, retries) else {
                return Err(failed.failure);
            };
            self.lost |= failed.may_have_acted();
            retries += 1;
            self.clock().sleep(pause).await;
        }
    }

    /// The call's own policy, or the client's.
    fn retry(&self) -> &Retry {
        let own = self.prepared.draft.options.retry.as_deref();
        own.unwrap_or(&self.settings().retry)
    }

    /// How long the last answer asks to wait.
    fn asked(&self, failure: &Failure) -> Option<Duration> {
        let head = failure.head.as_ref()?;
        self.retry().asked(head, self.clock().wall())
    }

    /// The pause before another attempt, if there is to be one.
    fn pause(&mut self, failed: &Failed, retries: u32) -> Option<Duration> {
        let prepared = &self.prepared;
        let settings = self.settings();
        let retry = self.retry();
        let attempt = Attempt {
            method: &prepared.method,
            idempotent: prepared.draft.endpoint.is_idempotent(),
            has_key: prepared.draft.options.idempotency_key.is_some(),
            repeatable_body: prepared.is_repeatable(),
            may_have_been_sent: self.sent,
            outcome: failed.outcome(),
        };
        if !retry.wants(&attempt, retries) {
            return None;
        }
        let asked = self.asked(&failed.failure);
        let pause = retry.pause(retries, settings.clock.random(), asked)?;
        // A pause that outlasts the call would only delay its failure.
        if self.remaining().is_some_and(|left| pause >= left) {
            return None;
        }
        self.out_of_budget = !settings.budget.withdraw(settings.clock.now());
        (!self.out_of_budget).then_some(pause)
    }

    /// After a 401: replaces the credential once, and says whether to try again with it.
    async fn refresh(&mut self, failed: &mut Failed) -> Result<bool, Box<Failure>> {
        let head = match (&failed.failure.head, failed.ending) {
            (Some(head), Ending::Answered) if head.status == StatusCode::UNAUTHORIZED => head,
            _ => return Ok(false),
        };
        if self.refreshed || self.strayed || !self.prepared.is_repeatable() {
            return Ok(false);
        }
        let Some(Credential::Custom(auth)) = self.credential() else {
            return Ok(false);
        };
        let refreshing = Box::pin(auth.refresh(self.credential_generation, head));
        let failure = match within(self.patience(), refreshing).await {
            Ok(Ok(refreshed)) => {
                self.refreshed = true;
                return Ok(refreshed);
            }
            Ok(Err(error)) => {
                let message = "the credential was rejected and could not be refreshed";
                Failure::new(ErrorKind::Auth, message).caused_by(error)
            }
            Err(Elapsed) => timed_out("the credential was not refreshed in time"),
        };
        // What the server said of the rejected one stays there to be read.
        let rejected = &mut failed.failure;
        Err(Box::new(Failure {
            head: rejected.head.take(),
            raw_body: rejected.raw_body.take(),
            request_id: rejected.request_id.take(),
            ..failure
        }))
    }

    /// The call's own credential, or the client's where the declaration wants one.
    fn credential(&self) -> Option<&Credential> {
        let own = self.prepared.draft.options.credential.as_deref();
        let wanted = self.prepared.draft.wants_credential();
        own.or(self.settings().credential.as_ref().filter(|_| wanted))
    }

    async fn observed_attempt(&mut self) -> Result<Answer, Failed> {
        let span = Span::begin(&self.prepared, self.attempts);
        let result = span.within(self.attempt()).await;
        let (head, failure) = match &result {
            Ok(answer) => (Some(&answer.head), None),
            Err(failed) => (failed.failure.head.as_deref(), Some(failed.failure.kind)),
        };
        span.end(head.map(|head| head.status), failure);
        result
    }

    async fn attempt(&mut self) -> Result<Answer, Failed> {
        let (head, mut body) = self.answered().await?.into_parts();
        match self.to_read(&head) {
            Some(limit) => {
                let collected = self.collect(&mut body, limit).await;
                self.collected(head, collected)
            }
            None => Ok(self.streamed(head, body)),
        }
    }

    /// Sends the request and waits for the head of its answer.
    async fn answered(&mut self) -> Result<http::Response<ResponseBody>, Failed> {
        if self.is_over() {
            return Err(Failed::finally(timed_out("the time for the call was over")));
        }
        let (mut sending, mut place, from) = {
            let mut request = self.request();
            self.authenticate(&mut request).await?;
            // After the credentials: one that is fetched through this client needs a place of its own.
            let place = self.place().await?;
            let follows = self.follows(&request);
            let from = follows.then(|| Box::new(request.uri().clone()));
            let sending = self.send(request, &self.prepared.promise);
            (sending, place, from)
        };
        self.attempts += 1;
        self.strayed = false;
        let mut response = match self.deliver(&mut sending, None).await {
            Ok(response) => response,
            Err(failed) => {
                self.attempts -= u32::from(failed.ending == Ending::Refused);
                return Err(failed);
            }
        };
        // With it goes its share of a connection, which the next hop may need.
        drop(sending);
        if let Some(from) = from {
            (response, place) = Box::pin(self.follow(*from, response, place)).await?;
        }
        if let Some(place) = place {
            response.body_mut().hold(place);
        }
        Ok(response)
    }

    /// The request of the next attempt, without credentials.
    fn request(&mut self) -> http::Request<Body> {
        let mut request = self.prepared.request();
        // Code that is not ours can see which declaration it is.
        let is_custom = matches!(self.credential(), Some(Credential::Custom(_)));
        if is_custom || !self.settings().transport.is_ours() {
            self.prepared.describe(&mut request);
        }
        if let Some((name, header)) = &self.settings().timeout_header
            && let Some(left) = self.remaining()
            && !self.prepared.draft.is_bare()
        {
            let told = request.headers_mut().entry(name.clone());
            told.or_insert_with(|| header.value(left));
        }
        request
    }

    /// Waits for a place among the attempts in flight, where the client limits them.
    async fn place(&self) -> Result<Option<OwnedSemaphorePermit>, Failed> {
        let Some(places) = &self.settings().in_flight else {
            return Ok(None);
        };
        if let Ok(place) = Arc::clone(places).try_acquire_owned() {
            return Ok(Some(place));
        }
        let waiting = Box::pin(Arc::clone(places).acquire_owned());
        match within(self.remaining(), waiting).await {
            Ok(place) => Ok(place.ok()),
            Err(Elapsed) => Err(Failed::finally(timed_out(
                "the call waited too long for its turn among those in flight",
            ))),
        }
    }

    async fn authenticate(&mut self, request: &mut http::Request<Body>) -> Result<(), Failed> {
        let credential = self.credential();
        let secret =
            credential.is_some() || request.headers().values().any(|value| value.is_sensitive());
        if secret && !self.prepared.promise.base.is_private() {
            return Err(Failed::finally(Failure::new(
                ErrorKind::Auth,
                "credentials would travel unencrypted: write `https://` in the base, or allow it with `allow_http`",
            )));
        }
        let Some(credential) = credential else {
            return Ok(());
        };
        let applied = match credential.put(request) {
            Ok(None) => return Ok(()),
            Ok(Some(custom)) => within(self.patience(), Box::pin(custom.apply(request))).await,
            Err(error) => Ok(Err(error)),
        };
        match applied {
            Ok(Ok(generation)) => {
                self.credential_generation = generation;
                Ok(())
            }
            Ok(Err(error)) => Err(Failed::finally(
                Failure::new(ErrorKind::Auth, "the credential could not be added").caused_by(error),
            )),
            Err(Elapsed) => Err(Failed::finally(timed_out(
                "the credential was not ready in time",
            ))),
        }
    }

    /// Hands a request to the transport, which sends it where it was promised to go.
    fn send(&self, mut request: http::Request<Body>, promise: &Promise) -> Sending {
        Sending {
            watch: request.body_mut().watch(),
            exchange: self.settings().transport.send(request, promise),
        }
    }

    /// Waits for the head of the answer to a request that is on its way to `base`, by default the
    /// call's own.
    async fn deliver(
        &mut self,
        sending: &mut Sending,
        base: Option<&Base>,
    ) -> Result<http::Response<ResponseBody>, Failed> {
        match self.wait(sending).await {
            Ok(Ok(response)) => {
                self.sent = true;
                Ok(response)
            }
            Ok(Err(error)) => {
                let base = base.unwrap_or(&self.prepared.promise.base).clone();
                let mut failed = self.transport_failure(error, &base);
                let gone = matches!(failed.ending, Ending::Lost | Ending::Unsent);
                if gone && sending.watched(Watch::has_broken) {
                    // It was asked for, so a connection was there; and what was to be sent is not
                    // there for another attempt either.
                    self.sent = true;
                    failed.ending = Ending::Final;
                    failed.failure.kind = ErrorKind::Transport;
                    failed.failure.message = "the request's body broke off".into();
                }
                Err(failed)
            }
            Err(Elapsed) => {
                let sent = sending.exchange.give_up();
                self.sent |= sent;
                let ending = match sent {
                    _ if self.is_over() => Ending::Final,
                    true => Ending::Lost,
                    false => Ending::Unsent,
                };
                let message = if sent {
                    "no answer arrived in time"
                } else {
                    "the request did not get away in time"
                };
                Err(Failed::new(ending, timed_out(message)))
            }
        }
    }

    /// Waits for the transport, within the limits of the attempt and the call.
    async fn wait(&self, sending: &mut Sending) -> Result<transport::Outcome, Elapsed> {
        loop {
            match within(self.patience(), &mut sending.exchange).await {
                // As long as its body moves, a request is not stuck.
                Err(Elapsed) if sending.watched(Watch::has_moved) && !self.is_over() => {}
                answered => return answered,
            }
        }
    }

    fn transport_failure(&mut self, error: BoxError, base: &Base) -> Failed {
        let error = match error.downcast::<Broken>() {
            Ok(refused) => {
                return Failed::new(Ending::Refused, broken(*refused));
            }
            Err(error) => error,
        };
        let (ending, mut failure, source) = match error.downcast::<NotSent>() {
            Ok(unsent) => {
                let message = if unsent.is_by_layer() {
                    "a layer ended the attempt before it was sent".to_owned()
                } else {
                    format!("no connection to {}", base.authority())
                };
                let failure = Failure::new(ErrorKind::Connect, message);
                (Ending::Unsent, failure, unsent.into_source())
            }
            Err(error) => {
                self.sent = true;
                let message = "the connection failed before an answer arrived";
                let failure = Failure::new(ErrorKind::Transport, message);
                (Ending::Lost, failure, error)
            }
        };
        failure.timed_out = is_timeout(&*source);
        let ending = if is_certificate(&*source) {
            let message = failure.message.to_mut();
            message.push_str(": a certificate was refused");
            Ending::Final
        } else {
            ending
        };
        Failed::new(ending, failure.caused_by(source))
    }

    /// How long an attempt may wait for one thing.
    fn patience(&self) -> Option<Duration> {
        let limit = self.settings().limits.attempt_timeout;
        earliest(Some(limit), self.remaining())
    }

    /// Time left until the deadline of the call, if it has one.
    fn remaining(&self) -> Option<Duration> {
        let deadline = self.deadline?;
        Some(deadline.saturating_duration_since(self.clock().now()))
    }

    fn is_over(&self) -> bool {
        self.remaining().is_some_and(|left| left.is_zero())
    }

    fn elapsed(&self) -> Duration {
        since(self.started, self.clock())
    }

    /// Adds to a failure what the call knows.
    fn sign(&self, mut failure: Box<Failure>) -> Box<Failure> {
        failure.endpoint = Some(self.prepared.draft.endpoint);
        failure.attempts = self.attempts;
        failure.elapsed = self.elapsed();
        failure.sent = self.sent;
        failure.after_loss = self.lost;
        failure.out_of_budget = self.out_of_budget;
        failure.idempotency_key = self.prepared.draft.options.idempotency_key.clone();
        failure.retry_after = self.asked(&failure);
        failure
    }
}

/// How long it is since a call was awaited first.
pub(crate) fn since(started: Option<Instant>, clock: &dyn Clock) -> Duration {
    started.map_or(Duration::ZERO, |started| {
        clock.now().saturating_duration_since(started)
    })
}
