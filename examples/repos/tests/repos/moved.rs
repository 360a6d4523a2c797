//! Repositories that have another name now.

use http::StatusCode;
use repos_example::api::{Issues, ListIssues, RepoChange, Repos};

use crate::Rig;

#[tokio::test]
async fn reads_are_led_to_it_with_the_token() {
    let rig = Rig::start().await;
    let repo = rig.forge.repo("ada", "difference-engine").await.unwrap();
    assert_eq!(repo.full_name, "ada/engine");
    assert_eq!(
        rig.host.take_log(),
        [
            "GET /repos/ada/difference-engine 301",
            "GET /repositories/1 200"
        ]
    );
}

#[tokio::test]
async fn lists_go_on_from_where_they_were_led() {
    let rig = Rig::start().await;
    let filter = ListIssues {
        per_page: Some(4),
        ..ListIssues::default()
    };
    let issues = rig.forge.list_issues("ada", "difference-engine", &filter);
    assert_eq!(issues.try_collect(9).await.unwrap().len(), 6);
    assert_eq!(
        rig.host.take_log(),
        [
            "GET /repos/ada/difference-engine/issues?per_page=4 301",
            "GET /repositories/1/issues?per_page=4 200",
            "GET /repositories/1/issues?per_page=4&page=2 200",
        ]
    );
}

#[tokio::test]
async fn a_change_is_not_led_anywhere_and_says_where_it_would_be() {
    let rig = Rig::start().await;
    let change = RepoChange {
        name: Some("analytical-engine".to_owned()),
        ..RepoChange::default()
    };
    let update = rig.forge.update_repo("ada", "difference-engine", &change);
    let error = update.await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::TEMPORARY_REDIRECT));
    let location = format!("{}/repositories/1", rig.serving.base_url());
    assert_eq!(error.headers()["location"], location);
    assert_eq!(
        error.to_string(),
        format!(
            "PATCH /repos/{{owner}}/{{repo}}: 307 Moved Permanently; leads to {location}, \
             which is not followed (request 0001, 1 attempt)"
        )
    );
    assert_eq!(rig.host.take_log().len(), 1);
    let repo = rig.forge.repo("ada", "engine").await.unwrap();
    assert_eq!(repo.name, "engine", "nothing was changed");

    // By its name of today it can be changed, and is found by both.
    rig.forge
        .update_repo("ada", "engine", &change)
        .await
        .unwrap();
    let by_old_name = rig.forge.repo("ada", "engine").await.unwrap();
    assert_eq!(by_old_name.name, "analytical-engine");
}
