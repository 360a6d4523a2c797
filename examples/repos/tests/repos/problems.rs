//! What a failure says.

use endpoint::ErrorKind;
use http::StatusCode;
use repos_example::api::{Issues, NewIssue, NewRepo, Problem, Repos};

use crate::Rig;

#[tokio::test]
async fn every_problem_is_in_the_line_and_in_the_value() {
    let rig = Rig::start().await;
    let issue = NewIssue {
        labels: vec!["x".repeat(51)],
        ..NewIssue::default()
    };
    let error = rig
        .forge
        .create_issue("ada", "engine", &issue)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /repos/{owner}/{repo}/issues: 422 Validation Failed: Issue.title missing_field, \
         Label.name invalid (request 0001, 1 attempt)"
    );
    let api = error.into_api().unwrap();
    let missing = Problem {
        resource: "Issue".to_owned(),
        field: "title".to_owned(),
        code: "missing_field".to_owned(),
        message: None,
    };
    assert_eq!(api.problems[0], missing);
    assert_eq!(
        api.documentation_url.as_deref(),
        Some("https://docs.forge.test/rest")
    );
}

#[tokio::test]
async fn a_problem_with_words_of_its_own_says_these() {
    let rig = Rig::start().await;
    let repo = NewRepo {
        name: "engine".to_owned(),
        ..NewRepo::default()
    };
    let text = rig.forge.create_repo(&repo).await.unwrap_err().to_string();
    assert!(
        text.contains("422 Validation Failed: Repository.name already exists on this account"),
        "{text}"
    );
    let repo = NewRepo {
        name: "loom".to_owned(),
        private: true,
        ..NewRepo::default()
    };
    let created = rig.forge.create_repo(&repo).await.unwrap();
    assert!(created.private);
    rig.forge.delete_repo("ada", "loom").await.unwrap();
    let error = rig.forge.repo("ada", "loom").await.unwrap_err();
    assert_eq!(error.api().unwrap().message, "Not Found");
    assert!(error.api().unwrap().problems.is_empty());
}

#[tokio::test]
async fn a_wrong_token_is_told_and_not_shown() {
    let rig = Rig::start().await;
    let forge = rig.with_token("s3cret");
    let error = forge.repo("ada", "engine").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    let told = format!("{error} {error:?} {forge:?}");
    assert!(told.contains("401 Bad credentials"), "{told}");
    assert!(!told.contains("s3cret"), "{told}");
}

#[tokio::test]
async fn a_star_is_there_or_not() {
    let rig = Rig::start().await;
    assert_eq!(
        rig.forge.starred("ada", "mill").optional().await.unwrap(),
        None
    );
    rig.forge.star("ada", "mill").await.unwrap();
    assert_eq!(
        rig.forge.starred("ada", "mill").optional().await.unwrap(),
        Some(())
    );
    assert_eq!(
        rig.forge
            .repo("ada", "mill")
            .await
            .unwrap()
            .stargazers_count,
        1
    );
}

#[tokio::test]
async fn a_name_that_would_be_another_path_is_not_sent() {
    let rig = Rig::start().await;
    for name in ["", ".", "..", "a/../b"] {
        let error = rig.forge.delete_repo("ada", name).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument, "{name}");
        assert!(!error.may_have_been_sent());
    }
    assert!(rig.host.take_log().is_empty());
}
