//! From method and path to an operation.

use http::{Method, StatusCode};
use serde_json::json;

use super::answer::{Answer, Asked, Reply};
use super::state::State;
use super::{contents, issues, repos, search};

pub(super) fn answer(state: &mut State, asked: &Asked) -> Answer {
    let path: Vec<_> = asked.path.iter().map(String::as_str).collect();
    match (&asked.method, path.as_slice()) {
        (&Method::GET, ["rate_limit"]) => Ok(rate_limit(state)),
        (&Method::GET, ["users", user, "repos"]) => Ok(repos::list(state, asked, user)),
        (&Method::POST, ["user", "repos"]) => repos::create(state, asked),
        (&Method::GET, ["user", "starred", owner, name]) => {
            let id = find(state, owner, name)?;
            repos::starred(state.repo(id, &asked.login)?, asked)
        }
        (&Method::PUT, ["user", "starred", owner, name]) => {
            let id = find(state, owner, name)?;
            Ok(repos::star(state.repo(id, &asked.login)?, asked))
        }
        (&Method::GET, ["search", "repositories"]) => Ok(search::repos(state, asked)),
        (&Method::GET, ["search", "issues"]) => Ok(search::issues(state, asked)),
        (_, ["repos", owner, name, rest @ ..]) => {
            if let Some(id) = state.former.get(&((*owner).into(), (*name).into())) {
                return Err(moved(asked, *id));
            }
            let id = find(state, owner, name)?;
            in_repo(state, asked, id, rest)
        }
        (_, ["repositories", id, rest @ ..]) => {
            let id = id.parse().map_err(|_| Reply::missing())?;
            in_repo(state, asked, id, rest)
        }
        _ => Err(Reply::missing()),
    }
}

fn in_repo(state: &mut State, asked: &Asked, id: u64, rest: &[&str]) -> Answer {
    let repo = state.repo(id, &asked.login)?;
    match (&asked.method, rest) {
        (&Method::GET, []) => Ok(Reply::ok(&repo.json())),
        (&Method::PATCH, []) => repos::update(state, asked, id),
        (&Method::DELETE, []) => repos::delete(state, asked, id),
        (&Method::GET, ["issues"]) => Ok(issues::list(repo, asked)),
        (&Method::POST, ["issues"]) => issues::create(repo, asked),
        (method, ["issues", number, rest @ ..]) => {
            let number = number.parse().ok();
            let issue = repo
                .issues
                .iter_mut()
                .find(|issue| Some(issue.number) == number)
                .ok_or_else(Reply::missing)?;
            issues::one(issue, asked, method, rest)
        }
        (method, ["contents", path @ ..]) if !path.is_empty() => {
            contents::one(repo, asked, method, &path.join("/"))
        }
        _ => Err(Reply::missing()),
    }
}

fn find(state: &State, owner: &str, name: &str) -> Result<u64, Reply> {
    state.id(owner, name).ok_or_else(Reply::missing)
}

/// A repository that has another name now: its id says where it is for good.
fn moved(asked: &Asked, id: u64) -> Reply {
    let (path, query) = asked.target.split_once('?').unwrap_or((&asked.target, ""));
    let mut url = format!("{}/repositories/{id}", asked.origin);
    // Behind `/repos/{owner}/{repo}`.
    for segment in path.split('/').skip(4) {
        url.push('/');
        url.push_str(segment);
    }
    if !query.is_empty() {
        url.push('?');
        url.push_str(query);
    }
    let status = match asked.method {
        Method::GET | Method::HEAD => StatusCode::MOVED_PERMANENTLY,
        _ => StatusCode::TEMPORARY_REDIRECT,
    };
    let body = json!({ "message": "Moved Permanently", "url": url });
    Reply::json(status, &body).with("location", url)
}

fn rate_limit(state: &State) -> Reply {
    let allowance = &state.allowance;
    let core = json!({
        "limit": allowance.limit,
        "used": allowance.used,
        "remaining": allowance.limit - allowance.used,
        "reset": allowance.reset,
    });
    Reply::ok(&json!({ "resources": { "core": core } }))
}
