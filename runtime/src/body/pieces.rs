//! A body that is sent piece by piece, and what is told of it on its way.

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::{Body, BodyError, Content};
use crate::BoxError;

pub(super) type BoxBody = Pin<Box<dyn HttpBody<Data = Bytes, Error = BoxError> + Send>>;
type Make = dyn Fn() -> Body + Send + Sync;

/// Bytes with progress are handed over in pieces of this size.
pub(super) const PIECE: usize = 64 * 1024;

pub(super) struct Pieces {
    source: Source,
    progress: Option<Progress>,
    watch: Option<Arc<Watch>>,
}

pub(super) enum Source {
    /// Whose progress is reported.
    Bytes(Bytes),
    /// In a mutex only to be `Sync`: it is reached through `&mut` and never waited for.
    Stream(Mutex<BoxBody>),
    /// Makes a stream for each attempt.
    Replayable(Arc<Make>),
}

#[derive(Clone)]
struct Progress {
    report: Arc<dyn Fn(u64) + Send + Sync>,
    sent: u64,
}

/// What happens to a body that is being sent.
#[derive(Default)]
pub(crate) struct Watch {
    moved: AtomicBool,
    broke: AtomicBool,
}

impl Watch {
    /// Whether the transport has taken a piece since this was asked last.
    pub(crate) fn has_moved(&self) -> bool {
        self.moved.swap(false, Ordering::Relaxed)
    }

    /// Whether the body could not bring what was to be sent.
    pub(crate) fn has_broken(&self) -> bool {
        self.broke.load(Ordering::Relaxed)
    }

    fn saw<T, E>(&self, frame: Option<&Result<T, E>>) {
        self.moved.store(true, Ordering::Relaxed);
        let broke = matches!(frame, Some(Err(_)));
        self.broke.fetch_or(broke, Ordering::Relaxed);
    }
}

impl Pieces {
    pub(super) fn new(source: Source) -> Self {
        Self {
            source,
            progress: None,
            watch: None,
        }
    }

    pub(super) fn report(&mut self, report: impl Fn(u64) + Send + Sync + 'static) {
        self.progress = Some(Progress {
            report: Arc::new(report),
            sent: 0,
        });
    }

    pub(super) fn watch(&mut self) -> Arc<Watch> {
        Arc::clone(self.watch.insert(Arc::default()))
    }

    pub(super) fn as_bytes(&self) -> Option<&[u8]> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            Source::Stream(_) | Source::Replayable(_) => None,
        }
    }

    pub(super) fn is_repeatable(&self) -> bool {
        !matches!(self.source, Source::Stream(_))
    }

    pub(super) fn try_clone(&self) -> Option<Body> {
        let body = match &self.source {
            Source::Bytes(bytes) => Body::from(bytes.clone()),
            Source::Stream(_) => return None,
            Source::Replayable(make) => make(),
        };
        Some(match &self.progress {
            Some(progress) => body.in_pieces(|pieces| pieces.progress = Some(progress.clone())),
            None => body,
        })
    }

    fn poll_source(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        loop {
            match &mut self.source {
                Source::Bytes(bytes) if bytes.is_empty() => return Poll::Ready(None),
                Source::Bytes(bytes) => {
                    let piece = bytes.split_to(PIECE.min(bytes.len()));
                    return Poll::Ready(Some(Ok(Frame::data(piece))));
                }
                Source::Stream(stream) => {
                    let stream = stream.get_mut().unwrap_or_else(PoisonError::into_inner);
                    return stream.as_mut().poll_frame(cx).map_err(BodyError::new);
                }
                // What was made may report progress of its own, which nobody asked for here.
                Source::Replayable(make) => self.source = make().into_source(),
            }
        }
    }

    pub(super) fn poll_frame(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let frame = ready!(self.poll_source(cx));
        if let Some(watch) = &self.watch {
            watch.saw(frame.as_ref());
        }
        if let (Some(progress), Some(Ok(frame))) = (&mut self.progress, &frame)
            && let Some(data) = frame.data_ref()
        {
            progress.sent += data.len() as u64;
            (progress.report)(progress.sent);
        }
        Poll::Ready(frame)
    }

    /// A stream cannot be asked without `&mut`; `false` is always right.
    pub(super) fn is_end_stream(&self) -> bool {
        self.as_bytes().is_some_and(<[u8]>::is_empty)
    }

    pub(super) fn size_hint(&self) -> SizeHint {
        match &self.source {
            Source::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Source::Stream(stream) => match stream.try_lock() {
                Ok(stream) => stream.size_hint(),
                Err(_) => SizeHint::default(),
            },
            Source::Replayable(_) => SizeHint::default(),
        }
    }
}

impl Body {
    fn into_source(self) -> Source {
        match self.0 {
            Content::Bytes(bytes) => Source::Bytes(bytes),
            Content::Pieces(pieces) => pieces.source,
        }
    }

    /// The same body, sent piece by piece.
    pub(super) fn in_pieces(self, change: impl FnOnce(&mut Pieces)) -> Self {
        let mut pieces = match self.0 {
            Content::Bytes(bytes) => Box::new(Pieces::new(Source::Bytes(bytes))),
            Content::Pieces(pieces) => pieces,
        };
        change(&mut pieces);
        Self(Content::Pieces(pieces))
    }
}

impl fmt::Debug for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Bytes(bytes) => super::show_bytes(bytes, f),
            Source::Stream(_) => f.write_str("Body(stream)"),
            Source::Replayable(_) => f.write_str("Body(replayable stream)"),
        }
    }
}
