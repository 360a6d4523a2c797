//! Whether a failed attempt is repeated. Pure: no clock, no state.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::response::Parts;
use http::{HeaderName, Method, StatusCode};

use super::backoff::{self, Backoff};

/// When failed attempts are repeated, how often, and after what pause. Who may be repeated at all
/// is [fixed](crate::retry).
///
/// ```
/// use endpoint::{Client, Retry};
/// use http::StatusCode;
///
/// let retry = Retry::standard()
///     .max_retries(3)
///     .on(StatusCode::LOCKED)
///     .when(|head| head.status == 403 && head.headers.contains_key("retry-after"))
///     .server_header("Stripe-Should-Retry");
/// let client = Client::builder("https://api.example.com").retry(retry).build()?;
/// # Ok::<(), endpoint::BuildError>(())
/// ```
#[derive(Clone)]
pub struct Retry {
    max_retries: u32,
    statuses: Vec<StatusCode>,
    when: Vec<Arc<Test>>,
    server_header: Option<&'static str>,
    backoff: Backoff,
    retry_after: Vec<Arc<Asked>>,
    longest_retry_after: Duration,
}

type Test = dyn Fn(&Parts) -> bool + Send + Sync;
type Asked = dyn Fn(&Parts, SystemTime) -> Option<Duration> + Send + Sync;

/// Statuses that say "not now" (RFC 9110 and RFC 6585).
const TRANSIENT: [StatusCode; 6] = [
    StatusCode::REQUEST_TIMEOUT,
    StatusCode::TOO_MANY_REQUESTS,
    StatusCode::INTERNAL_SERVER_ERROR,
    StatusCode::BAD_GATEWAY,
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::GATEWAY_TIMEOUT,
];

impl Default for Retry {
    fn default() -> Self {
        Self::standard()
    }
}

impl Retry {
    /// At most 2 retries of lost connections, attempt timeouts, statuses 408, 429, 500, 502, 503
    /// and 504, and 409 where an idempotency key was sent. The pause is anything from 0 to the
    /// smaller of 5 s and 0.5 s doubled with each retry; `Retry-After` is its floor, up to 60 s.
    #[must_use]
    pub fn standard() -> Self {
        Self {
            max_retries: 2,
            statuses: Vec::new(),
            when: Vec::new(),
            server_header: None,
            backoff: Backoff {
                first: Duration::from_millis(500),
                cap: Duration::from_secs(5),
            },
            retry_after: Vec::new(),
            longest_retry_after: Duration::from_secs(60),
        }
    }

    /// No retries.
    #[must_use]
    pub fn never() -> Self {
        Self::standard().max_retries(0)
    }

    /// How many attempts may follow the first. Default: 2.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Repeats on this status too.
    #[must_use]
    pub fn on(mut self, status: StatusCode) -> Self {
        self.statuses.push(status);
        self
    }

    /// Repeats on answers for which `test` holds too, such as a 403 that means a rate limit.
    #[must_use]
    pub fn when(mut self, test: impl Fn(&Parts) -> bool + Send + Sync + 'static) -> Self {
        self.when.push(Arc::new(test));
        self
    }

    /// Lets the server decide with a header: `true` asks for a retry, `false` forbids it, whatever
    /// the status. It decides when, never who: a request that may not be repeated is not.
    ///
    /// The name is compared in any case; one that is no header name is never found.
    #[must_use]
    pub fn server_header(mut self, name: &'static str) -> Self {
        self.server_header = Some(name);
        self
    }

    /// The longest first pause, and the longest of all. Default: 0.5 s and 5 s.
    #[must_use]
    pub fn backoff(mut self, first: Duration, cap: Duration) -> Self {
        self.backoff = Backoff { first, cap };
        self
    }

    /// Reads how long to wait from an answer that says it otherwise than by `Retry-After`, given the
    /// time by the client's clock. The longest of all that an answer asks for holds, and is what
    /// [`Error::retry_after`](crate::Error::retry_after) gives. It says how long, not whether: that
    /// is [`when`](Retry::when).
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use endpoint::Retry;
    /// use http::response::Parts;
    ///
    /// /// The header has seconds since 1970.
    /// fn until_reset(head: &Parts, now: SystemTime) -> Option<Duration> {
    ///     let reset = head.headers.get("x-ratelimit-reset")?.to_str().ok()?.parse().ok()?;
    ///     let now = now.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    ///     Some(Duration::from_secs(reset).saturating_sub(now))
    /// }
    ///
    /// let retry = Retry::standard().retry_after(until_reset);
    /// ```
    #[must_use]
    pub fn retry_after(
        mut self,
        read: impl Fn(&Parts, SystemTime) -> Option<Duration> + Send + Sync + 'static,
    ) -> Self {
        self.retry_after.push(Arc::new(read));
        self
    }

