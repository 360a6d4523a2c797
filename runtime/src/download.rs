//! Answers that are streamed.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;
use http::response::Parts;
use http::{HeaderMap, StatusCode, header};
use http_body::Body as _;
use tokio::time::Sleep;

use crate::Endpoint;
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
    endpoint: &'static Endpoint,
    head: Parts,
    body: Streamed,
    received: u64,
    broke: bool,
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

    /// Where in the whole the body begins: 0, or what a part (206), which a `Range` header asked for,
    /// says in its `Content-Range`; `None` where it does not say so.
    ///
    /// A server may answer a `Range` with the whole: what is written from here on is right in either
    /// case.
    ///
    /// ```
    /// use endpoint::{Api, Call, Download, RawBody, endpoint};
    /// use std::io::{Seek, SeekFrom, Write};
    ///
    /// trait Files: Api {
    ///     #[endpoint(GET, "/files/<name>")]
    ///     fn get(
    ///         &self,
    ///         name: &str,
    ///         #[header("Range")] range: &str,
    ///         #[header("If-Range")] version: &str,
    ///     ) -> Call<Download>;
    /// }
    ///
    /// async fn resume(
    ///     files: &impl Files,
    ///     file: &mut std::fs::File,
    ///     version: &str,
    /// ) -> Result<(), Box<dyn std::error::Error>> {
    ///     let range = format!("bytes={}-", file.metadata()?.len());
    ///     let mut rest = files.get("dump.gz", &range, version).await?;
    ///     let offset = rest.offset().ok_or("a part without its place")?;
    ///     file.set_len(offset)?;
    ///     file.seek(SeekFrom::Start(offset))?;
    ///     while let Some(chunk) = rest.chunk().await? {
    ///         file.write_all(&chunk)?;
    ///     }
    ///     Ok(())
    /// }
    /// ```
    #[must_use]
    pub fn offset(&self) -> Option<u64> {
        if self.head.status != StatusCode::PARTIAL_CONTENT {
            return Some(0);
        }
        let (range, _) = self.content_range()?;
        range.split_once('-')?.0.trim().parse().ok()
    }

    /// How many bytes the server says the whole has, of which the body may be a part.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        if self.head.status != StatusCode::PARTIAL_CONTENT {
            return self.content_length();
        }
        let (_, total) = self.content_range()?;
        total.trim().parse().ok()
    }

    /// Range and total of `bytes 5-9/10` (RFC 9110, section 14.4).
    fn content_range(&self) -> Option<(&str, &str)> {
        let value = self
            .head
            .headers
            .get(header::CONTENT_RANGE)?
            .to_str()
            .ok()?;
        let (unit, range) = value.trim().split_once(' ')?;
        range
            .split_once('/')
            .filter(|_| unit.eq_ignore_ascii_case("bytes"))
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
    /// The body broke off, or nothing arrived in time. It does so again when it is asked again.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, BodyError> {
        if self.broke {
            return Err(self.broken(BodyError::new("it had broken off before")));
        }
        poll_fn(|cx| self.poll_chunk(cx)).await.transpose()
    }

    fn broken(&mut self, error: BodyError) -> BodyError {
        self.broke = true;
        error.at(self.endpoint, self.received, self.content_length())
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        loop {
            let frame = match Pin::new(&mut self.body.body).poll_frame(cx) {
                Poll::Ready(frame) => frame,
                Poll::Pending => {
                    let error = ready!(self.body.poll_patience(cx));
                    return Poll::Ready(Some(Err(self.broken(error))));
                }
            };
            self.body.patience = None;
            match frame {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(self.broken(error)))),
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
                endpoint: answer.endpoint,
                head: answer.head,
                body: *body,
                received: 0,
                broke: false,
            }),
            None => Err(answer.undecodable("the answer's body was read already".into())),
        }
    }
}
