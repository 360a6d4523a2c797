//! Answers.

use std::io;
use std::path::Path;

use axum::body::Body;
use axum::response::Response;
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, stream};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

/// Bytes of a file that are in memory at once.
const PIECE: u64 = 256 * 1024;

pub(super) fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

pub(super) fn xml(status: StatusCode, value: &impl Serialize) -> Response<Body> {
    let (status, text) = match quick_xml::se::to_string(value) {
        Ok(text) => (
            status,
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}"),
        ),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, String::new()),
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/xml"),
    );
    response
}

/// A part of a file, and where in it the connection breaks, if it does.
pub(super) async fn part(
    path: &Path,
    start: u64,
    end: u64,
    breaks_at: Option<u64>,
) -> io::Result<Body> {
    let mut file = File::open(path).await?;
    file.seek(io::SeekFrom::Start(start)).await?;
    let left = breaks_at.unwrap_or(end) - start;
    Ok(Body::from_stream(pieces(file, left, breaks_at.is_some())))
}

fn pieces(file: File, left: u64, breaks: bool) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold((file, left), move |(mut file, left)| async move {
        if left == 0 {
            if !breaks {
                return Ok(None);
            }
            // Gives the connection its turn: what is still in its buffer when it breaks is lost, and
            // that might be the head.
            tokio::task::yield_now().await;
            return Err(io::Error::other("broken on purpose"));
        }
        let mut piece = BytesMut::new();
        let mut next = (&mut file).take(left.min(PIECE));
        while next.limit() > 0 {
            piece.reserve(usize::try_from(next.limit()).unwrap_or(0));
            if next.read_buf(&mut piece).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let left = left - piece.len() as u64;
        Ok(Some((piece.freeze(), (file, left))))
    })
}
