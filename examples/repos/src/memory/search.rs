//! Search.

use serde_json::{Value, json};

use super::answer::{Asked, Reply};
use super::list::Page;
use super::state::{Issue, Repo, State};

pub(super) fn repos(state: &State, asked: &Asked) -> Reply {
    let found = visible(state, asked).filter(|repo| {
        let description = repo.description.as_deref().unwrap_or("");
        matches(asked, &format!("{} {description}", repo.name))
    });
    found_in(asked, found.map(Repo::json).collect())
}

pub(super) fn issues(state: &State, asked: &Asked) -> Reply {
    let found = visible(state, asked)
        .flat_map(|repo| &repo.issues)
        .filter(|issue| matches(asked, &issue.title));
    found_in(asked, found.map(Issue::json).collect())
}

fn visible<'a>(state: &'a State, asked: &'a Asked) -> impl Iterator<Item = &'a Repo> {
    let repos = state.repos.values();
    repos.filter(|repo| !repo.private || repo.owner == asked.login)
}

/// Whether a text holds all words that are searched for, in any case.
fn matches(asked: &Asked, text: &str) -> bool {
    let text = text.to_lowercase();
    let words = asked.pair("q").unwrap_or("").to_lowercase();
    words.split_whitespace().all(|word| text.contains(word))
}

fn found_in(asked: &Asked, all: Vec<Value>) -> Reply {
    let total = all.len();
    Page::new(asked, all).reply_with(
        |items| json!({ "total_count": total, "incomplete_results": false, "items": items }),
    )
}
