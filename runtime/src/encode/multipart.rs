//! `multipart/form-data` ([RFC 7578](https://www.rfc-editor.org/rfc/rfc7578)).

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::HeaderValue;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::EncodeError;
use crate::Body;
use crate::body::BodyError;

/// One part of a multipart body: an argument marked `#[part]`.
///
/// Text and bytes are parts as they are; a `Part` adds a file name and a content type, or streams.
///
/// ```
/// use endpoint::{Body, Part};
///
/// let logo = Part::new(Body::from(&b"\x89PNG"[..]))
///     .file_name("logo.png")
///     .content_type("image/png");
/// ```
#[derive(Debug)]
pub struct Part {
    body: Body,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl Part {
    /// A part with this content.
    pub fn new(body: impl Into<Body>) -> Self {
        Self {
            body: body.into(),
            file_name: None,
            content_type: None,
        }
    }

    /// Names the file that the part is; without a content type it is then sent as
    /// `application/octet-stream`.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Names the content type. One that no header can carry fails the call unsent.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }
}

/// What can be a part: text, bytes, a [`Body`], a [`Part`]; an `Option` of one may be left out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a part of a multipart body",
    label = "a `#[part]` argument is text, bytes, an `endpoint::Body` or an `endpoint::Part`",
    note = "for a number or another value write it as text: `value.to_string()`"
)]
pub trait IntoPart {
    #[doc(hidden)]
    fn into_part(self) -> Option<Part>;
}

macro_rules! parts {
    ($($type:ty),*) => {
        $(impl IntoPart for $type {
            fn into_part(self) -> Option<Part> {
                Some(Part::new(self))
            }
        })*
    };
}

parts!(
    String,
    &String,
    &str,
    Bytes,
    &Bytes,
    Vec<u8>,
    &Vec<u8>,
    &[u8],
    Body
);

impl IntoPart for Part {
    fn into_part(self) -> Option<Part> {
        Some(self)
    }
}

impl<T: IntoPart> IntoPart for Option<T> {
    fn into_part(self) -> Option<Part> {
        self.and_then(IntoPart::into_part)
    }
}

/// Parts in the order of the declaration, with the text that goes before each.
#[derive(Default)]
pub(crate) struct Form {
    boundary: Option<String>,
    parts: Vec<(Bytes, Body)>,
}

impl Form {
    /// Adds a part under `name`.
    pub(crate) fn push(&mut self, name: &str, part: Part) -> Result<(), EncodeError> {
        let boundary = self
            .boundary
            .get_or_insert_with(|| uuid::Uuid::new_v4().simple().to_string());
        let mut head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
            quoted(name)
        );
        if let Some(file_name) = &part.file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        let default = part.file_name.as_ref().map(|_| "application/octet-stream");
        if let Some(content_type) = part.content_type.as_deref().or(default) {
            if HeaderValue::from_str(content_type).is_err() {
                return Err(EncodeError::new(
                    "has a content type that no header can carry",
                ));
            }
            head.push_str(&format!("\r\nContent-Type: {content_type}"));
        }
        head.push_str("\r\n\r\n");
        self.parts.push((head.into(), part.body));
        Ok(())
    }

    /// The same form to be shown; its streams are neither made nor read.
    pub(crate) fn shown(&self) -> Self {
        let parts = self.parts.iter();
        Self {
            boundary: self.boundary.clone(),
            parts: parts
                .map(|(head, body)| (head.clone(), body.shown()))
                .collect(),
        }
    }

    /// The content type of the whole, with the boundary.
    pub(crate) fn content_type(&self) -> String {
        let boundary = self.boundary.as_deref().unwrap_or("");
        format!("multipart/form-data; boundary={boundary}")
    }

    /// The whole: bytes where all parts are nothing else, else a stream, which can be made again where all parts
    /// can.
    pub(crate) fn into_body(self) -> Body {
        let end = format!("--{}--\r\n", self.boundary.as_deref().unwrap_or(""));
        if let Some(bytes) = self.as_bytes(&end) {
            return bytes.into();
        }
        if self.parts.iter().all(|(_, body)| body.is_repeatable()) {
            let parts = self.parts;
            return Body::replayable(move || {
                let copies = parts
                    .iter()
                    .map(|(head, body)| (head.clone(), body.try_clone().unwrap_or_default()));
                Body::stream(Chain::new(copies, &end))
            });
        }
        Body::stream(Chain::new(self.parts, &end))
    }

    fn as_bytes(&self, end: &str) -> Option<Vec<u8>> {
        let mut whole = Vec::new();
        for (head, body) in &self.parts {
            whole.extend_from_slice(head);
            whole.extend_from_slice(body.plain_bytes()?);
            whole.extend_from_slice(b"\r\n");
        }
        whole.extend_from_slice(end.as_bytes());
        Some(whole)
    }
}

/// A name as browsers write it (HTML, "multipart/form-data encoding algorithm").
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Bodies one after the other.
struct Chain(VecDeque<Body>);

impl Chain {
    fn new(parts: impl IntoIterator<Item = (Bytes, Body)>, end: &str) -> Self {
        let parts = parts
            .into_iter()
            .flat_map(|(head, body)| [Body::from(head), body, Body::from("\r\n")]);
        Self(parts.chain([Body::from(end)]).collect())
    }
}

impl HttpBody for Chain {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        while let Some(body) = self.0.front_mut() {
            match ready!(Pin::new(body).poll_frame(cx)) {
                // Trailers of a part have no place in the whole.
                Some(Ok(frame)) if !frame.is_data() => {}
                Some(frame) => return Poll::Ready(Some(frame)),
                None => drop(self.0.pop_front()),
            }
        }
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        let exact = self.0.iter().try_fold(0_u64, |sum, body| {
            sum.checked_add(body.size_hint().exact()?)
        });
        exact.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
