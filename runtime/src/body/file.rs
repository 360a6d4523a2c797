//! A file as a body, read off the async threads.

use std::fs::File;
use std::future::Future;
use std::io::{self, Read};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};
use tokio::task::{JoinHandle, spawn_blocking};

/// Bytes that are read at once. With the piece that is being sent, twice this is in memory.
const PIECE: usize = 256 * 1024;

/// Opened when it is first polled, so that a body which is only shown opens nothing.
pub(super) struct FileBody(State);

enum State {
    Closed(Arc<PathBuf>),
    Reading(JoinHandle<io::Result<(File, Vec<u8>)>>),
    Ended,
}

impl FileBody {
    pub(super) fn new(path: Arc<PathBuf>) -> Self {
        Self(State::Closed(path))
    }
}

fn read(mut file: File) -> io::Result<(File, Vec<u8>)> {
    let mut piece = Vec::with_capacity(PIECE);
    Read::by_ref(&mut file)
        .take(PIECE as u64)
        .read_to_end(&mut piece)?;
    Ok((file, piece))
}

impl HttpBody for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        loop {
            match &mut self.0 {
                State::Closed(path) => {
                    let path = Arc::clone(path);
                    let reading = spawn_blocking(move || read(File::open(&*path)?));
                    self.0 = State::Reading(reading);
                }
                State::Reading(reading) => {
                    let read_so_far = ready!(Pin::new(reading).poll(cx));
                    self.0 = State::Ended;
                    let (file, piece) = read_so_far.map_err(io::Error::other)??;
                    if piece.is_empty() {
                        return Poll::Ready(None);
                    }
                    // The next piece is read while this one is sent.
                    self.0 = State::Reading(spawn_blocking(move || read(file)));
                    return Poll::Ready(Some(Ok(Frame::data(piece.into()))));
                }
                State::Ended => return Poll::Ready(None),
            }
        }
    }
}
