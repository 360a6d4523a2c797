//! Path arguments: one value, one segment, or nothing is sent.

use std::fmt::{self, Display, Write};

use super::{EncodeError, percent};

/// A value that can stand in a path. Every `Display` type is one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a path: it does not implement `Display`",
    label = "a path argument is written with `Display`",
    note = "implement `std::fmt::Display` for `{Self}`, writing the value as it stands in the URL before percent-encoding",
    note = "a path argument cannot be left out, so `Option` is none: declare a second endpoint without that segment"
)]
pub trait PathValue {
    #[doc(hidden)]
    fn write_path(&self, out: &mut dyn Write) -> fmt::Result;
}

#[diagnostic::do_not_recommend]
impl<T: Display + ?Sized> PathValue for T {
    fn write_path(&self, out: &mut dyn Write) -> fmt::Result {
        write!(out, "{self}")
    }
}

/// A path value without its type.
pub(crate) type Written<'a> = &'a dyn Fn(&mut dyn Write) -> fmt::Result;

/// Appends `value` as one segment or part of one: everything but the unreserved characters is escaped.
pub(crate) fn push_segment(out: &mut String, value: Written<'_>) -> Result<(), EncodeError> {
    let mut writer = Escaping::new(out, Slashes::Escaped);
    writer.write(value)?;
    // No encoding protects a dot segment: servers and proxies undo `%2F` and `%5C` before they resolve.
    if writer.split && writer.dots_seen() {
        return Err(EncodeError::new(
            "has a `.` or `..` between `/` or `\\`, which servers resolve to another path",
        ));
    }
    Ok(())
}

/// Appends `value` as the rest of the path: `/` stays, dot segments and an empty value are refused.
pub(crate) fn push_tail(out: &mut String, value: Written<'_>) -> Result<(), EncodeError> {
    let start = out.len();
    let mut writer = Escaping::new(out, Slashes::Kept);
    writer.write(value)?;
    let dots = writer.dots_seen();
    if out.len() == start {
        return Err(EncodeError::new("is empty, which names another resource"));
    }
    if dots {
        return Err(EncodeError::new(
            "has a `.` or `..` segment, which servers resolve to another path",
        ));
    }
    Ok(())
}

/// Refuses a filled segment that URL parsers would take away. `segment` is as it stands in the path.
pub(crate) fn check_segment(segment: &str) -> Result<(), EncodeError> {
    if segment.is_empty() {
        return Err(EncodeError::new("is empty, which names another resource"));
    }
    if is_dot_segment(segment) {
        return Err(EncodeError::new(
            "makes the segment `.` or `..`, which URL parsers resolve to another path",
        ));
    }
    Ok(())
}

/// Whether a URL parser drops or resolves `segment`; `%2e` counts as a dot (WHATWG URL, "double-dot").
pub(crate) fn is_dot_segment(segment: &str) -> bool {
    let mut rest = segment;
    let mut dots = 0;
    while !rest.is_empty() {
        let after = rest.strip_prefix('.').or_else(|| {
            let escape = rest.get(..3)?;
            escape.eq_ignore_ascii_case("%2e").then(|| &rest[3..])
        });
        match after {
            Some(after) if dots < 2 => {
                dots += 1;
                rest = after;
            }
            _ => return false,
        }
    }
    dots > 0
}

#[derive(Clone, Copy, PartialEq)]
enum Slashes {
    Kept,
    Escaped,
}

/// Whether each byte stays as it is, and is no dot.
const PLAIN: [bool; 256] = {
    let mut table = percent::UNRESERVED;
    table[b'.' as usize] = false;
    table
};

/// Percent-encodes what is written, and watches the raw value for dot segments.
struct Escaping<'a> {
    out: &'a mut String,
    slashes: Slashes,
    /// Dots since the last separator, while nothing else came.
    dots: Option<u8>,
    dot_segment: bool,
    split: bool,
}

