//! Name-value pairs for queries and forms: serde in, `a[b]=c&d=e` out.
//!
//! `None`, empty maps and empty arrays are left out; an empty string is sent as `a=`. Structural
//! brackets stand literally; everything else outside `A-Za-z0-9-._~` is escaped, a key's own
//! brackets included.

mod key;
mod value;

use serde::Serialize;

use self::value::ValueSerializer;
use super::EncodeError;

/// How arrays are written in queries and forms.
///
/// | style | `a = [x, y]` |
/// | --- | --- |
/// | `Indexed` | `a[0]=x&a[1]=y` |
/// | `Brackets` | `a[]=x&a[]=y` |
/// | `Repeat` | `a=x&a=y` |
/// | `Comma` | `a=x,y` |
///
/// Arrays of maps or of arrays need `Indexed` or `Brackets`; the other styles refuse them, since a
/// server could not tell the elements apart.
///
/// ```
/// use endpoint::{Arrays, Client};
///
/// let client = Client::builder("https://api.stripe.com").arrays(Arrays::Indexed).build()?;
/// # Ok::<(), endpoint::BuildError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Arrays {
    /// `a[0]=x&a[1]=y`.
    Indexed,
    /// `a[]=x&a[]=y`.
    Brackets,
    /// `a=x&a=y`, the default.
    #[default]
    Repeat,
    /// `a=x,y`.
    Comma,
}

/// A name whose brackets are structure, everything else that needs it escaped.
pub(crate) fn encode_declared(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for piece in name.split_inclusive(['[', ']']) {
        let text = piece.trim_end_matches(['[', ']']);
        super::percent::push(&mut out, text.as_bytes());
        out.push_str(&piece[text.len()..]);
    }
    out
}

/// Writes pairs to the end of a buffer that may already hold some.
pub(crate) struct Pairs<'a> {
    out: &'a mut String,
    /// Length of the buffer before which no `&` is needed.
    start: usize,
    arrays: Arrays,
    /// The encoded name of the value being written.
    key: String,
}

impl<'a> Pairs<'a> {
    /// Pairs that begin at `start`; what stands before is left alone.
    pub(crate) fn new(out: &'a mut String, start: usize, arrays: Arrays) -> Self {
        Self {
            out,
            start,
            arrays,
            key: String::new(),
        }
    }

    /// Writes the fields of a struct or the entries of a map.
    pub(crate) fn flatten(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), EncodeError> {
        self.key.clear();
        value.serialize(ValueSerializer::new(self))
    }

    /// Writes `value` under `name`, whose own brackets are structure: it comes from a declaration.
    pub(crate) fn named(
        &mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<(), EncodeError> {
        self.key.clear();
        self.key.push_str(name);
        value.serialize(ValueSerializer::new(self))
    }

    /// Writes a pair verbatim.
    pub(crate) fn fixed(&mut self, pair: &str) {
        self.separate();
        self.out.push_str(pair);
    }

    fn separate(&mut self) {
        if self.out.len() > self.start {
            self.out.push('&');
        }
    }

    fn begin(&mut self) {
        self.separate();
        self.out.push_str(&self.key);
        self.out.push('=');
    }

    fn scalar(&mut self, bytes: &[u8]) {
        self.begin();
        super::percent::push(self.out, bytes);
    }

    /// Runs `write` with `part` added to the key, and takes it away again.
    fn nested(
        &mut self,
        part: &str,
        write: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        let length = self.key.len();
        self.extend_key(part)?;
        write(self)?;
        self.key.truncate(length);
        Ok(())
    }

    /// Adds `part` to the key, as `[part]` unless it is the first.
    fn extend_key(&mut self, part: &str) -> Result<(), EncodeError> {
        if self.key.is_empty() {
            if part.is_empty() {
                return Err(EncodeError::new("has a value whose name is empty"));
            }
            self.key.push_str(part);
        } else {
            self.key.push('[');
            self.key.push_str(part);
            self.key.push(']');
        }
        Ok(())
    }

    fn refuse(&self, why: &str) -> EncodeError {
        if self.key.is_empty() {
            EncodeError::new(why)
        } else {
            EncodeError::new(format!("`{}` {why}", self.key))
        }
    }
}

#[cfg(test)]
mod tests;
