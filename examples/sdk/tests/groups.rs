//! Every operation against the Nameplate in memory, over a socket.

use std::error::Error as _;
use std::time::Duration;

use nameplate::testing::Server;
use nameplate::{
    ErrorKind, Nameplate, NewKey, NewRecord, NewZone, RecordChange, RecordFilter, RecordType,
    Retry, StatusCode, ZoneId,
};

fn open() -> (Server, Nameplate) {
    let server = Server::start().unwrap();
    let client = Nameplate::builder()
        .base_url(server.url())
        .token(Server::TOKEN)
        .build()
        .unwrap();
    (server, client)
}

#[tokio::test]
async fn zones_are_made_listed_and_deleted() {
    let (_server, client) = open();
    let zones = client.zones();
    for name in ["a.example", "b.example", "c.example", "d.example"] {
        zones.create(&NewZone::new(name)).await.unwrap();
    }
    let all = zones.list().try_collect(10).await.unwrap();
    assert_eq!(all.len(), 4);
    assert_eq!(all[3].name, "d.example");
    assert_eq!(zones.get(&all[0].id).await.unwrap(), all[0]);
    zones.delete(&all[0].id).await.unwrap();
    assert_eq!(zones.get(&all[0].id).optional().await.unwrap(), None);
    let error = zones.create(&NewZone::new("b.example")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn records_are_made_changed_filtered_and_deleted() {
    let (_server, client) = open();
    let zone = client.zones().create(&NewZone::new("a.example"));
    let zone = zone.await.unwrap().id;
    let records = client.records();
    for (kind, content) in [
        (RecordType::A, "192.0.2.1"),
        (RecordType::Aaaa, "2001:db8::1"),
        (
            RecordType::Other("CAA".to_owned()),
            "0 issue \"ca.example\"",
        ),
    ] {
        let record = NewRecord::new(kind.clone(), "@", content);
        let made = records.create(&zone, &record).await.unwrap();
        assert_eq!((made.kind, made.ttl), (kind, 3600));
    }
    let filter = RecordFilter::new().kind(RecordType::Aaaa).name("@");
    let found = records.list(&zone, &filter).try_collect(9).await.unwrap();
    let [record] = found.as_slice() else {
        panic!("{found:?}");
    };
    let change = RecordChange::new().ttl(60);
    let changed = records.update(&zone, &record.id, &change).await.unwrap();
    assert_eq!((changed.ttl, changed.content.as_str()), (60, "2001:db8::1"));
    assert_eq!(records.get(&zone, &record.id).await.unwrap(), changed);
    records.delete(&zone, &record.id).await.unwrap();
    let error = records.get(&zone, &record.id).await.unwrap_err();
    assert!(error.is_not_found());
}

#[tokio::test]
async fn wrong_fields_are_told_one_by_one_and_kept() {
    let (_server, client) = open();
    let zone = client.zones().create(&NewZone::new("a.example"));
    let zone = zone.await.unwrap().id;
    let wrong = NewRecord::new(RecordType::A, "", "nowhere").ttl(1);
    let error = client.records().create(&zone, &wrong).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    let fields: Vec<_> = error
        .problems()
        .iter()
        .map(|problem| &problem.field)
        .collect();
    assert_eq!(fields, ["name", "content", "ttl"]);
    assert!(!error.may_have_happened());
    let text = error.to_string();
    let start = "POST /v1/zones/{zone}/records: 422 invalid: the request has fields that cannot be \
                 taken; `name` is empty; `content` is no IPv4 address; `ttl` is not within 60 and 86400 \
                 (request req_";
    assert!(text.starts_with(start), "{text}");
}

#[tokio::test]
async fn keys_are_made_and_revoked_and_their_tokens_are_not_shown() {
    let (server, client) = open();
    let key = client.keys().create(&NewKey::new("deploys")).await.unwrap();
    assert!(!format!("{key:?}").contains(key.token.reveal()));
    let theirs = Nameplate::builder().base_url(server.url());
    let theirs = theirs.token(key.token.reveal()).build().unwrap();
    let keys = theirs.keys().list().try_collect(9).await.unwrap();
    assert_eq!((keys[0].id.clone(), keys.len()), (key.id.clone(), 1));
    client.keys().revoke(&key.id).await.unwrap();
    let error = theirs.zones().list().next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Unauthorized, Some(StatusCode::UNAUTHORIZED))
    );
}

#[tokio::test]
async fn a_call_that_is_repeated_with_its_key_is_done_once() {
    let (_server, client) = open();
    let create = || {
        client
            .zones()
            .create(&NewZone::new("a.example"))
            .idempotency_key("once")
    };
    let (first, again) = (create().await.unwrap(), create().await.unwrap());
    assert_eq!(first, again);
    assert_eq!(client.zones().list().try_collect(9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn nobody_there_is_certainly_not_done_and_has_a_cause() {
    let (server, client) = open();
    drop(server);
    let zone: ZoneId = "zone_1".parse().unwrap();
    let call = client.zones().delete(&zone).retry(Retry::never());
    let error = call.timeout(Duration::from_secs(9)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreachable);
    assert!(!error.may_have_happened());
    assert_eq!(error.attempts(), 1);
    assert!(error.source().is_some());
}

#[tokio::test]
async fn the_version_travels_with_each_call() {
    let (_server, client) = open();
    let call = client.zones().list().into_call();
    let version = format!("nameplate-version: {}", Nameplate::API_VERSION);
    assert!(call.to_curl().contains(&version), "{}", call.to_curl());
    let other = call.header("Nameplate-Version", "2019-01-01").await;
    let error = other.unwrap_err();
    assert_eq!(error.refusal().unwrap().code, "unknown_version");
}

#[test]
fn without_a_runtime_the_same_methods_wait() {
    let (_server, client) = open();
    for name in ["a.example", "b.example", "c.example", "d.example"] {
        client
            .zones()
            .create(&NewZone::new(name))
            .blocking()
            .unwrap();
    }
    let names: Result<Vec<_>, _> = client.zones().list().blocking().collect();
    assert_eq!(names.unwrap().len(), 4);
    let missing: ZoneId = "zone_0".parse().unwrap();
    let error = client.zones().get(&missing).blocking().unwrap_err();
    assert!(error.is_not_found());
}
