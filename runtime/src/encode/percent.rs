//! Percent-encoding ([RFC 3986, section 2.1](https://www.rfc-editor.org/rfc/rfc3986#section-2.1)).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Whether each byte stays as it is.
pub(super) const UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte as usize] =
            u8::is_ascii_alphanumeric(&byte) || matches!(byte, b'-' | b'.' | b'_' | b'~');
        byte += 1;
    }
    table
};

/// Whether the table has every byte of `text`: all are looked at, for texts are short and a loop
/// without a way out takes many at once.
pub(super) fn is_all(table: &[bool; 256], text: &str) -> bool {
    text.bytes()
        .fold(true, |all, byte| all & table[usize::from(byte)])
}

/// Appends `text`, everything but `A-Za-z0-9-._~` escaped.
pub(crate) fn push(out: &mut String, text: &str) {
    // Most values are identifiers.
    if is_all(&UNRESERVED, text) {
        out.push_str(text);
    } else {
        push_bytes(out, text.as_bytes());
    }
}

/// The same for bytes that need not be text.
#[inline(never)]
pub(crate) fn push_bytes(out: &mut String, bytes: &[u8]) {
    out.extend(percent_encode(bytes, RESERVED));
}

#[cfg(test)]
mod tests {
    use super::push;

    #[test]
    fn only_unreserved_characters_stay() {
        let ascii: String = (0_u8..128).map(char::from).collect();
        let mut out = String::new();
        push(&mut out, &ascii);
        let kept: String = out
            .split('%')
            .enumerate()
            .map(|(i, piece)| if i == 0 { piece } else { &piece[2..] })
            .collect();
        assert_eq!(
            kept,
            "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"
        );
        let mut again = String::new();
        push(&mut again, &kept);
        assert_eq!(again, kept);
    }

    #[test]
    fn escapes_are_upper_case_utf8() {
        let mut out = String::new();
        push(&mut out, "é /");
        assert_eq!(out, "%C3%A9%20%2F");
    }
}
