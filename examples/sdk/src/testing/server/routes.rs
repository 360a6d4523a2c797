//! The operations.

use std::net::{Ipv4Addr, Ipv6Addr};

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::edge::edge;
use super::reply::Refused;
use super::state::{Page, Shared, page};

type Answer<T = Value> = Result<Json<T>, Refused>;

#[derive(Deserialize)]
struct Cursor {
    cursor: Option<String>,
}

#[derive(Deserialize)]
struct Filter {
    cursor: Option<String>,
    r#type: Option<String>,
    name: Option<String>,
}

pub(super) fn router() -> Router {
    let shared = Shared::new();
    let zone = "/v1/zones/{zone}";
    let records = "/v1/zones/{zone}/records";
    let record = "/v1/zones/{zone}/records/{record}";
    Router::new()
        .route("/v1/zones", get(list_zones).post(create_zone))
        .route(zone, get(get_zone).delete(delete_zone))
        .route(&format!("{zone}/export"), get(export_zone))
        .route(records, get(list_records).post(create_record))
        .route(
            record,
            get(get_record).patch(update_record).delete(delete_record),
        )
        .route("/v1/keys", get(list_keys).post(create_key))
        .route("/v1/keys/{key}/revoke", post(revoke_key))
        .fallback(|| async { Refused::missing("no_such_path", "path") })
        .layer(middleware::from_fn_with_state(shared.clone(), edge))
        .with_state(shared)
}

async fn list_zones(State(shared): State<Shared>, Query(at): Query<Cursor>) -> Json<Page> {
    Json(page(shared.lock().zones.iter(), at.cursor.as_deref()))
}

async fn get_zone(State(shared): State<Shared>, Path(zone): Path<String>) -> Answer {
    let zone = shared.lock().zones.get(&zone).cloned();
    zone.map(Json).ok_or_else(no_zone)
}

async fn create_zone(State(shared): State<Shared>, Json(asked): Json<Value>) -> Answer {
    let mut state = shared.lock();
    let name = text(&asked, "name");
    let problems = if name.contains('.') && !name.contains(char::is_whitespace) {
        Vec::new()
    } else {
        vec![("name", "is no domain, such as example.com")]
    };
    Refused::if_any(problems)?;
    if state.zones.values().any(|zone| zone["name"] == name) {
        let message = format!("the zone {name} is there already");
        return Err(Refused::new(StatusCode::CONFLICT, "zone_exists", message));
    }
    let id = state.id("zone_");
    let zone = json!({ "id": id, "name": name });
    state.zones.insert(id, zone.clone());
    Ok(Json(zone))
}

async fn delete_zone(State(shared): State<Shared>, Path(zone): Path<String>) -> Answer {
    let mut state = shared.lock();
    state.zones.remove(&zone).ok_or_else(no_zone)?;
    state.records.retain(|_, record| record["zone"] != zone);
    Ok(Json(Value::Null))
}

/// Not in the SDK: its users declare it.
async fn export_zone(State(shared): State<Shared>, Path(zone): Path<String>) -> Answer<String> {
    let state = shared.lock();
    state.zones.get(&zone).ok_or_else(no_zone)?;
    let mut lines = String::new();
    for record in state.records.values() {
        if record["zone"] == zone {
            let field = |name| text(record, name);
            let (name, kind, content) = (field("name"), field("type"), field("content"));
            lines += &format!("{name} {} IN {kind} {content}\n", record["ttl"]);
        }
    }
    Ok(Json(lines))
}