    /// The longest `Retry-After` that is waited for; where a server asks for more, the call fails
    /// at once. Default: 60 s.
    #[must_use]
    pub fn longest_retry_after(mut self, limit: Duration) -> Self {
        self.longest_retry_after = limit;
        self
    }

    /// Whether `attempt`, the `retries`th retry of its call, is to be followed by another.
    pub(crate) fn wants(&self, attempt: &Attempt<'_>, retries: u32) -> bool {
        retries < self.max_retries && attempt.may_be_repeated() && self.is_worth_it(attempt)
    }

    /// How long an answer asks to wait, as of `now`.
    pub(crate) fn asked(&self, head: &Parts, now: SystemTime) -> Option<Duration> {
        let header = backoff::retry_after(&head.headers, now);
        let read = self.retry_after.iter().filter_map(|read| read(head, now));
        header.into_iter().chain(read).max()
    }

    /// The pause before retry number `retry`; `None` where the server asks for too long a one.
    pub(crate) fn pause(
        &self,
        retry: u32,
        random: f64,
        retry_after: Option<Duration>,
    ) -> Option<Duration> {
        let asked = retry_after.unwrap_or_default();
        (asked <= self.longest_retry_after).then(|| self.backoff.pause(retry, random).max(asked))
    }

    fn is_worth_it(&self, attempt: &Attempt<'_>) -> bool {
        let head = match attempt.outcome {
            Outcome::Lost | Outcome::Unsent => return true,
            Outcome::Final => return false,
            Outcome::Answered(head) => head,
        };
        match self.server_says(head) {
            Some(wanted) => wanted,
            None => {
                TRANSIENT.contains(&head.status)
                    || (head.status == StatusCode::CONFLICT && attempt.has_key)
                    || self.statuses.contains(&head.status)
                    || self.when.iter().any(|test| test(head))
            }
        }
    }

    fn server_says(&self, head: &Parts) -> Option<bool> {
        let name = HeaderName::try_from(self.server_header?).ok()?;
        let value = head.headers.get(name)?.to_str().ok()?.trim();
        if value.eq_ignore_ascii_case("true") {
            Some(true)
        } else if value.eq_ignore_ascii_case("false") {
            Some(false)
        } else {
            None
        }
    }
}

impl fmt::Debug for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retry")
            .field("max_retries", &self.max_retries)
            .field("statuses", &self.statuses)
            .field("server_header", &self.server_header)
            .field("backoff", &self.backoff)
            .field("longest_retry_after", &self.longest_retry_after)
            .finish_non_exhaustive()
    }
}

/// A failed attempt, as far as repeating it is concerned.
pub(crate) struct Attempt<'a> {
    pub(crate) method: &'a Method,
    /// What the declaration says.
    pub(crate) idempotent: Option<bool>,
    pub(crate) has_key: bool,
    /// Whether another attempt can have the same body.
    pub(crate) repeatable_body: bool,
    /// Whether this or an earlier attempt may have reached the server.
    pub(crate) may_have_been_sent: bool,
    pub(crate) outcome: Outcome<'a>,
}

/// How an attempt failed.
#[derive(Clone, Copy)]
pub(crate) enum Outcome<'a> {
    /// Provably not sent.
    Unsent,
    /// No answer, or one that broke off.
    Lost,
    /// An answer that the return type does not accept.
    Answered(&'a Parts),
    /// Nothing that another attempt would change.
    Final,
}

impl Attempt<'_> {
    fn may_be_repeated(&self) -> bool {
        if !self.repeatable_body {
            return false;
        }
        if !self.may_have_been_sent {
            return true;
        }
        match self.idempotent {
            Some(idempotent) => idempotent,
            None => match *self.method {
                Method::GET | Method::HEAD | Method::OPTIONS | Method::PUT | Method::DELETE => true,
                Method::POST | Method::PATCH => self.has_key,
                _ => false,
            },
        }
    }
}

#[cfg(test)]
mod tests;
