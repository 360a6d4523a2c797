//! Limits that are told by headers and a 403.

use std::time::Duration;

use endpoint::ErrorKind;
use http::StatusCode;
use repos_example::api::{Allowance, Issues, Limits, NewIssue, RepoChange, Repos};
use repos_example::memory::CHARLES_TOKEN;

use crate::Rig;

/// The clock runs on besides its pauses, by as much as the test takes.
fn seconds(duration: Option<Duration>) -> f64 {
    duration.unwrap_or_default().as_secs_f64().round()
}

#[tokio::test]
async fn a_limit_that_ends_soon_is_waited_for() {
    let rig = Rig::start().await;
    rig.host.use_up_allowance(Duration::from_secs(42));
    let repo = rig
        .forge
        .repo("ada", "engine")
        .with_response()
        .await
        .unwrap();
    assert_eq!(repo.attempts(), 2);
    let allowance = Allowance::of(repo.headers()).unwrap();
    assert_eq!((allowance.limit, allowance.remaining), (5000, 4999));
    let pauses = rig.clock.pauses();
    assert_eq!(pauses.len(), 1);
    assert!(
        (30.0..=42.0).contains(&seconds(pauses.first().copied())),
        "{pauses:?}"
    );
    assert_eq!(
        rig.host.take_log(),
        ["GET /repos/ada/engine 403", "GET /repos/ada/engine 200"]
    );
}

#[tokio::test]
async fn a_limit_that_ends_late_is_an_error_that_says_when() {
    let rig = Rig::start().await;
    rig.host.use_up_allowance(Duration::from_secs(1800));
    let error = rig.forge.repo("ada", "engine").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert!((1700.0..=1800.0).contains(&seconds(error.retry_after())));
    assert_eq!(Allowance::of(error.headers()).unwrap().remaining, 0);
    assert_eq!(
        error.to_string(),
        "GET /repos/{owner}/{repo}: 403 API rate limit exceeded for ada (request 0001, 1 attempt)"
    );
    assert_eq!(rig.host.take_log().len(), 1);
    assert!(rig.clock.pauses().is_empty());
    // Asking how much is left costs nothing.
    let core = rig.forge.rate_limit().await.unwrap().resources.core;
    assert_eq!(core.remaining, 0);
}

#[tokio::test]
async fn a_403_with_retry_after_is_a_limit_too() {
    let rig = Rig::start().await;
    rig.host.refuse_next(Duration::from_secs(7));
    rig.forge.repo("ada", "engine").await.unwrap();
    assert_eq!(rig.clock.pauses(), [Duration::from_secs(7)]);
    assert_eq!(rig.host.take_log().len(), 2);
}

#[tokio::test]
async fn a_403_without_either_is_final() {
    let rig = Rig::start().await;
    let charles = rig.with_token(CHARLES_TOKEN);
    let error = charles.delete_repo("ada", "engine").await.unwrap_err();
    assert_eq!(
        (error.status(), error.attempts()),
        (Some(StatusCode::FORBIDDEN), 1)
    );
    assert_eq!(error.retry_after(), None);
    assert_eq!(rig.host.take_log().len(), 1);
}

#[tokio::test]
async fn a_change_that_is_refused_is_not_made_again_by_itself() {
    let rig = Rig::start().await;
    rig.host.use_up_allowance(Duration::from_secs(42));
    let issue = NewIssue {
        title: "Bell".to_owned(),
        ..NewIssue::default()
    };
    let error = rig
        .forge
        .create_issue("ada", "engine", &issue)
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!((30.0..=42.0).contains(&seconds(error.retry_after())));
    let change = RepoChange::default();
    let error = rig
        .forge
        .update_repo("ada", "engine", &change)
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert_eq!(rig.host.take_log().len(), 2);
}
