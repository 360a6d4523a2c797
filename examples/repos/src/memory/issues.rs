//! Issues and labels.

use http::{Method, StatusCode};

use super::answer::{Answer, Asked, Reply, problem};
use super::list::Page;
use super::state::{Issue, Repo, labels_json};

pub(super) fn list(repo: &Repo, asked: &Asked) -> Reply {
    let labels: Vec<_> = asked
        .pair("labels")
        .unwrap_or("")
        .split(',')
        .filter(|label| !label.is_empty())
        .collect();
    let matches = |issue: &&Issue| {
        let state = match asked.pair("state") {
            Some("closed") => !issue.open,
            Some("all") => true,
            _ => issue.open,
        };
        let by = asked.pair("creator").is_none_or(|user| user == issue.user);
        let has = |label: &&str| issue.labels.iter().any(|known| known == label);
        state && by && labels.iter().all(has)
    };
    let found = repo.issues.iter().rev().filter(matches);
    Page::new(asked, found.map(Issue::json).collect()).reply()
}

pub(super) fn create(repo: &mut Repo, asked: &Asked) -> Answer {
    let title = asked.text("title").unwrap_or("").trim();
    let labels = asked.texts("labels");
    let mut problems = Vec::new();
    if title.is_empty() {
        problems.push(problem("Issue", "title", "missing_field"));
    }
    problems.extend(label_problems(&labels));
    if !problems.is_empty() {
        return Err(Reply::invalid(&problems));
    }
    let issue = Issue {
        number: repo.issues.last().map_or(1, |last| last.number + 1),
        title: title.to_owned(),
        body: asked.text("body").map(str::to_owned),
        open: true,
        labels,
        user: asked.login.clone(),
    };
    let json = issue.json();
    repo.issues.push(issue);
    Ok(Reply::json(StatusCode::CREATED, &json))
}

pub(super) fn one(issue: &mut Issue, asked: &Asked, method: &Method, rest: &[&str]) -> Answer {
    match (method, rest) {
        (&Method::GET, []) => {}
        (&Method::PATCH, []) => update(issue, asked)?,
        (&Method::POST, ["labels"]) => {
            let labels = asked.texts("labels");
            if let Some(problem) = label_problems(&labels).next() {
                return Err(Reply::invalid(&[problem]));
            }
            for label in labels {
                if !issue.labels.contains(&label) {
                    issue.labels.push(label);
                }
            }
            return Ok(Reply::ok(&labels_json(&issue.labels)));
        }
        (&Method::DELETE, ["labels", name]) => {
            let before = issue.labels.len();
            issue.labels.retain(|label| label != name);
            if issue.labels.len() == before {
                let message = "Label does not exist";
                return Err(Reply::refused(StatusCode::NOT_FOUND, message));
            }
            return Ok(Reply::ok(&labels_json(&issue.labels)));
        }
        _ => return Err(Reply::missing()),
    }
    Ok(Reply::ok(&issue.json()))
}

fn update(issue: &mut Issue, asked: &Asked) -> Result<(), Reply> {
    match asked.text("state") {
        None => {}
        Some("open") => issue.open = true,
        Some("closed") => issue.open = false,
        Some(_) => return Err(Reply::invalid(&[problem("Issue", "state", "invalid")])),
    }
    if let Some(title) = asked.text("title") {
        title.clone_into(&mut issue.title);
    }
    Ok(())
}

/// Labels are 1 to 50 characters long.
fn label_problems(labels: &[String]) -> impl Iterator<Item = serde_json::Value> {
    labels
        .iter()
        .filter(|label| label.is_empty() || label.chars().count() > 50)
        .map(|_| problem("Label", "name", "invalid"))
}
