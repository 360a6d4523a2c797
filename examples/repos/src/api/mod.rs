//! The API of a code host, after GitHub's: one trait a group of resources, one signature an
//! operation.
//!
//! ```no_run
//! use repos_example::api::{Forge, IssueState, Issues, ListIssues};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let forge = Forge::new("https://api.github.com", "github_pat_123")?;
//! let filter = ListIssues { state: Some(IssueState::Open), ..ListIssues::default() };
//! for issue in forge.list_issues("rust-lang", "rust", &filter).first(50).await? {
//!     println!("#{} {}", issue.number, issue.title);
//! }
//! # Ok(()) }
//! ```

mod client;
mod contents;
mod error;
mod fresh;
mod issues;
mod limits;
mod repos;
mod search;

pub use self::client::Forge;
pub use self::contents::{Base64, Change, Contents, DeleteFile, File, PutFile};
pub use self::error::{ForgeError, Problem};
pub use self::fresh::{ETag, Fresh};
pub use self::issues::{
    Issue, IssueChange, IssueState, Issues, Label, Labels, ListIssues, NewIssue,
};
pub use self::limits::{Allowance, Allowances, Limits, RateLimits};
pub use self::repos::{ListRepos, NewRepo, Owner, Repo, RepoChange, RepoSort, Repos};
pub use self::search::{Found, Search};

/// A call of the host's.
pub type Call<T> = endpoint::Call<T, ForgeError>;

/// A list of the host's: a JSON array a page, the next one linked by a header.
pub type Pages<T> = endpoint::Pages<endpoint::page::Linked<T>, ForgeError>;