impl<'a> Escaping<'a> {
    fn new(out: &'a mut String, slashes: Slashes) -> Self {
        Self {
            out,
            slashes,
            dots: Some(0),
            dot_segment: false,
            split: false,
        }
    }

    fn write(&mut self, value: Written<'_>) -> Result<(), EncodeError> {
        value(self).map_err(|_| {
            EncodeError::new("failed to write itself: its `Display` returned an error")
        })
    }

    fn dots_seen(&self) -> bool {
        self.dot_segment || matches!(self.dots, Some(1 | 2))
    }

    fn watch(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                b'/' | b'\\' => {
                    self.dot_segment = self.dots_seen();
                    self.dots = Some(0);
                    self.split = true;
                }
                b'.' => {
                    self.dots = self.dots.and_then(|dots| (dots < 2).then_some(dots + 1));
                }
                _ => self.dots = None,
            }
        }
    }
}

impl Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // Most values are identifiers: nothing to escape and nothing to watch for.
        if !text.is_empty() && percent::is_all(&PLAIN, text) {
            self.dots = None;
            self.out.push_str(text);
            return Ok(());
        }
        self.watch(text);
        if self.slashes == Slashes::Escaped {
            percent::push(self.out, text);
            return Ok(());
        }
        for (i, piece) in text.split('/').enumerate() {
            if i > 0 {
                self.out.push('/');
            }
            percent::push(self.out, piece);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{PathValue, check_segment, is_dot_segment, push_segment, push_tail};

    fn segment(value: &str) -> Option<String> {
        let mut out = String::new();
        push_segment(&mut out, &|out| out.write_str(value)).ok()?;
        check_segment(&out).ok()?;
        Some(out)
    }

    fn tail(value: &str) -> Option<String> {
        let mut out = String::new();
        push_tail(&mut out, &|out| out.write_str(value))
            .ok()
            .map(|()| out)
    }

    #[test]
    fn a_value_stays_one_segment() {
        assert_eq!(segment("a/b").as_deref(), Some("a%2Fb"));
        assert_eq!(segment("a?b#c").as_deref(), Some("a%3Fb%23c"));
        assert_eq!(segment("a\\b").as_deref(), Some("a%5Cb"));
        assert_eq!(segment("\n\0").as_deref(), Some("%0A%00"));
        assert_eq!(segment("%2e%2e").as_deref(), Some("%252e%252e"));
        assert_eq!(segment("...").as_deref(), Some("..."));
        assert_eq!(segment(".hidden").as_deref(), Some(".hidden"));
    }

    #[test]
    fn what_a_url_parser_would_take_away_is_refused() {
        for refused in [
            "", ".", "..", "a/..", "../a", "a/../b", "a\\.\\b", "/.", "..\\", "./",
        ] {
            assert_eq!(segment(refused), None, "{refused:?}");
        }
    }

    #[test]
    fn a_display_that_writes_in_pieces_is_watched_as_a_whole() {
        struct Pieces;
        impl std::fmt::Display for Pieces {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a/.")?;
                f.write_str(".")?;
                f.write_str("/b")
            }
        }
        assert!(push_segment(&mut String::new(), &|out| Pieces.write_path(out)).is_err());
    }

    #[test]
    fn a_tail_keeps_slashes_and_empty_segments() {
        assert_eq!(tail("photos/a b//c/").as_deref(), Some("photos/a%20b//c/"));
        for refused in ["", ".", "a/../b", "a/.", "..", "a\\..\\b"] {
            assert_eq!(tail(refused), None, "{refused:?}");
        }
    }

    #[test]
    fn escaped_dots_are_dots() {
        for dots in [".", "..", "%2e", "%2E.", ".%2e", "%2e%2E"] {
            assert!(is_dot_segment(dots), "{dots}");
        }
        for other in ["", "...", "a", ".a", "%2e%2e%2e", "%2f", "é"] {
            assert!(!is_dot_segment(other), "{other}");
        }
    }
}
