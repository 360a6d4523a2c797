//! How much one may ask, and what to do when that is used up.

use std::time::{Duration, SystemTime};

use endpoint::{Api, Retry, endpoint};
use http::response::Parts;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

use super::Call;

/// How much one may still ask.
pub trait Limits: Api {
    /// What is left of each allowance. Asking costs nothing.
    #[endpoint(GET, "/rate_limit")]
    fn rate_limit(&self) -> Call<RateLimits>;
}

/// All allowances of a token.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RateLimits {
    /// One for each kind of requests.
    pub resources: Allowances,
}

/// The allowances by what they are for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Allowances {
    /// For everything that has none of its own.
    pub core: Allowance,
}

/// How many requests are left until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Allowance {
    /// Requests in a period.
    pub limit: u64,
    /// Those that are left of it.
    pub remaining: u64,
    /// When the next period begins, in seconds since 1970.
    pub reset: u64,
}

impl Allowance {
    /// What the headers of an answer say, a value's or an error's.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        Some(Self {
            limit: number(headers, "x-ratelimit-limit")?,
            remaining: number(headers, "x-ratelimit-remaining")?,
            reset: number(headers, "x-ratelimit-reset")?,
        })
    }
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// Besides what is always worth another attempt: a 403 that means "too much".
pub(super) fn retry() -> Retry {
    Retry::standard().when(is_limited).retry_after(until_reset)
}

fn is_limited(head: &Parts) -> bool {
    head.status == StatusCode::FORBIDDEN
        && (is_used_up(head) || head.headers.contains_key(header::RETRY_AFTER))
}

fn is_used_up(head: &Parts) -> bool {
    Allowance::of(&head.headers).is_some_and(|allowance| allowance.remaining == 0)
}

/// The header is on every answer; it is a reason to wait only where nothing is left.
fn until_reset(head: &Parts, now: SystemTime) -> Option<Duration> {
    let limited = matches!(
        head.status,
        StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS
    );
    let allowance = Allowance::of(&head.headers).filter(|left| limited && left.remaining == 0)?;
    let now = now.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(Duration::from_secs(allowance.reset).saturating_sub(now))
}