async fn list_records(
    State(shared): State<Shared>,
    Path(zone): Path<String>,
    Query(asked): Query<Filter>,
) -> Answer<Page> {
    let state = shared.lock();
    state.zones.get(&zone).ok_or_else(no_zone)?;
    let is_asked = |field: &str, asked: &Option<String>, record: &Value| {
        asked.as_ref().is_none_or(|asked| record[field] == **asked)
    };
    let records = state.records.iter().filter(|(_, record)| {
        record["zone"] == zone
            && is_asked("type", &asked.r#type, record)
            && is_asked("name", &asked.name, record)
    });
    Ok(Json(page(records, asked.cursor.as_deref())))
}

async fn get_record(
    State(shared): State<Shared>,
    Path((zone, record)): Path<(String, String)>,
) -> Answer {
    let record = shared.lock().records.get(&record).cloned();
    let record = record.filter(|record| record["zone"] == zone);
    record.map(Json).ok_or_else(no_record)
}

async fn create_record(
    State(shared): State<Shared>,
    Path(zone): Path<String>,
    Json(asked): Json<Map<String, Value>>,
) -> Answer {
    let mut state = shared.lock();
    state.zones.get(&zone).ok_or_else(no_zone)?;
    let mut record = Value::Object(asked);
    record["zone"] = json!(zone);
    if record["ttl"].is_null() {
        record["ttl"] = json!(3600);
    }
    Refused::if_any(problems(&record))?;
    let id = state.id("rec_");
    record["id"] = json!(id);
    state.records.insert(id, record.clone());
    Ok(Json(record))
}

async fn update_record(
    State(shared): State<Shared>,
    Path((zone, record)): Path<(String, String)>,
    Json(asked): Json<Value>,
) -> Answer {
    let mut state = shared.lock();
    let kept = state.records.get_mut(&record);
    let kept = kept.filter(|record| record["zone"] == zone);
    let kept = kept.ok_or_else(no_record)?;
    let mut changed = kept.clone();
    for field in ["content", "ttl"] {
        if !asked[field].is_null() {
            changed[field] = asked[field].clone();
        }
    }
    Refused::if_any(problems(&changed))?;
    *kept = changed.clone();
    Ok(Json(changed))
}

async fn delete_record(
    State(shared): State<Shared>,
    Path((zone, record)): Path<(String, String)>,
) -> Answer {
    let mut state = shared.lock();
    let is_there = state
        .records
        .get(&record)
        .is_some_and(|kept| kept["zone"] == zone);
    if !is_there {
        return Err(no_record());
    }
    state.records.remove(&record);
    Ok(Json(Value::Null))
}

async fn list_keys(State(shared): State<Shared>, Query(at): Query<Cursor>) -> Json<Page> {
    Json(page(shared.lock().keys.iter(), at.cursor.as_deref()))
}

async fn create_key(State(shared): State<Shared>, Json(asked): Json<Value>) -> Answer {
    let mut state = shared.lock();
    let label = text(&asked, "label");
    let problems = if label.is_empty() {
        vec![("label", "is empty")]
    } else {
        Vec::new()
    };
    Refused::if_any(problems)?;
    let (id, token) = (state.id("key_"), state.id("np_test_"));
    let key = json!({ "id": id, "label": label });
    let mut created = key.clone();
    created["token"] = json!(token);
    state.tokens.insert(token, Some(id.clone()));
    state.keys.insert(id, key);
    Ok(Json(created))
}

async fn revoke_key(State(shared): State<Shared>, Path(key): Path<String>) -> Answer {
    let mut state = shared.lock();
    let missing = || Refused::missing("key_not_found", "key");
    state.keys.remove(&key).ok_or_else(missing)?;
    state.tokens.retain(|_, of| of.as_ref() != Some(&key));
    Ok(Json(Value::Null))
}

/// What is wrong with a record.
fn problems(record: &Value) -> Vec<(&'static str, &'static str)> {
    let mut problems = Vec::new();
    if text(record, "name").is_empty() {
        problems.push(("name", "is empty"));
    }
    let content = text(record, "content");
    match text(record, "type") {
        "A" if content.parse::<Ipv4Addr>().is_err() => {
            problems.push(("content", "is no IPv4 address"));
        }
        "AAAA" if content.parse::<Ipv6Addr>().is_err() => {
            problems.push(("content", "is no IPv6 address"));
        }
        _ if content.is_empty() => problems.push(("content", "is empty")),
        _ => {}
    }
    let ttl = record["ttl"].as_u64();
    if !ttl.is_some_and(|ttl| (60..=86400).contains(&ttl)) {
        problems.push(("ttl", "is not within 60 and 86400"));
    }
    problems
}

fn text<'a>(thing: &'a Value, field: &str) -> &'a str {
    thing[field].as_str().unwrap_or_default()
}

fn no_zone() -> Refused {
    Refused::missing("zone_not_found", "zone")
}

fn no_record() -> Refused {
    Refused::missing("record_not_found", "record")
}
