//! Answers that are streamed.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;
use http::response::Parts;
use http::{HeaderMap, StatusCode, header};
use http_body::Body as _;
use tokio::time::Sleep;

use crate::body::BodyError;
use crate::error::Failure;
use crate::response::{Answer, ReturnValue};
use crate::retry::Clock;
use crate::transport::ResponseBody;

/// An answer whose body is read as it arrives: files, exports, anything larger than memory.
///
/// It is a [`Stream`] of chunks. The client's `max_response_bytes` and `timeout` do not apply to its
/// body, `read_timeout` does, and so do a limit or deadline that the call or the declaration sets.
/// It asks for the `identity` encoding, so that [`content_length`](Download::content_length) is
/// what will arrive. Retries end once the head is there.
///
/// ```
/// use endpoint::{Api, Call, Client, Download, endpoint};
///
/// trait Quotes: Api {
///     #[endpoint(GET, "/v1/quotes/<quote>/pdf", accept = "application/pdf")]
///     fn pdf(&self, quote: &str) -> Call<Download>;
/// }
/// impl Quotes for Client {}
///
/// async fn save(client: Client) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
///     let mut pdf = client.pdf("qt_1").await?;
///     let mut file = Vec::new();
///     while let Some(chunk) = pdf.chunk().await? {
///         file.extend_from_slice(&chunk);
///         println!("{} of {:?}", pdf.received(), pdf.content_length());
///     }
///     Ok(file)
/// }
/// ```
pub struct Download {
    head: Parts,
    body: Streamed,
    received: u64,
}

/// A body that is still arriving, and how long that may take.
pub(crate) struct Streamed {
    pub(crate) body: ResponseBody,
    pub(crate) silence: Duration,
    pub(crate) deadline: Option<Instant>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) patience: Option<Pin<Box<Sleep>>>,
}

impl Download {
    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// How many bytes the server says the body has.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        let value = self.head.headers.get(header::CONTENT_LENGTH)?;
        value.to_str().ok()?.trim().parse().ok()
    }

    /// How many bytes have been read.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// The next chunk, or `None` after the last one.
    ///
    /// # Errors
    ///
    /// The body broke off, or nothing arrived in time.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, BodyError> {
        poll_fn(|cx| self.poll_chunk(cx)).await.transpose()
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        loop {
            let frame = match Pin::new(&mut self.body.body).poll_frame(cx) {
                Poll::Ready(frame) => frame,
                Poll::Pending => return self.body.poll_patience(cx).map(|error| Some(Err(error))),
            };
            self.body.patience = None;
            match frame {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(frame)) => {
                    // Trailers are no part of the content.
                    if let Ok(data) = frame.into_data() {
                        self.received += data.len() as u64;
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
    }
}

impl Streamed {
    /// Ready with an error once the body has been silent for too long.
    fn poll_patience(&mut self, cx: &mut Context<'_>) -> Poll<BodyError> {
        let (silence, deadline, clock) = (self.silence, self.deadline, &self.clock);
        let patience = self.patience.get_or_insert_with(|| {
            let left = deadline.map(|deadline| deadline.saturating_duration_since(clock.now()));
            let limit = left.map_or(silence, |left| left.min(silence));
            Box::pin(tokio::time::sleep(limit))
        });
        patience.as_mut().poll(cx).map(|()| {
            BodyError::new(std::io::Error::new(
                std::io::ErrorKind::TimedOut,
                "nothing arrived in time",
            ))
        })
    }
}

impl Stream for Download {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(cx)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("status", &self.head.status)
            .field("content_length", &self.content_length())
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}

impl ReturnValue for Download {
    const ACCEPT: &'static str = "*/*";
    const STREAMS: bool = true;

    fn accepts(status: StatusCode) -> bool {
        status.is_success()
    }

    fn from_answer(mut answer: Answer) -> Result<Self, Box<Failure>> {
        match answer.stream.take() {
            Some(body) => Ok(Self {
                head: answer.head,
                body,
                received: 0,
            }),
            None => Err(answer.undecodable("the answer's body was read already".into())),
        }
    }
}
