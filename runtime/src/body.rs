//! Request bodies.

mod file;
mod pieces;
mod sized;

use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::{fmt, io};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::{BodyExt, StreamBody};

use self::file::FileBody;
pub(crate) use self::pieces::Watch;
use self::pieces::{BoxBody, Pieces, Source};
use self::sized::Sized;
use crate::{BoxError, Endpoint};

/// The body of a request.
///
/// Bytes are kept whole and can be sent again; a stream is sent once, unless it is
/// [`replayable`](Body::replayable). `Default` is the empty body.
///
/// ```
/// use endpoint::Body;
///
/// assert_eq!(Body::from("hello").as_bytes(), Some(&b"hello"[..]));
/// assert_eq!(Body::empty().as_bytes(), Some(&b""[..]));
/// ```
#[derive(Default)]
pub struct Body(Content);

/// It is moved many times on its way to the connection: no larger than the bytes that most bodies are.
enum Content {
    Bytes(Bytes),
    Pieces(Box<Pieces>),
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl Body {
    /// A body of no bytes.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Streams any `http_body::Body`. It is sent once: a call with a streamed body is not retried.
    pub fn stream<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self::from_source(Source::Stream(Mutex::new(Box::pin(
            body.map_err(Into::into),
        ))))
    }

    /// Streams the chunks of any `Stream`, without knowing how many bytes they are.
    ///
    /// ```
    /// # async fn run(file: impl futures_core::Stream<Item = std::io::Result<bytes::Bytes>> + Send + 'static) {
    /// let body = endpoint::Body::from_stream(file);
    /// # }
    /// ```
    pub fn from_stream<S, X>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, X>> + Send + 'static,
        X: Into<BoxError> + 'static,
    {
        Self::stream(StreamBody::new(Frames(Box::pin(stream))))
    }

    /// Streams `body` as exactly `length` bytes, so that the server is told the length beforehand.
    /// A stream that brings more or fewer fails while it is sent.
    ///
    /// ```
    /// use endpoint::Body;
    ///
    /// # fn run(file: impl futures_core::Stream<Item = std::io::Result<bytes::Bytes>> + Send + 'static) {
    /// let body = Body::sized(1024, Body::from_stream(file));
    /// # }
    /// ```
    pub fn sized<B>(length: u64, body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let body: BoxBody = Box::pin(body.map_err(Into::into));
        Self::stream(Sized::new(length, body))
    }

    /// A stream that can be made again: `make` is called for each attempt, so that a call with it
    /// may be retried. It is not called where the call is only shown.
    ///
    /// ```
    /// use endpoint::Body;
    /// # fn open() -> http_body_util::Full<bytes::Bytes> { Default::default() }
    ///
    /// let body = Body::replayable(|| Body::stream(open()));
    /// ```
    pub fn replayable(make: impl Fn() -> Body + Send + Sync + 'static) -> Self {
        Self::from_source(Source::Replayable(Arc::new(make)))
    }

    /// Streams the file at `path`: its length is known, little of it is in memory at any time, and a
    /// call with it may be retried. The file is opened and read, off the async threads, once the call
    /// is sent, and anew for each attempt. One that has changed its length since fails while it is
    /// sent.
    ///
    /// ```
    /// use endpoint::{Api, Body, Call, endpoint};
    ///
    /// trait Files: Api {
    ///     #[endpoint(PUT, "/files/<name>")]
    ///     fn put(&self, name: &str, #[body("application/gzip")] content: Body) -> Call<()>;
    /// }
    ///
    /// # async fn run(shop: impl Files) -> Result<(), Box<dyn std::error::Error>> {
    /// let dump = Body::file("dump.gz")?.on_progress(|sent| println!("{sent} bytes sent"));
    /// shop.put("dump.gz", dump).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of looking at the file's metadata, which blocks for that moment; and
    /// [`io::ErrorKind::IsADirectory`] where it is a directory.
    pub fn file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let metadata = std::fs::metadata(path)?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let (length, path) = (metadata.len(), Arc::new(path.to_owned()));
        Ok(Self::replayable(move || {
            Self::sized(length, FileBody::new(Arc::clone(&path)))
        }))
    }

    /// Calls `report` with the number of bytes that the transport has taken so far. It begins anew
    /// with each attempt.
    ///
    /// ```
    /// use endpoint::Body;
    ///
    /// let content = vec![0; 1024];
    /// let length = content.len();
    /// let body = Body::from(content).on_progress(move |sent| println!("{sent} of {length} bytes"));
    /// ```
    #[must_use]
    pub fn on_progress(self, report: impl Fn(u64) + Send + Sync + 'static) -> Self {
        self.in_pieces(|pieces| pieces.report(report))
    }

    /// The bytes, unless the body is a stream.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes),
            Content::Pieces(pieces) => pieces.as_bytes(),
        }
    }

    /// The bytes of a body that is nothing else: no stream, and no progress to be told.
    #[cfg(feature = "multipart")]
    pub(crate) fn plain_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes),
            Content::Pieces(_) => None,
        }
    }

    /// Whether the body can be sent again.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        match &self.0 {
            Content::Bytes(_) => true,
            Content::Pieces(pieces) => pieces.is_repeatable(),
        }
    }

    /// A second body of the same bytes, unless this one is a stream that is sent once.
    #[must_use]
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Content::Bytes(bytes) => Some(bytes.clone().into()),
            Content::Pieces(pieces) => pieces.try_clone(),
        }
    }

    /// The same body to be shown: bytes, or the name of a stream that is neither made nor read.
    pub(crate) fn shown(&self) -> Self {
        match self.as_bytes() {
            Some(_) => self.try_clone().unwrap_or_default(),
            None => Self::stream(http_body_util::Empty::new()),
        }
    }

    /// The bytes, owned.
    ///
    /// # Errors
    ///
    /// A stream, and bytes whose progress is to be reported, come back as they are.
    pub fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Content::Bytes(bytes) => Ok(bytes),
            pieces @ Content::Pieces(_) => Err(Self(pieces)),
        }
    }

    fn from_source(source: Source) -> Self {
        Self(Content::Pieces(Box::new(Pieces::new(source))))
    }

    /// Watches a body that is sent in pieces.
    pub(crate) fn watch(&mut self) -> Option<Arc<Watch>> {
        match &mut self.0 {
            Content::Bytes(_) => None,
            Content::Pieces(pieces) => Some(pieces.watch()),
        }
    }
}

