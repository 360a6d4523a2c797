//! A response body, collected within limits.

use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http_body::Body as _;
use http_body_util::BodyExt;

use super::earliest;
use super::within::{Elapsed, within};
use crate::body::BodyError;
use crate::retry::Clock;
use crate::transport::ResponseBody;

/// What arrived, and how it ended.
pub(super) struct Collected {
    pub(super) bytes: Bytes,
    pub(super) end: End,
}

pub(super) enum End {
    Complete,
    TooLong,
    Silent,
    Broken(BodyError),
}

/// Reads until the end, `limit` bytes, `silence` without a byte, or `deadline`.
pub(super) async fn collect(
    body: &mut ResponseBody,
    limit: usize,
    silence: Duration,
    deadline: Option<Instant>,
    clock: &dyn Clock,
) -> Collected {
    let mut buffer = Buffer::Empty;
    let end = loop {
        let left = deadline.map(|deadline| deadline.saturating_duration_since(clock.now()));
        let frame = match within(earliest(Some(silence), left), body.frame()).await {
            Ok(Some(Ok(frame))) => frame,
            Ok(Some(Err(error))) => break End::Broken(error),
            Ok(None) => break End::Complete,
            Err(Elapsed) => break End::Silent,
        };
        let Ok(data) = frame.into_data() else {
            continue;
        };
        let room = limit - buffer.len();
        if data.len() > room {
            buffer.push(data.slice(..room), 0);
            break End::TooLong;
        }
        let more = body.size_hint().lower().min(room as u64);
        buffer.push(data, usize::try_from(more).unwrap_or(0));
    };
    Collected {
        bytes: buffer.into_bytes(),
        end,
    }
}

/// One frame is kept as it is; only a second one makes a copy.
enum Buffer {
    Empty,
    One(Bytes),
    Many(BytesMut),
}

impl Buffer {
    fn len(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::One(bytes) => bytes.len(),
            Self::Many(bytes) => bytes.len(),
        }
    }

    /// Adds `data`, of which at least `more` bytes will follow.
    fn push(&mut self, data: Bytes, more: usize) {
        match self {
            Self::Empty => *self = Self::One(data),
            Self::One(first) => {
                let mut all = BytesMut::with_capacity(first.len() + data.len() + more);
                all.extend_from_slice(first);
                all.extend_from_slice(&data);
                *self = Self::Many(all);
            }
            Self::Many(all) => all.extend_from_slice(&data),
        }
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Self::Empty => Bytes::new(),
            Self::One(bytes) => bytes,
            Self::Many(bytes) => bytes.freeze(),
        }
    }
}
