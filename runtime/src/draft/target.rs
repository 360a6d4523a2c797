//! The URL of a request, filled from its template from left to right.

use crate::encode::EncodeError;
use crate::encode::path::{self, Written};

/// The URL, filled from the template from left to right.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) url: String,
    /// Template text that is still to come.
    rest: &'static str,
    /// Slashes written after the base's prefix: what the template promises.
    pub(super) slashes: usize,
    /// Where the segment with the last filled parameter begins, and that parameter.
    open: Option<(usize, &'static str)>,
    /// Where the query begins, once the path is closed.
    query: Option<usize>,
}

pub(super) type PathResult = Result<(), (&'static str, EncodeError)>;

impl Target {
    /// Begins at `url`, the base with its prefix.
    pub(super) fn new(url: String, template: &'static str) -> Self {
        Self {
            url,
            rest: template,
            slashes: 0,
            open: None,
            query: None,
        }
    }

    pub(super) fn segment(&mut self, value: Written<'_>) -> PathResult {
        let name = self.literal_until_parameter()?;
        let start = self.url.rfind('/').map_or(0, |slash| slash + 1);
        path::push_segment(&mut self.url, value).map_err(|error| (name, error))?;
        self.open = Some((start, name));
        Ok(())
    }

    pub(super) fn tail(&mut self, value: Written<'_>) -> PathResult {
        let name = self.literal_until_parameter()?;
        let start = self.url.len();
        path::push_tail(&mut self.url, value).map_err(|error| (name, error))?;
        let tail = &self.url[start..];
        self.slashes += tail.matches('/').count();
        if tail.starts_with('/') && self.slashes_only_before(start) {
            return Err((
                name,
                EncodeError::new("begins with `/`, which makes the path begin with `//`"),
            ));
        }
        Ok(())
    }

    /// Whether the path has nothing but its first slash before `end`.
    fn slashes_only_before(&self, end: usize) -> bool {
        let after_scheme = self.url.find("://").map_or(0, |at| at + 3);
        let path = self.url[after_scheme..]
            .find('/')
            .map_or(end, |at| after_scheme + at);
        end == path + 1
    }

    /// Copies literal text up to the next parameter, and takes that parameter's name.
    fn literal_until_parameter(&mut self) -> Result<&'static str, (&'static str, EncodeError)> {
        let (literal, after) = self.rest.split_once('{').unwrap_or((self.rest, ""));
        let (name, rest) = after.split_once('}').unwrap_or((after, ""));
        self.rest = rest;
        self.literal(literal)?;
        Ok(name)
    }

    fn literal(&mut self, text: &str) -> PathResult {
        let Some(slash) = text.find('/') else {
            self.url.push_str(text);
            return Ok(());
        };
        self.url.push_str(&text[..slash]);
        self.close_segment()?;
        self.url.push_str(&text[slash..]);
        self.slashes += text.matches('/').count();
        Ok(())
    }

    /// The segment with the last parameter is complete: it must be one that stays.
    fn close_segment(&mut self) -> PathResult {
        match self.open.take() {
            Some((start, name)) => {
                path::check_segment(&self.url[start..]).map_err(|error| (name, error))
            }
            None => Ok(()),
        }
    }

    pub(super) fn close_path(&mut self) -> PathResult {
        if self.query.is_none() {
            let rest = std::mem::take(&mut self.rest);
            self.literal(rest)?;
            self.close_segment()?;
        }
        // A query of which everything was left out.
        if self.query == Some(self.url.len()) {
            self.url.pop();
        }
        Ok(())
    }

    /// Closes the path and gives the place where pairs begin.
    pub(super) fn open_query(&mut self) -> Result<usize, (&'static str, EncodeError)> {
        if let Some(start) = self.query {
            return Ok(start);
        }
        self.close_path()?;
        self.url.push('?');
        self.query = Some(self.url.len());
        Ok(self.url.len())
    }
}
