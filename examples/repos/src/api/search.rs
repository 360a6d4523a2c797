//! Search over all repositories.

use endpoint::page::{Next, Page, Sent};
use endpoint::{Api, Pages, endpoint};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{ForgeError, Issue, Repo};

/// Search over all repositories.
pub trait Search: Api {
    /// Repositories whose name or description holds the words.
    #[endpoint(GET, "/search/repositories?q=<words>&<per_page>")]
    fn search_repos(&self, words: &str, per_page: Option<u8>) -> Pages<Found<Repo>, ForgeError>;

    /// Issues whose title holds the words.
    #[endpoint(GET, "/search/issues?q=<words>&<per_page>")]
    fn search_issues(&self, words: &str, per_page: Option<u8>) -> Pages<Found<Issue>, ForgeError>;
}

/// A page of what was found: not an array as in other lists, but linked as they are.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Found<T> {
    /// How many there are on all pages.
    pub total_count: u64,
    /// Whether the search was given up before its end.
    pub incomplete_results: bool,
    /// Those on this page.
    pub items: Vec<T>,
}

impl<T: DeserializeOwned + Send + 'static> Page for Found<T> {
    type Item = T;

    fn next(&self, sent: &Sent<'_>) -> Next {
        Next::linked(sent)
    }

    fn into_items(self, _: &Sent<'_>) -> Vec<T> {
        self.items
    }
}
