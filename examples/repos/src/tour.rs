//! The parts of the walk.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::time::Duration;

use endpoint::testing::PausedClock;
use repos_example::api::{
    Allowance, Base64, Contents, Forge, ForgeError, Fresh, Issues, Labels, ListIssues, ListRepos,
    NewIssue, PutFile, Repo, RepoChange, RepoSort, Repos, Search,
};
use repos_example::memory::Host;

pub(super) type Failure = Box<dyn std::error::Error + Send + Sync>;
type Error = endpoint::Error<ForgeError>;

pub(super) struct Tour {
    pub(super) forge: Forge,
    pub(super) host: Host,
    pub(super) clock: PausedClock,
}

impl Tour {
    pub(super) async fn lists(&self) -> Result<(), Failure> {
        say("Lists, linked by a header")?;
        let filter = ListRepos {
            sort: Some(RepoSort::Created),
            per_page: Some(5),
        };
        let mut pages = self.forge.list_repos("ada", &filter).by_page();
        if let Some(page) = pages.next().await.transpose()? {
            let last = page.link("last").unwrap_or("this one");
            say(format_args!("  the last page is {last}"))?;
        }
        let newest = self.forge.list_repos("ada", &filter).first(7).await?;
        say(format_args!("  the newest seven: {}", names(&newest)))?;
        self.say_log()
    }

    pub(super) async fn labels(&self) -> Result<(), Failure> {
        say("Filters, and names that are no path segments")?;
        let bugs = ListIssues {
            labels: vec!["bug".to_owned(), "needs oil".to_owned()],
            ..ListIssues::default()
        };
        for issue in self
            .forge
            .list_issues("ada", "engine", &bugs)
            .first(3)
            .await?
        {
            say(format_args!("  #{} {}", issue.number, issue.title))?;
            let labels = Labels {
                labels: vec!["kind/jam".to_owned()],
            };
            self.forge
                .add_labels("ada", "engine", issue.number, &labels)
                .await?;
            let remove = self
                .forge
                .remove_label("ada", "engine", issue.number, "needs oil");
            let left: Vec<_> = remove.await?.into_iter().map(|label| label.name).collect();
            say(format_args!("  labels are now {}", left.join(", ")))?;
        }
        self.say_log()
    }

    pub(super) async fn conditional(&self) -> Result<(), Failure> {
        say("A version that is known is a value, and costs nothing")?;
        let mut known = None;
        for _ in 0..2 {
            let call = self.forge.repo_unless("ada", "engine", known.as_ref());
            let response = call.with_response().await?;
            let left = Allowance::of(response.headers()).map_or(0, |allowance| allowance.remaining);
            match response.into_value() {
                Fresh::Modified { value, etag } => {
                    say(format_args!("  {}, {left} requests left", value.full_name))?;
                    known = etag;
                }
                Fresh::NotModified => say(format_args!("  not modified, {left} requests left"))?,
            }
        }
        self.say_log()
    }

    pub(super) async fn renamed(&self) -> Result<(), Failure> {
        say("A repository that has another name now")?;
        let repo = self.forge.repo("ada", "difference-engine").await?;
        say(format_args!("  GET is led to {}", repo.full_name))?;
        let change = RepoChange {
            description: Some("Computes differences".to_owned()),
            ..RepoChange::default()
        };
        let update = self.forge.update_repo("ada", "difference-engine", &change);
        say_error(update.await)?;
        self.say_log()
    }

    pub(super) async fn limits(&self) -> Result<(), Failure> {
        say("A rate limit that ends in 42 s, and one that ends in an hour")?;
        self.host.use_up_allowance(Duration::from_secs(42));
        let response = self.forge.repo("ada", "engine").with_response().await?;
        say(format_args!(
            "  answered by attempt {}, after {} pause",
            response.attempts(),
            self.clock.pauses().len()
        ))?;
        self.host.use_up_allowance(Duration::from_secs(3600));
        let error = say_error(self.forge.repo("ada", "engine").await)?;
        let minutes = error.retry_after().unwrap_or_default().as_secs_f64() / 60.0;
        say(format_args!("  worth another try in {minutes:.0} minutes"))?;
        self.host.use_up_allowance(Duration::ZERO);
        self.say_log()
    }

    pub(super) async fn problems(&self) -> Result<(), Failure> {
        say("What is wrong with a request, field by field")?;
        let issue = NewIssue {
            labels: vec!["far too ".repeat(9)],
            ..NewIssue::default()
        };
        let error = say_error(self.forge.create_issue("ada", "engine", &issue).await)?;
        let problems = error.api().map_or(&[][..], |api| &api.problems);
        let missing = problems
            .iter()
            .filter(|problem| problem.code == "missing_field");
        for problem in missing {
            say(format_args!("  give it a {}", problem.field))?;
        }
        self.say_log()
    }

    pub(super) async fn files(&self) -> Result<(), Failure> {
        say("A file that is written, and the answer is lost")?;
        let path = "notes/first program.md";
        let file = PutFile {
            message: "Publish the first program".to_owned(),
            content: Base64(b"Bernoulli numbers, in 25 operations.".to_vec()),
            sha: None,
        };
        self.host.lose_next_answer();
        say_error(self.forge.put_file("ada", "engine", path, &file).await)?;
        let text = self.forge.file_text("ada", "engine", path).await?;
        say(format_args!("  it is there: {text}"))?;
        self.say_log()
    }

    pub(super) async fn search(&self) -> Result<(), Failure> {
        say("A search, whose pages are no plain arrays")?;
        let found = self.forge.search_repos("engine", Some(2));
        let mut pages = found.by_page();
        while let Some(page) = pages.next().await.transpose()? {
            let (items, total) = (names(&page.items), page.total_count);
            say(format_args!("  {items} (of {total})"))?;
        }
        self.say_log()
    }

    pub(super) async fn never_sent(&self) -> Result<(), Failure> {
        say("A name that would be another path")?;
        say_error(self.forge.delete_repo("ada", "..").await)?;
        self.say_log()
    }

    /// What the server saw since the last time.
    fn say_log(&self) -> Result<(), Failure> {
        for line in self.host.take_log() {
            say(format_args!("    > {line}"))?;
        }
        say("")
    }
}

fn names(repos: &[Repo]) -> String {
    let names: Vec<_> = repos.iter().map(|repo| repo.name.as_str()).collect();
    names.join(", ")
}

/// Says the failure of what should have failed.
fn say_error<T>(result: Result<T, Error>) -> Result<Error, Failure> {
    match result {
        Ok(_) => Err("this was to fail".into()),
        Err(error) => {
            say(format_args!("  {error}"))?;
            Ok(error)
        }
    }
}

fn say(line: impl Display) -> Result<(), Failure> {
    Ok(writeln!(io::stdout(), "{line}")?)
}
