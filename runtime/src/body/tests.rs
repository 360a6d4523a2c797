use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body::Body as _;
use http_body_util::{BodyExt, Full, StreamBody};

use super::Body;
use super::pieces::PIECE;

async fn read(body: Body) -> Result<Bytes, String> {
    let collected = body.collect().await;
    collected
        .map(http_body_util::Collected::to_bytes)
        .map_err(|error| std::error::Error::source(&error).unwrap().to_string())
}

fn stream(text: &'static str) -> Full<Bytes> {
    Full::new(Bytes::from_static(text.as_bytes()))
}

#[tokio::test]
async fn bytes_are_sent_again_and_streams_are_not() {
    let bytes = Body::from("abc");
    assert_eq!(read(bytes.try_clone().unwrap()).await.unwrap(), "abc");
    assert_eq!(read(bytes).await.unwrap(), "abc");
    let stream = Body::stream(stream("abc"));
    assert!(!stream.is_repeatable() && stream.try_clone().is_none());
    assert_eq!(read(stream).await.unwrap(), "abc");
}

#[tokio::test]
async fn a_replayable_stream_is_made_for_each_attempt() {
    let made = Arc::new(Mutex::new(0));
    let counter = Arc::clone(&made);
    let body = Body::replayable(move || {
        *counter.lock().unwrap() += 1;
        Body::stream(stream("abc"))
    });
    assert!(body.is_repeatable());
    assert_eq!(format!("{:?}", body.shown()), "Body(stream)");
    assert_eq!(*made.lock().unwrap(), 0);
    assert_eq!(read(body.try_clone().unwrap()).await.unwrap(), "abc");
    assert_eq!(read(body).await.unwrap(), "abc");
    assert_eq!(*made.lock().unwrap(), 2);
}

#[tokio::test]
async fn a_promised_length_is_kept_or_the_body_fails() {
    assert_eq!(Body::sized(3, stream("abc")).size_hint().exact(), Some(3));
    assert_eq!(read(Body::sized(3, stream("abc"))).await.unwrap(), "abc");
    let more = read(Body::sized(2, stream("abc"))).await.unwrap_err();
    assert_eq!(
        more,
        "the stream has more bytes than the 2 that were promised"
    );
    let fewer = read(Body::sized(4, stream("abc"))).await.unwrap_err();
    assert_eq!(
        fewer,
        "the stream has fewer bytes than the 4 that were promised"
    );
}

#[tokio::test]
async fn progress_counts_what_was_taken_and_begins_anew() {
    let reports: Arc<Mutex<Vec<u64>>> = Arc::default();
    let log = Arc::clone(&reports);
    let body =
        Body::from(vec![0; PIECE + 5]).on_progress(move |sent| log.lock().unwrap().push(sent));
    let again = body.try_clone().unwrap();
    let length = body.size_hint().exact();
    assert_eq!(length, Some(PIECE as u64 + 5));
    read(body).await.unwrap();
    read(again).await.unwrap();
    let (piece, all) = (PIECE as u64, PIECE as u64 + 5);
    assert_eq!(*reports.lock().unwrap(), [piece, all, piece, all]);
}

#[tokio::test]
async fn a_stream_of_chunks_is_a_body() {
    struct Two(u8);
    impl futures_core::Stream for Two {
        type Item = Result<Bytes, Infallible>;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            self.0 += 1;
            std::task::Poll::Ready((self.0 <= 2).then(|| Ok(Bytes::from_static(b"ab"))))
        }
    }
    assert_eq!(read(Body::from_stream(Two(0))).await.unwrap(), "abab");
    let frames = StreamBody::new(super::Frames(Box::pin(Two(0))));
    assert_eq!(read(Body::stream(frames)).await.unwrap(), "abab");
}

#[tokio::test]
async fn a_file_is_read_for_each_attempt_and_held_to_its_length() {
    let path = std::env::temp_dir().join(format!("endpoint-body-{}", std::process::id()));
    let content: Vec<u8> = (0..600_000_u32).map(|i| (i % 251) as u8).collect();
    std::fs::write(&path, &content).unwrap();
    let body = Body::file(&path).unwrap();
    let again = body.try_clone().unwrap();
    assert!(body.is_repeatable());
    assert_eq!(again.size_hint().exact(), Some(600_000));
    assert_eq!(read(again).await.unwrap(), content);
    let longer = body.try_clone().unwrap();
    std::fs::write(&path, [&content[..], b"more"].concat()).unwrap();
    let error = read(longer).await.unwrap_err();
    assert!(error.contains("more bytes than the 600000"), "{error}");
    std::fs::remove_file(&path).unwrap();
    let error = read(body).await.unwrap_err();
    assert!(error.contains("os error 2"), "{error}");
    let missing = Body::file(&path).unwrap_err();
    assert_eq!(missing.kind(), std::io::ErrorKind::NotFound);
    let directory = Body::file(std::env::temp_dir()).unwrap_err();
    assert_eq!(directory.kind(), std::io::ErrorKind::IsADirectory);
}

#[test]
fn a_body_is_no_larger_than_bytes() {
    assert_eq!(size_of::<Body>(), size_of::<Bytes>());
}
