//! What an error promises: `may_have_happened` is only false where that is certain.

use nameplate::declare::testing::PausedClock;
use nameplate::testing::{Recorder, Reply};
use nameplate::{Error, ErrorKind, Nameplate, StatusCode, ZoneId};

fn missing() -> Reply {
    let body = r#"{ "error": { "code": "zone_not_found", "message": "there is no such zone" } }"#;
    Reply::status(StatusCode::NOT_FOUND).body(body)
}

/// Deletes a zone where these are the answers.
async fn delete(replies: impl IntoIterator<Item = Reply>) -> Error {
    let recorder = replies.into_iter().fold(Recorder::new(), Recorder::then);
    let client = Nameplate::builder()
        .recorder(&recorder)
        .configure(|settings| settings.clock(PausedClock::new()))
        .build()
        .unwrap();
    let zone: ZoneId = "zone_1".parse().unwrap();
    let error = client.zones().delete(&zone).await.unwrap_err();
    recorder.assert_finished();
    error
}

#[tokio::test]
async fn a_refusal_at_once_has_not_happened() {
    let error = delete([missing()]).await;
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(!error.may_have_happened());
}

#[tokio::test]
async fn a_refusal_after_a_lost_attempt_may_have() {
    let error = delete([Reply::lost(), missing()]).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::NotFound, 2));
    assert!(error.may_have_happened());
}

#[tokio::test]
async fn what_a_proxy_says_proves_nothing() {
    let error = delete([Reply::status(StatusCode::NOT_FOUND).body("<html>")]).await;
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.refusal().is_none());
    assert!(error.may_have_happened());
}

#[tokio::test]
async fn what_never_left_has_not_happened() {
    let error = delete([Reply::not_sent(), Reply::not_sent(), Reply::not_sent()]).await;
    assert_eq!(error.kind(), ErrorKind::Unreachable);
    assert!(!error.may_have_happened());
}

#[tokio::test]
async fn an_answer_that_is_none_may_have() {
    let error = delete([Reply::json("a text instead of nothing")]).await;
    assert_eq!(error.kind(), ErrorKind::Answer);
    assert!(error.may_have_happened());
}
