//! Lists: every item once, no page too many, links that are followed and shown.

use endpoint::ErrorKind;
use repos_example::api::{
    IssueChange, IssueState, Issues, Labels, ListIssues, ListRepos, Repo, RepoSort, Repos, Search,
};

use crate::Rig;

const BY_FIVE: ListRepos = ListRepos {
    sort: Some(RepoSort::Created),
    per_page: Some(5),
};

fn names(repos: &[Repo]) -> Vec<&str> {
    repos.iter().map(|repo| repo.name.as_str()).collect()
}

#[tokio::test]
async fn all_items_come_over_three_pages() {
    let rig = Rig::start().await;
    let all = rig.forge.list_repos("ada", &BY_FIVE);
    let all = all.try_collect(100).await.unwrap();
    let mut ids: Vec<_> = all.iter().map(|repo| repo.id).collect();
    ids.reverse();
    assert_eq!(ids, (1..=12).collect::<Vec<_>>());
    assert_eq!(
        rig.host.take_log(),
        [
            "GET /users/ada/repos?sort=created&per_page=5 200",
            "GET /users/ada/repos?sort=created&per_page=5&page=2 200",
            "GET /users/ada/repos?sort=created&per_page=5&page=3 200",
        ]
    );
}

#[tokio::test]
async fn the_first_few_take_as_many_pages_as_they_are_on() {
    let rig = Rig::start().await;
    let first = rig
        .forge
        .list_repos("ada", &BY_FIVE)
        .first(7)
        .await
        .unwrap();
    assert_eq!(
        names(&first),
        [
            "letters", "whist", "flight", "music", "tables", "printer", "store"
        ]
    );
    assert_eq!(rig.host.take_log().len(), 2);
}

#[tokio::test]
async fn a_page_says_which_one_is_the_last() {
    let rig = Rig::start().await;
    let mut pages = rig.forge.list_repos("ada", &BY_FIVE).by_page();
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(first.items().len(), 5);
    assert!(first.link("last").unwrap().ends_with("&page=3"));
    assert_eq!(first.link("prev"), None);
    let second = pages.next().await.unwrap().unwrap();
    assert!(second.link("prev").unwrap().ends_with("&page=1"));
    assert_eq!(rig.host.take_log().len(), 2);
}

#[tokio::test]
async fn filters_are_pairs_and_labels_one_pair() {
    let rig = Rig::start().await;
    let filter = ListIssues {
        state: Some(IssueState::Open),
        labels: vec!["bug".to_owned(), "cards".to_owned()],
        creator: Some("charles".to_owned()),
        per_page: Some(1),
    };
    let issues = rig.forge.list_issues("ada", "engine", &filter);
    let issues = issues.try_collect(9).await.unwrap();
    let numbers: Vec<_> = issues.iter().map(|issue| issue.number).collect();
    assert_eq!(numbers, [7, 2]);
    assert_eq!(
        rig.host.take_log(),
        [
            "GET /repos/ada/engine/issues?state=open&labels=bug,cards&creator=charles&per_page=1 200",
            "GET /repos/ada/engine/issues?state=open&labels=bug,cards&creator=charles&per_page=1&page=2 200",
        ]
    );
}

#[tokio::test]
async fn labels_with_spaces_and_slashes_are_one_segment() {
    let rig = Rig::start().await;
    let labels = Labels {
        labels: vec!["kind/jam".to_owned(), "bug".to_owned()],
    };
    let forge = &rig.forge;
    forge.add_labels("ada", "engine", 4, &labels).await.unwrap();
    for (label, left) in [("needs oil", 2), ("kind/jam", 1)] {
        let labels = forge.remove_label("ada", "engine", 4, label).await.unwrap();
        assert_eq!(labels.len(), left);
    }
    assert_eq!(
        rig.host.take_log()[1..],
        [
            "DELETE /repos/ada/engine/issues/4/labels/needs%20oil 200",
            "DELETE /repos/ada/engine/issues/4/labels/kind%2Fjam 200",
        ]
    );
    let closed = IssueChange {
        state: Some(IssueState::Closed),
        ..IssueChange::default()
    };
    let issue = forge
        .update_issue("ada", "engine", 4, &closed)
        .await
        .unwrap();
    assert_eq!(issue.state, IssueState::Closed);
    assert_eq!(issue.title, "Jams when it is cold");
    assert_eq!(forge.issue("ada", "engine", 4).await.unwrap(), issue);
}

#[tokio::test]
async fn a_search_pages_through_its_envelope() {
    let rig = Rig::start().await;
    let found = rig.forge.search_repos("engine", Some(2));
    let found = found.try_collect(9).await.unwrap();
    assert_eq!(names(&found), ["engine", "notes", "mill", "store", "music"]);
    assert_eq!(
        rig.host.take_log()[2],
        "GET /search/repositories?q=engine&per_page=2&page=3 200"
    );
    let mut pages = rig.forge.search_issues("card & bug", None).by_page();
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!((page.total_count, page.items.len()), (0, 0));
    assert!(pages.next().await.is_none());
    assert_eq!(
        rig.host.take_log(),
        ["GET /search/issues?q=card%20%26%20bug 200"]
    );
}

#[tokio::test]
async fn a_list_may_be_too_long() {
    let rig = Rig::start().await;
    let repos = rig.forge.list_repos("ada", &BY_FIVE);
    let error = repos.try_collect(9).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert_eq!(rig.host.take_log().len(), 2);
}
