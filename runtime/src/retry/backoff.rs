//! How long to pause.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// Exponential backoff with full jitter: anything from 0 to the smaller of `cap` and `first` doubled
/// with each retry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Backoff {
    pub(super) first: Duration,
    pub(super) cap: Duration,
}

impl Backoff {
    /// The pause before retry number `retry`, counted from 0; `random` is from 0 to less than 1.
    pub(super) fn pause(self, retry: u32, random: f64) -> Duration {
        let doubled = 2_u32
            .checked_pow(retry)
            .and_then(|factor| self.first.checked_mul(factor));
        doubled.unwrap_or(self.cap).min(self.cap).mul_f64(random)
    }
}

/// What a server asks for, in seconds or as a date
/// ([RFC 9110, section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)).
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a u64 holds are still a number, and a long time.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    // A date that has passed asks for no pause.
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use http::{HeaderMap, HeaderValue};

    use super::{Backoff, retry_after};

    #[test]
    fn pauses_double_up_to_the_cap() {
        let backoff = Backoff {
            first: Duration::from_millis(500),
            cap: Duration::from_secs(5),
        };
        let longest: Vec<_> = [0, 1, 2, 3, 4, 31, 32, u32::MAX]
            .map(|retry| backoff.pause(retry, 1.0).as_millis())
            .into();
        assert_eq!(longest, [500, 1000, 2000, 4000, 5000, 5000, 5000, 5000]);
        assert_eq!(backoff.pause(3, 0.0), Duration::ZERO);
        assert_eq!(backoff.pause(1, 0.25), Duration::from_millis(250));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        let asked = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("retry-after", HeaderValue::from_static(value));
            retry_after(&headers, now)
        };
        assert_eq!(asked("120"), Some(Duration::from_secs(120)));
        assert_eq!(
            asked("Sun, 06 Nov 1994 08:49:47 GMT"),
            Some(Duration::from_secs(10))
        );
        assert_eq!(asked("Sun, 06 Nov 1994 08:49:27 GMT"), Some(Duration::ZERO));
        assert_eq!(
            asked("99999999999999999999"),
            Some(Duration::from_secs(u64::MAX))
        );
        assert_eq!(asked("soon"), None);
        assert_eq!(asked("-1"), None);
        assert_eq!(asked(""), None);
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}
