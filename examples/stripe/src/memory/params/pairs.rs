//! `application/x-www-form-urlencoded` text as decoded pairs, in order.

use crate::memory::failure::StripeFailure;

/// Decodes a query string or a form body. Nothing is guessed: broken escapes are refused.
pub(crate) fn decode(text: &str) -> Result<Vec<(String, String)>, StripeFailure> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((unescape(name)?, unescape(value)?))
        })
        .collect()
}

fn unescape(text: &str) -> Result<String, StripeFailure> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = rest.next().and_then(nibble).ok_or_else(broken)?;
                let low = rest.next().and_then(nibble).ok_or_else(broken)?;
                high << 4 | low
            }
            other => other,
        });
    }
    String::from_utf8(bytes).map_err(|_| broken())
}

fn nibble(letter: u8) -> Option<u8> {
    let digit = char::from(letter).to_digit(16)?;
    u8::try_from(digit).ok()
}

fn broken() -> StripeFailure {
    StripeFailure::invalid("The parameters are not percent-encoded UTF-8.").before_execution()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn plus_and_percent_are_undone() {
        let pairs = decode("a%5Bb%5D=x+y%20z&n=&m&%E2%82%AC=%2B").unwrap();
        let expected = [("a[b]", "x y z"), ("n", ""), ("m", ""), ("€", "+")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(pairs, expected);
    }

    #[test]
    fn broken_escapes_are_refused() {
        for text in ["a=%", "a=%4", "a=%zz", "a=%ff"] {
            assert!(decode(text).is_err(), "{text}");
        }
    }
}
