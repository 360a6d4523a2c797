//! A stream whose length was promised.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::BoxBody;
use crate::BoxError;

/// Holds a stream to the length that the server is told.
pub(super) struct Sized {
    promised: u64,
    left: u64,
    body: BoxBody,
}

impl Sized {
    pub(super) fn new(length: u64, body: BoxBody) -> Self {
        Self {
            promised: length,
            left: length,
            body,
        }
    }

    fn broken(&self, word: &str) -> BoxError {
        format!(
            "the stream has {word} bytes than the {} that were promised",
            self.promised
        )
        .into()
    }
}

impl HttpBody for Sized {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let Some(frame) = ready!(self.body.as_mut().poll_frame(cx)?) else {
            return Poll::Ready((self.left > 0).then(|| Err(self.broken("fewer"))));
        };
        let length = frame.data_ref().map_or(0, Bytes::len) as u64;
        match self.left.checked_sub(length) {
            Some(left) => {
                self.left = left;
                Poll::Ready(Some(Ok(frame)))
            }
            None => Poll::Ready(Some(Err(self.broken("more")))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0 && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
