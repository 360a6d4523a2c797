//! How callers tell servers how long they wait.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

/// A header that says how long the caller will wait: so a server can give up what nobody waits for
/// any more, and tell the same to the servers that it calls.
///
/// A client with [`timeout_header`](crate::ClientBuilder::timeout_header) sends it; a server reads it
/// with [`read`](TimeoutHeader::read) and hands it on with
/// [`with_deadline`](crate::Client::with_deadline). There is no standard for it in HTTP, so both sides
/// have to agree on a name and a unit:
///
/// ```
/// use std::time::{Duration, Instant};
/// use endpoint::{BuildError, Client, TimeoutHeader};
/// use http::HeaderMap;
///
/// const TIMEOUT: TimeoutHeader = TimeoutHeader::seconds("Request-Timeout");
///
/// /// Once, when the service starts.
/// fn stock() -> Result<Client, BuildError> {
///     Client::builder("https://stock.example").timeout_header(TIMEOUT).build()
/// }
///
/// /// For each request that the service gets.
/// fn for_caller(stock: &Client, headers: &HeaderMap) -> Client {
///     let patience = TIMEOUT.read(headers).unwrap_or(Duration::from_secs(10));
///     stock.with_deadline(Instant::now() + patience.min(Duration::from_secs(60)))
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeoutHeader {
    name: &'static str,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Seconds,
    Millis,
    Grpc,
}

impl TimeoutHeader {
    /// Seconds with a fraction: `2.500`.
    #[must_use]
    pub const fn seconds(name: &'static str) -> Self {
        Self {
            name,
            unit: Unit::Seconds,
        }
    }

    /// Whole milliseconds: `2500`, as in Connect's `Connect-Timeout-Ms` and Envoy's
    /// `X-Envoy-Expected-Rq-Timeout-Ms`.
    #[must_use]
    pub const fn millis(name: &'static str) -> Self {
        Self {
            name,
            unit: Unit::Millis,
        }
    }

    /// `Grpc-Timeout`, a number and its unit: `2500m`, as the protocol of gRPC has it.
    #[must_use]
    pub const fn grpc() -> Self {
        Self {
            name: "grpc-timeout",
            unit: Unit::Grpc,
        }
    }

    /// How long the sender of `headers` waits; `None` where it does not say, or not so that it can be
    /// understood. It comes from outside: limit it before adding it to a clock.
    #[must_use]
    pub fn read(&self, headers: &HeaderMap) -> Option<Duration> {
        let name = self.header_name()?;
        let text = headers.get(name)?.to_str().ok()?.trim();
        match self.unit {
            Unit::Seconds => seconds(text),
            Unit::Millis => digits(text).map(Duration::from_millis),
            Unit::Grpc => grpc(text),
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn header_name(&self) -> Option<HeaderName> {
        HeaderName::try_from(self.name).ok()
    }

    /// `left` as the header's value: rounded down, but never to nothing.
    pub(crate) fn value(&self, left: Duration) -> HeaderValue {
        let left = left.max(Duration::from_millis(1));
        let (millis, seconds) = (left.as_millis(), left.as_secs());
        let text = match self.unit {
            Unit::Seconds => format!("{seconds}.{:03}", left.subsec_millis()),
            Unit::Millis => millis.to_string(),
            // The protocol allows for eight digits.
            Unit::Grpc if millis < GRPC_LIMIT => format!("{millis}m"),
            Unit::Grpc => format!("{}S", u128::from(seconds).min(GRPC_LIMIT - 1)),
        };
        HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static("0"))
    }
}

const GRPC_LIMIT: u128 = 100_000_000;

fn digits(text: &str) -> Option<u64> {
    // `parse` alone would take a sign too.
    let all = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let whole = digits(whole)?;
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nanos = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    let nanos = nanos.fold(0, |nanos, digit| nanos * 10 + u32::from(digit - b'0'));
    Some(Duration::new(whole, nanos))
}

fn grpc(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number = digits(number).filter(|_| number.len() <= 8)?;
    Some(match unit {
        "H" => Duration::from_secs(number * 3600),
        "M" => Duration::from_secs(number * 60),
        "S" => Duration::from_secs(number),
        "m" => Duration::from_millis(number),
        "u" => Duration::from_micros(number),
        "n" => Duration::from_nanos(number),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::TimeoutHeader;

    const SECONDS: TimeoutHeader = TimeoutHeader::seconds("Request-Timeout");
    const MILLIS: TimeoutHeader = TimeoutHeader::millis("Timeout-Ms");
    const GRPC: TimeoutHeader = TimeoutHeader::grpc();

    fn read(header: TimeoutHeader, text: &str) -> Option<Duration> {
        let name = HeaderName::try_from(header.name()).unwrap();
        header.read(&HeaderMap::from_iter([(
            name,
            HeaderValue::from_str(text).unwrap(),
        )]))
    }

    #[test]
    fn what_is_written_is_read_back() {
        for (left, seconds, millis, grpc) in [
            (Duration::from_millis(2500), "2.500", "2500", "2500m"),
            (Duration::from_micros(70_900), "0.070", "70", "70m"),
            (Duration::from_nanos(1), "0.001", "1", "1m"),
            (
                Duration::from_secs(100_000),
                "100000.000",
                "100000000",
                "100000S",
            ),
        ] {
            for (header, text) in [(SECONDS, seconds), (MILLIS, millis), (GRPC, grpc)] {
                assert_eq!(header.value(left), text);
                let read = read(header, text).unwrap();
                assert_eq!(header.value(read), text);
            }
        }
        assert_eq!(GRPC.value(Duration::MAX), "99999999S");
        assert_eq!(
            read(GRPC, "99999999H"),
            Some(Duration::from_secs(359_999_996_400))
        );
        assert_eq!(read(GRPC, "5u"), Some(Duration::from_micros(5)));
        assert_eq!(read(SECONDS, "2"), Some(Duration::from_secs(2)));
        assert_eq!(read(SECONDS, "1.00000000199"), Some(Duration::new(1, 1)));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "-1",
            "+1",
            "1e3",
            "1.5.5",
            "1.x",
            "NaN",
            "1.000000000x",
        ] {
            assert_eq!(read(SECONDS, text), None, "{text}");
        }
        for text in ["", "1.5", "-1", "99999999999999999999"] {
            assert_eq!(read(MILLIS, text), None, "{text}");
        }
        for text in ["", "m", "5", "5x", "123456789m", "-5m", "5é"] {
            let mut headers = HeaderMap::new();
            headers.insert(
                "grpc-timeout",
                HeaderValue::from_bytes(text.as_bytes()).unwrap(),
            );
            assert_eq!(GRPC.read(&headers), None, "{text}");
        }
        assert_eq!(SECONDS.read(&HeaderMap::new()), None);
        assert_eq!(TimeoutHeader::millis("a b").read(&HeaderMap::new()), None);
    }
}
