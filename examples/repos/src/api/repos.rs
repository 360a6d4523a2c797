//! Repositories, and who likes them.

use endpoint::{Api, endpoint};
use serde::{Deserialize, Serialize};

use super::{Call, ETag, Fresh, Pages};

/// Repositories, and who likes them.
pub trait Repos: Api {
    /// A user's repositories.
    #[endpoint(GET, "/users/<user>/repos?<filter..>")]
    fn list_repos(&self, user: &str, filter: &ListRepos) -> Pages<Repo>;

    /// One repository, also by a name that it had before.
    #[endpoint(GET, "/repos/<owner>/<repo>")]
    fn repo(&self, owner: &str, repo: &str) -> Call<Repo>;

    /// One repository, if it is another version than the one that is known.
    #[endpoint(GET, "/repos/<owner>/<repo>")]
    fn repo_unless(
        &self,
        owner: &str,
        repo: &str,
        #[header("If-None-Match")] known: Option<&ETag>,
    ) -> Call<Fresh<Repo>>;

    /// Creates a repository of one's own.
    #[endpoint(POST, "/user/repos")]
    fn create_repo(&self, #[json] repo: &NewRepo) -> Call<Repo>;

    /// Changes a repository; it can be renamed so.
    #[endpoint(PATCH, "/repos/<owner>/<repo>")]
    fn update_repo(&self, owner: &str, repo: &str, #[json] change: &RepoChange) -> Call<Repo>;

    /// Deletes a repository.
    #[endpoint(DELETE, "/repos/<owner>/<repo>")]
    fn delete_repo(&self, owner: &str, repo: &str) -> Call<()>;

    /// Whether one has starred it: answered by 204 or 404, which `optional()` makes a value.
    #[endpoint(GET, "/user/starred/<owner>/<repo>")]
    fn starred(&self, owner: &str, repo: &str) -> Call<()>;

    /// Stars a repository.
    #[endpoint(PUT, "/user/starred/<owner>/<repo>")]
    fn star(&self, owner: &str, repo: &str) -> Call<()>;
}

/// Which repositories to list, and in what order.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ListRepos {
    /// What the order goes by. Default: the full name.
    pub sort: Option<RepoSort>,
    /// How many on a page, at most 100. Default: 30.
    pub per_page: Option<u8>,
}

/// What the order of repositories goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RepoSort {
    /// When they were made, the newest first.
    Created,
    /// Owner and name.
    FullName,
}

/// A repository.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Repo {
    /// What stays when it is renamed.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Its owner's name and its own.
    pub full_name: String,
    /// Whose it is.
    pub owner: Owner,
    /// Whether others can see it.
    pub private: bool,
    /// What it is for.
    pub description: Option<String>,
    /// How many users starred it.
    pub stargazers_count: u64,
    /// How many issues are open.
    pub open_issues_count: u64,
}

/// Who owns a repository or wrote an issue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Owner {
    /// Their name.
    pub login: String,
}

/// A repository to create.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NewRepo {
    /// Its name.
    pub name: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it is hidden from others.
    pub private: bool,
}

/// What to change of a repository. What is `None` stays.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RepoChange {
    /// Its new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}
