//! A 304 is a value.

use repos_example::api::{Fresh, Limits, RepoChange, Repos};

use crate::Rig;

#[tokio::test]
async fn what_is_known_is_not_sent_again_and_costs_nothing() {
    let rig = Rig::start().await;
    let forge = &rig.forge;
    let Fresh::Modified { value, etag } = forge.repo_unless("ada", "engine", None).await.unwrap()
    else {
        panic!("nothing was known");
    };
    assert_eq!(value.full_name, "ada/engine");
    let known = etag.unwrap();
    let left = forge.rate_limit().await.unwrap().resources.core.remaining;

    for _ in 0..3 {
        let again = forge.repo_unless("ada", "engine", Some(&known));
        let response = again.with_response().await.unwrap();
        assert_eq!((response.status().as_u16(), response.attempts()), (304, 1));
        assert_eq!(*response.value(), Fresh::NotModified);
    }
    let limits = forge.rate_limit().await.unwrap().resources.core;
    assert_eq!(limits.remaining, left);
    let log = rig.host.take_log();
    let unchanged = log
        .iter()
        .filter(|line| *line == "GET /repos/ada/engine 304");
    assert_eq!(unchanged.count(), 3, "{log:?}");

    let change = RepoChange {
        description: Some("Computes".to_owned()),
        ..RepoChange::default()
    };
    forge.update_repo("ada", "engine", &change).await.unwrap();
    match forge
        .repo_unless("ada", "engine", Some(&known))
        .await
        .unwrap()
    {
        Fresh::Modified { value, etag } => {
            assert_eq!(value.description.as_deref(), Some("Computes"));
            assert_ne!(etag.unwrap(), known);
        }
        Fresh::NotModified => panic!("it was changed"),
    }
}

#[tokio::test]
async fn without_such_a_type_a_304_is_an_error() {
    let rig = Rig::start().await;
    let fresh = rig.forge.repo_unless("ada", "engine", None).await.unwrap();
    let Fresh::Modified {
        etag: Some(etag), ..
    } = fresh
    else {
        panic!("it has a tag");
    };
    let call = rig
        .forge
        .repo("ada", "engine")
        .header("If-None-Match", etag.to_string());
    let error = call.await.unwrap_err();
    assert_eq!(error.status(), Some(http::StatusCode::NOT_MODIFIED));
    let text = error.to_string();
    assert!(
        text.starts_with("GET /repos/{owner}/{repo}: 304 Not Modified without a body (request "),
        "{text}"
    );
}
