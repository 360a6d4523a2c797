//! Repositories.

use http::StatusCode;
use serde_json::json;

use super::answer::{Answer, Asked, Reply, problem};
use super::list::Page;
use super::state::{Repo, State};

pub(super) fn list(state: &State, asked: &Asked, user: &str) -> Reply {
    let mut repos: Vec<_> = state
        .repos
        .values()
        .filter(|repo| repo.owner == user && (!repo.private || asked.login == user))
        .collect();
    match asked.pair("sort") {
        Some("created") => repos.reverse(),
        _ => repos.sort_by(|one, other| one.name.cmp(&other.name)),
    }
    Page::new(asked, repos.into_iter().map(Repo::json).collect()).reply()
}

pub(super) fn create(state: &mut State, asked: &Asked) -> Answer {
    let name = free_name(state, asked, asked.text("name").unwrap_or(""))?;
    let description = asked.text("description").map(str::to_owned);
    let private = asked.json["private"].as_bool().unwrap_or(false);
    let id = state.add(&asked.login, &name, description, private);
    let repo = state.repo(id, &asked.login)?;
    Ok(Reply::json(StatusCode::CREATED, &repo.json()))
}

pub(super) fn update(state: &mut State, asked: &Asked, id: u64) -> Answer {
    own(state, asked, id)?;
    let name = asked.text("name");
    let name = name.map(|name| free_name(state, asked, name)).transpose()?;
    let repo = state.repo(id, &asked.login)?;
    if let Some(description) = asked.text("description") {
        repo.description = Some(description.to_owned());
    }
    let answer = match name {
        Some(name) => {
            let former = std::mem::replace(&mut repo.name, name);
            let (former, json) = ((repo.owner.clone(), former), repo.json());
            state.former.insert(former, id);
            json
        }
        None => repo.json(),
    };
    Ok(Reply::ok(&answer))
}

pub(super) fn delete(state: &mut State, asked: &Asked, id: u64) -> Answer {
    own(state, asked, id)?;
    state.repos.remove(&id);
    state.former.retain(|_, &mut moved| moved != id);
    Ok(Reply::empty())
}

pub(super) fn starred(repo: &Repo, asked: &Asked) -> Answer {
    if repo.stargazers.contains(&asked.login) {
        Ok(Reply::empty())
    } else {
        Err(Reply::missing())
    }
}

pub(super) fn star(repo: &mut Repo, asked: &Asked) -> Reply {
    repo.stargazers.insert(asked.login.clone());
    Reply::empty()
}

fn own(state: &mut State, asked: &Asked, id: u64) -> Result<(), Reply> {
    if state.repo(id, &asked.login)?.owner == asked.login {
        return Ok(());
    }
    let message = "Must have admin rights to Repository.";
    Err(Reply::refused(StatusCode::FORBIDDEN, message))
}

/// A name that a repository of the asking user's can have.
fn free_name(state: &State, asked: &Asked, name: &str) -> Result<String, Reply> {
    if name.is_empty() {
        return Err(Reply::invalid(&[problem(
            "Repository",
            "name",
            "missing_field",
        )]));
    }
    if state.id(&asked.login, name).is_some() {
        return Err(Reply::invalid(&[json!({
            "resource": "Repository",
            "field": "name",
            "code": "custom",
            "message": "already exists on this account",
        })]));
    }
    Ok(name.to_owned())
}
