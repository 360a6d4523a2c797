//! Percent-encoding ([RFC 3986, section 2.1](https://www.rfc-editor.org/rfc/rfc3986#section-2.1)).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Appends `bytes`, everything but `A-Za-z0-9-._~` escaped.
pub(crate) fn push(out: &mut String, bytes: &[u8]) {
    out.extend(percent_encode(bytes, RESERVED));
}

#[cfg(test)]
mod tests {
    use super::push;

    #[test]
    fn only_unreserved_characters_stay() {
        let ascii: String = (0_u8..128).map(char::from).collect();
        let mut out = String::new();
        push(&mut out, ascii.as_bytes());
        let kept: String = out
            .split('%')
            .enumerate()
            .map(|(i, piece)| if i == 0 { piece } else { &piece[2..] })
            .collect();
        assert_eq!(
            kept,
            "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"
        );
    }

    #[test]
    fn escapes_are_upper_case_utf8() {
        let mut out = String::new();
        push(&mut out, "é /".as_bytes());
        assert_eq!(out, "%C3%A9%20%2F");
    }
}
