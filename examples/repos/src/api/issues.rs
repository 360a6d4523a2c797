//! Issues and their labels.

use endpoint::{Api, endpoint};
use serde::{Deserialize, Serialize};

use super::{Call, Owner, Pages};

/// Issues and their labels.
pub trait Issues: Api {
    /// A repository's issues, the newest first.
    #[endpoint(GET, "/repos/<owner>/<repo>/issues?<filter..>")]
    fn list_issues(&self, owner: &str, repo: &str, filter: &ListIssues) -> Pages<Issue>;

    /// One issue.
    #[endpoint(GET, "/repos/<owner>/<repo>/issues/<number>")]
    fn issue(&self, owner: &str, repo: &str, number: u64) -> Call<Issue>;

    /// Opens an issue.
    #[endpoint(POST, "/repos/<owner>/<repo>/issues")]
    fn create_issue(&self, owner: &str, repo: &str, #[json] issue: &NewIssue) -> Call<Issue>;

    /// Changes, closes or opens again.
    #[endpoint(PATCH, "/repos/<owner>/<repo>/issues/<number>")]
    fn update_issue(
        &self,
        owner: &str,
        repo: &str,
        number: u64,
        #[json] change: &IssueChange,
    ) -> Call<Issue>;

    /// Adds labels, and gives all that are there then. Those that are there already are not added
    /// twice, so that a lost answer may be asked for again.
    #[endpoint(
        POST,
        "/repos/<owner>/<repo>/issues/<number>/labels",
        idempotent = true
    )]
    fn add_labels(
        &self,
        owner: &str,
        repo: &str,
        number: u64,
        #[json] labels: &Labels,
    ) -> Call<Vec<Label>>;

    /// Takes a label away, and gives those that are left.
    #[endpoint(DELETE, "/repos/<owner>/<repo>/issues/<number>/labels/<label>")]
    fn remove_label(&self, owner: &str, repo: &str, number: u64, label: &str) -> Call<Vec<Label>>;
}

/// Which issues to list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ListIssues {
    /// Only open or only closed ones. Default: open ones.
    pub state: Option<IssueState>,
    /// Only those that have all of these labels.
    pub labels: Vec<String>,
    /// Only those of this user.
    pub creator: Option<String>,
    /// How many on a page, at most 100. Default: 30.
    pub per_page: Option<u8>,
}

/// Whether an issue is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueState {
    /// There is something to do.
    Open,
    /// It is done, or will not be.
    Closed,
}

/// An issue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Issue {
    /// Its number in its repository.
    pub number: u64,
    /// What it is about.
    pub title: String,
    /// What it says.
    pub body: Option<String>,
    /// Whether it is open.
    pub state: IssueState,
    /// Its labels.
    pub labels: Vec<Label>,
    /// Who wrote it.
    pub user: Owner,
}

/// A label.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Label {
    /// Its name; it may hold spaces and slashes.
    pub name: String,
}

/// An issue to open.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NewIssue {
    /// What it is about.
    pub title: String,
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Its labels.
    pub labels: Vec<String>,
}

/// What to change of an issue. What is `None` stays.
#[derive(Debug, Clone, Default, Serialize)]
pub struct IssueChange {
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<IssueState>,
}

/// Names of labels.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Labels {
    /// The names.
    pub labels: Vec<String>,
}