/// A stream of chunks as a stream of frames, `Sync` by being boxed behind our own mutex later.
struct Frames<X>(Pin<Box<dyn Stream<Item = Result<Bytes, X>> + Send>>);

impl<X> Stream for Frames<X> {
    type Item = Result<Frame<Bytes>, X>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0
            .as_mut()
            .poll_next(cx)
            .map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Bytes(bytes))
    }
}

macro_rules! from_bytes {
    ($($type:ty => $convert:expr,)*) => {
        $(impl From<$type> for Body {
            fn from(value: $type) -> Self {
                Self::from($convert(value))
            }
        })*
    };
}

from_bytes! {
    Vec<u8> => Bytes::from,
    String => Bytes::from,
    &str => |text: &str| Bytes::copy_from_slice(text.as_bytes()),
    &String => |text: &String| Bytes::copy_from_slice(text.as_bytes()),
    &[u8] => Bytes::copy_from_slice,
    &Vec<u8> => |bytes: &Vec<u8>| Bytes::copy_from_slice(bytes),
    &Bytes => Bytes::clone,
}

impl<const N: usize> From<&[u8; N]> for Body {
    fn from(bytes: &[u8; N]) -> Self {
        Self::from(&bytes[..])
    }
}

/// Says how long the body is, never what is in it.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Bytes(bytes) => show_bytes(bytes, f),
            Content::Pieces(pieces) => pieces.fmt(f),
        }
    }
}

fn show_bytes(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match bytes.len() {
        0 => f.write_str("Body(empty)"),
        length => write!(f, "Body({length} bytes)"),
    }
}

/// A body broke off, on its way to the server or from it. Of a [`Download`](crate::Download) it says
/// whose, and how much of it had arrived.
#[derive(Debug)]
pub struct BodyError {
    source: BoxError,
    place: Option<Box<Place>>,
}

/// The download that broke off.
#[derive(Debug)]
struct Place {
    endpoint: &'static Endpoint,
    received: u64,
    length: Option<u64>,
}

impl BodyError {
    pub(crate) fn new(source: impl Into<BoxError>) -> Self {
        Self {
            source: source.into(),
            place: None,
        }
    }

    /// The same error, of the answer of `endpoint`, `received` bytes of which had arrived.
    pub(crate) fn at(
        self,
        endpoint: &'static Endpoint,
        received: u64,
        length: Option<u64>,
    ) -> Self {
        let place = Place {
            endpoint,
            received,
            length,
        };
        Self {
            place: Some(Box::new(place)),
            ..self
        }
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(place) = &self.place else {
            return f.write_str("the body broke off");
        };
        let Place {
            endpoint, received, ..
        } = **place;
        write!(f, "{endpoint}: the body broke off after {received}")?;
        match place.length {
            Some(length) => write!(f, " of {length} bytes"),
            None => f.write_str(" bytes"),
        }
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl From<BodyError> for io::Error {
    fn from(error: BodyError) -> Self {
        Self::other(error)
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        match &mut self.0 {
            Content::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Content::Pieces(pieces) => pieces.poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Content::Bytes(bytes) => bytes.is_empty(),
            Content::Pieces(pieces) => pieces.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Content::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Content::Pieces(pieces) => pieces.size_hint(),
        }
    }
}

#[cfg(test)]
mod tests;
