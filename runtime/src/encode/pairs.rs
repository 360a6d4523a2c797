//! Name-value pairs for queries and forms: serde in, `a[b]=c&d=e` out.
//!
//! `None`, empty maps and empty arrays are left out; an empty string is sent as `a=`. Structural
//! brackets stand literally; everything else outside `A-Za-z0-9-._~` is escaped, a key's own
//! brackets included.

mod key;
mod value;

use serde::Serialize;

use self::value::ValueSerializer;
use super::{EncodeError, percent};

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
        percent::push(&mut out, text);
        out.push_str(&piece[text.len()..]);
    }
    out
}

/// Room for a name and one or two more in brackets, in bytes.
const KEY: usize = 48;

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
            key: String::with_capacity(KEY),
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

    /// Begins the pair of a struct's field, whose name need not become part of the key.
    fn begin_field(&mut self, field: &str) -> Result<(), EncodeError> {
        if self.key.is_empty() && field.is_empty() {
            return Err(nameless());
        }
        self.separate();
        if self.key.is_empty() {
            percent::push(self.out, field);
        } else {
            self.out.push_str(&self.key);
            self.out.push('[');
            percent::push(self.out, field);
            self.out.push(']');
        }
        self.out.push('=');
        Ok(())
    }

    /// Writes `value` with `part` added to the key.
    fn nested<T: Serialize + ?Sized>(&mut self, part: &str, value: &T) -> Result<(), EncodeError> {
        let outer = self.key.len();
        self.enter(part)?;
        self.under_key(outer, value)
    }

    /// Adds `part` to the key.
    fn enter(&mut self, part: &str) -> Result<(), EncodeError> {
        self.extend_key(|key| {
            percent::push(key, part);
            Ok(())
        })
    }

    /// Writes `value` under the key, which then is as long as before.
    fn under_key<T: Serialize + ?Sized>(
        &mut self,
        outer: usize,
        value: &T,
    ) -> Result<(), EncodeError> {
        value.serialize(ValueSerializer::new(self))?;
        self.key.truncate(outer);
        Ok(())
    }

    /// Adds what `write` writes to the key, in brackets unless it is the first part. A refused part
    /// leaves the key as it was.
    fn extend_key(
        &mut self,
        write: impl FnOnce(&mut String) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        let outer = self.key.len();
        if outer > 0 {
            self.key.push('[');
        }
        if let Err(refused) = write(&mut self.key) {
            self.key.truncate(outer);
            return Err(refused);
        }
        if outer > 0 {
            self.key.push(']');
        } else if self.key.is_empty() {
            return Err(nameless());
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

fn nameless() -> EncodeError {
    EncodeError::new("has a value whose name is empty")
}

#[cfg(test)]
mod tests;
