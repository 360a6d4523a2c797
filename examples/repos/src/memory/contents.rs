//! Files.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::answer::{Answer, Asked, Reply, problem};
use super::state::Repo;

pub(super) fn one(repo: &mut Repo, asked: &Asked, method: &Method, path: &str) -> Answer {
    match *method {
        Method::GET => get(repo, asked, path),
        Method::PUT => put(repo, asked, path),
        Method::DELETE => delete(repo, asked, path),
        _ => Err(Reply::missing()),
    }
}

fn get(repo: &Repo, asked: &Asked, path: &str) -> Answer {
    let content = repo.files.get(path).ok_or_else(Reply::missing)?;
    if asked.pair("ref").is_some_and(|branch| branch != "main") {
        return Err(Reply::missing());
    }
    if asked.raw {
        return Ok(Reply::text(content));
    }
    let mut file = describe(path, content);
    file["encoding"] = json!("base64");
    file["content"] = json!(in_lines(&STANDARD.encode(content)));
    Ok(Reply::ok(&file))
}

fn put(repo: &mut Repo, asked: &Asked, path: &str) -> Answer {
    let content = asked.text("content").map(|text| STANDARD.decode(text));
    let content = match content {
        Some(Ok(content)) => content,
        Some(Err(_)) => return Err(Reply::invalid(&[problem("Content", "content", "invalid")])),
        None => {
            return Err(Reply::invalid(&[problem(
                "Content",
                "content",
                "missing_field",
            )]));
        }
    };
    is_current(repo, asked, path)?;
    let status = if repo.files.contains_key(path) {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    let answer = json!({ "content": describe(path, &content) });
    repo.files.insert(path.to_owned(), content);
    Ok(Reply::json(status, &answer))
}

fn delete(repo: &mut Repo, asked: &Asked, path: &str) -> Answer {
    if !repo.files.contains_key(path) {
        return Err(Reply::missing());
    }
    is_current(repo, asked, path)?;
    repo.files.remove(path);
    Ok(Reply::ok(&json!({ "content": null })))
}

/// Whether the version that the request names is the one that is there.
fn is_current(repo: &Repo, asked: &Asked, path: &str) -> Result<(), Reply> {
    let current = repo.files.get(path).map(|content| sha(content));
    if current.as_deref() == asked.text("sha") {
        return Ok(());
    }
    let message = match current {
        Some(sha) => format!("{path} is at {}", &sha[..7]),
        None => format!("{path} does not exist"),
    };
    Err(Reply::refused(StatusCode::CONFLICT, &message))
}

fn describe(path: &str, content: &[u8]) -> Value {
    let name = path.rsplit('/').next();
    json!({
        "type": "file",
        "name": name,
        "path": path,
        "size": content.len(),
        "sha": sha(content),
    })
}

/// Forty hex digits, as versions have.
fn sha(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest[..20]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Base64 in lines of 60, as the host writes it.
fn in_lines(text: &str) -> String {
    let mut lines = String::new();
    for (at, character) in text.chars().enumerate() {
        if at > 0 && at % 60 == 0 {
            lines.push('\n');
        }
        lines.push(character);
    }
    lines.push('\n');
    lines
}
