//! What the host knows.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::answer::Reply;
use super::{ADAS_TOKEN, CHARLES_TOKEN};

pub(super) struct State {
    pub(super) repos: BTreeMap<u64, Repo>,
    /// Names that repositories had before.
    pub(super) former: BTreeMap<(String, String), u64>,
    pub(super) allowance: Allowance,
    pub(super) log: Vec<String>,
    pub(super) requests: u64,
    pub(super) refuse_next: Option<u64>,
    pub(super) lose_next: bool,
}

/// Requests of a period, of all users together.
pub(super) struct Allowance {
    pub(super) limit: u64,
    pub(super) used: u64,
    /// When the next period begins, in seconds since 1970.
    pub(super) reset: u64,
}

#[derive(Default)]
pub(super) struct Repo {
    pub(super) id: u64,
    pub(super) owner: String,
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) private: bool,
    pub(super) issues: Vec<Issue>,
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) stargazers: BTreeSet<String>,
}

pub(super) struct Issue {
    pub(super) number: u64,
    pub(super) title: String,
    pub(super) body: Option<String>,
    pub(super) open: bool,
    pub(super) labels: Vec<String>,
    pub(super) user: String,
}

/// Repositories of the beginning, the oldest first.
const REPOS: [(&str, &str); 12] = [
    ("engine", "Computes anything that can be told it"),
    ("cards", "Programs on punched cards"),
    ("notes", "Notes on the engine"),
    ("looms", "Weaves flowers and leaves"),
    ("mill", "The part of the engine that adds"),
    ("store", "The part of the engine that remembers"),
    ("printer", "Prints tables without an error"),
    ("tables", "Logarithms, checked twice"),
    ("music", "Pieces that an engine composed"),
    ("flight", "Wings, and what drives them"),
    ("whist", "Odds at the table"),
    ("letters", "To and from Charles"),
];

/// Issues of the first repository, the oldest first: title, labels, whether it is open.
const ISSUES: [(&str, &[&str], bool); 8] = [
    ("Carry is lost after the ninth digit", &["bug"], false),
    ("Loop without a card for its end", &["bug", "cards"], true),
    ("Print two columns", &["wish"], true),
    ("Jams when it is cold", &["bug", "needs oil"], true),
    ("Bernoulli numbers, as an example", &["docs"], true),
    ("Ring a bell at zero", &["wish"], false),
    ("Reads a card backwards", &["bug", "cards"], true),
    ("Conditional jump needs two cards", &["cards"], true),
];

impl State {
    pub(super) fn seeded() -> Self {
        let mut state = Self {
            repos: BTreeMap::new(),
            former: BTreeMap::new(),
            allowance: Allowance {
                limit: 5000,
                used: 0,
                reset: 0,
            },
            log: Vec::new(),
            requests: 0,
            refuse_next: None,
            lose_next: false,
        };
        for (name, description) in REPOS {
            state.add("ada", name, Some(description.to_owned()), false);
        }
        if let Some(engine) = state.repos.get_mut(&1) {
            engine.issues = issues();
            let readme = b"# Engine\n\nTurn the handle.\n".to_vec();
            engine.files.insert("README.md".to_owned(), readme);
        }
        let former = ("ada".to_owned(), "difference-engine".to_owned());
        state.former.insert(former, 1);
        state
    }

    /// The user whose token it is.
    pub(super) fn login(token: &str) -> Option<&'static str> {
        match token {
            ADAS_TOKEN => Some("ada"),
            CHARLES_TOKEN => Some("charles"),
            _ => None,
        }
    }

    pub(super) fn add(
        &mut self,
        owner: &str,
        name: &str,
        description: Option<String>,
        private: bool,
    ) -> u64 {
        let id = self.repos.keys().last().map_or(1, |last| last + 1);
        let repo = Repo {
            id,
            owner: owner.to_owned(),
            name: name.to_owned(),
            description,
            private,
            ..Repo::default()
        };
        self.former.remove(&(owner.to_owned(), name.to_owned()));
        self.repos.insert(id, repo);
        id
    }

    pub(super) fn id(&self, owner: &str, name: &str) -> Option<u64> {
        let repo = self
            .repos
            .values()
            .find(|repo| repo.owner == owner && repo.name == name);
        repo.map(|repo| repo.id)
    }

    /// A repository that `login` may see.
    pub(super) fn repo(&mut self, id: u64, login: &str) -> Result<&mut Repo, Reply> {
        let repo = self.repos.get_mut(&id);
        repo.filter(|repo| !repo.private || repo.owner == login)
            .ok_or_else(Reply::missing)
    }
}

fn issues() -> Vec<Issue> {
    (1..)
        .zip(ISSUES)
        .map(|(number, (title, labels, open))| Issue {
            number,
            title: title.to_owned(),
            body: None,
            open,
            labels: labels.iter().map(|&label| label.to_owned()).collect(),
            user: "charles".to_owned(),
        })
        .collect()
}

impl Repo {
    pub(super) fn json(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "full_name": format!("{}/{}", self.owner, self.name),
            "owner": { "login": self.owner },
            "private": self.private,
            "description": self.description,
            "stargazers_count": self.stargazers.len(),
            "open_issues_count": self.issues.iter().filter(|issue| issue.open).count(),
            "default_branch": "main",
        })
    }
}

impl Issue {
    pub(super) fn json(&self) -> Value {
        json!({
            "number": self.number,
            "title": self.title,
            "body": self.body,
            "state": if self.open { "open" } else { "closed" },
            "labels": labels_json(&self.labels),
            "user": { "login": self.user },
        })
    }
}

pub(super) fn labels_json(labels: &[String]) -> Value {
    labels
        .iter()
        .map(|label| json!({ "name": label, "color": "ededed" }))
        .collect()
}
