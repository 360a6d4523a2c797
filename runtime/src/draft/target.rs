//! The URL of a request, filled from its template from left to right.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::encode::pairs::encode_declared;
use crate::encode::path::{self, Written};
use crate::encode::{EncodeError, percent};

/// The URL, filled from the template from left to right.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) url: String,
    /// Length of scheme and authority.
    origin: usize,
    /// Whether the URL is the server's own and so need not keep the base's prefix.
    pub(super) linked: bool,
    /// Template text that is still to come.
    rest: &'static str,
    /// Slashes written after the base's prefix: what the template promises.
    pub(super) slashes: usize,
    /// Where the last segment begins.
    segment: usize,
    /// The last parameter that was filled into it.
    open: Option<&'static str>,
    /// Where the query begins, once the path is closed.
    query: Option<usize>,
}

pub(super) type PathResult = Result<(), (&'static str, EncodeError)>;

impl Target {
    /// Begins at `url`, the base with its prefix.
    pub(super) fn new(url: String, origin: usize, template: &'static str) -> Self {
        Self {
            url,
            origin,
            linked: false,
            rest: template,
            slashes: 0,
            segment: 0,
            open: None,
            query: None,
        }
    }

    pub(super) fn segment(&mut self, value: Written<'_>) -> PathResult {
        let name = self.literal_until_parameter()?;
        path::push_segment(&mut self.url, value).map_err(|error| (name, error))?;
        self.open = Some(name);
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
        end == self.origin + 1
    }

    /// Replaces the pairs of these names, and adds them at the end. The path is closed.
    pub(super) fn replace_query(&mut self, pairs: &[(String, String)]) {
        let (path, query) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let is_replaced = |pair: &&str| {
            let name = pair.split_once('=').map_or(*pair, |(name, _)| name);
            let name = percent_decode_str(name).decode_utf8_lossy();
            pairs.iter().any(|(replaced, _)| *replaced == name)
        };
        let kept = query
            .split('&')
            .filter(|pair| !pair.is_empty() && !is_replaced(pair));
        let added = pairs.iter().map(|(name, value)| {
            let mut pair = encode_declared(name);
            pair.push('=');
            percent::push(&mut pair, value);
            pair
        });
        let all: Vec<_> = kept.map(str::to_owned).chain(added).collect();
        let path = path.to_owned();
        self.set_url(path, &all.join("&"));
    }

    /// Goes to a link of the server's: absolute, or beginning with `/` or `?`.
    pub(super) fn follow(&mut self, link: &str) -> Result<(), Cow<'static, str>> {
        let link = link.split_once('#').map_or(link, |(link, _)| link);
        let origin = &self.url[..self.origin];
        let target = if link.starts_with('/') && !link.starts_with("//") {
            link
        } else if link.is_empty() {
            "/"
        } else if link.starts_with('?') {
            let path = self
                .url
                .split_once('?')
                .map_or(&*self.url, |(path, _)| path);
            let url = format!("{}{link}", &path[self.origin..]);
            return self.follow(&url);
        } else {
            let rest = link
                .get(..origin.len())
                .filter(|start| start.eq_ignore_ascii_case(origin));
            match rest.map(|_| &link[origin.len()..]) {
                Some(rest) if rest.starts_with(['/', '?']) || rest.is_empty() => rest,
                _ => return Err(leads_elsewhere(link)),
            }
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if path.split('/').any(path::is_dot_segment) {
            return Err("the link to the next page has a dot segment".into());
        }
        self.slashes = path.matches('/').count().max(1);
        self.linked = true;
        self.rest = "";
        let path = if path.is_empty() { "/" } else { path };
        self.set_url(format!("{origin}{path}"), query);
        Ok(())
    }

    fn set_url(&mut self, path: String, query: &str) {
        self.url = path;
        self.query = None;
        if !query.is_empty() {
            self.url.push('?');
            self.query = Some(self.url.len());
            self.url.push_str(query);
        }
    }

    /// The template's parameter that is filled next.
    pub(super) fn next_parameter(&self) -> Option<&'static str> {
        let (literal, after) = split(self.rest, b'{');
        let (name, _) = split(after, b'}');
        (literal.len() < self.rest.len()).then_some(name)
    }

    /// Copies literal text up to the next parameter, and takes that parameter's name.
    fn literal_until_parameter(&mut self) -> Result<&'static str, (&'static str, EncodeError)> {
        let (literal, after) = split(self.rest, b'{');
        let (name, rest) = split(after, b'}');
        self.rest = rest;
        self.literal(literal)?;
        Ok(name)
    }

    fn literal(&mut self, text: &str) -> PathResult {
        let (end, more) = split(text, b'/');
        self.url.push_str(end);
        if end.len() == text.len() {
            return Ok(());
        }
        self.close_segment()?;
        self.url.push_str(&text[end.len()..]);
        self.slashes += 1 + more.bytes().filter(|byte| *byte == b'/').count();
        let last = more.bytes().rev().take_while(|byte| *byte != b'/').count();
        self.segment = self.url.len() - last;
        Ok(())
    }

    /// The segment with the last parameter is complete: it must be one that stays.
    fn close_segment(&mut self) -> PathResult {
        match self.open.take() {
            Some(name) => {
                path::check_segment(&self.url[self.segment..]).map_err(|error| (name, error))
            }
            None => Ok(()),
        }
    }

    pub(super) fn close_path(&mut self) -> PathResult {
        if self.query.is_none() {
            if let Some(name) = self.next_parameter() {
                return Err((name, EncodeError::new("has no value")));
            }
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

/// Says where a link of the server's leads, where that is an origin and nothing more.
fn leads_elsewhere(link: &str) -> Cow<'static, str> {
    const WHY: &str = "the link to the next page leads to another origin";
    let origin = origin_of(link);
    let is_origin = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/[]".contains(&byte);
    if origin.contains("://") && origin.bytes().all(is_origin) {
        Cow::Owned(format!("{WHY}, {origin}"))
    } else {
        Cow::Borrowed(WHY)
    }
}

/// What stands before the first `mark`, and what stands after it. Templates are short: to look byte
/// by byte is the fastest.
fn split(text: &str, mark: u8) -> (&str, &str) {
    match text.bytes().position(|byte| byte == mark) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    }
}

/// Scheme and authority of an absolute URL.
pub(super) fn origin_of(url: &str) -> &str {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let end = url[authority..]
        .find(['/', '?', '#'])
        .map_or(url.len(), |at| authority + at);
    &url[..end]
}
