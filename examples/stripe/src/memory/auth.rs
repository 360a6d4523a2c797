//! Who is asking: HTTP Basic with the key as user name, or Bearer.

use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::failure::StripeFailure;
use super::ids::fingerprint;

/// What every key that this Stripe takes begins with.
const PREFIX: &str = "sk_test_";

/// The app behind a key. Keys themselves are never kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct App(pub(crate) String);

/// Finds the key of a request.
pub(crate) fn authenticate(headers: &HeaderMap) -> Result<App, StripeFailure> {
    let Some(value) = headers.get(AUTHORIZATION) else {
        return Err(StripeFailure::unauthorized(
            "No API key given: send it with HTTP Basic as the user name, or as a Bearer token.",
        ));
    };
    let text = value.to_str().map_err(|_| unreadable())?;
    let (scheme, credentials) = text.split_once(' ').ok_or_else(unreadable)?;
    let key = match scheme.to_ascii_lowercase().as_str() {
        "bearer" => credentials.trim().to_owned(),
        "basic" => user_name(credentials.trim())?,
        _ => return Err(unreadable()),
    };
    if key.len() > PREFIX.len() && key.starts_with(PREFIX) {
        Ok(App(format!("app_{}", fingerprint(&key))))
    } else {
        Err(StripeFailure::unauthorized(format!(
            "Invalid API key: this Stripe takes keys that begin with {PREFIX}."
        )))
    }
}

fn unreadable() -> StripeFailure {
    StripeFailure::unauthorized("The Authorization header is neither Basic nor Bearer.")
}

/// The user name of Basic credentials; the password must be empty.
fn user_name(encoded: &str) -> Result<String, StripeFailure> {
    let bytes = decode_base64(encoded).ok_or_else(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable())?;
    match text.split_once(':') {
        Some((user, "")) => Ok(user.to_owned()),
        Some(_) => Err(StripeFailure::unauthorized(
            "The API key is the user name; the password stays empty.",
        )),
        None => Err(unreadable()),
    }
}

/// Standard base64 with padding (RFC 4648, section 4).
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let body = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || text.len() - body.len() > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3 + 2);
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for letter in body.bytes() {
        buffer = (buffer << 6) | u32::from(sextet(letter)?);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((buffer >> bits) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

fn sextet(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode_base64;

    #[test]
    fn base64_is_read_as_the_standard_has_it() {
        let known = [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("c2tfdGVzdF94Og==", "sk_test_x:"),
        ];
        for (text, plain) in known {
            assert_eq!(decode_base64(text), Some(plain.as_bytes().to_vec()));
        }
        for broken in ["Z", "Zg=", "Zg", "Z===", "Zm9v!A=="] {
            assert_eq!(decode_base64(broken), None, "{broken}");
        }
    }
}
