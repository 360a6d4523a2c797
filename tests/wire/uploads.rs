//! Bodies in pieces over a real connection: what is reported, and what arrives.

use std::sync::{Arc, Mutex};

use endpoint::{Api, Body, Call, Client, Part, endpoint};
use endpoint_tests::Server;

use crate::over;

trait Files: Api {
    #[endpoint(PUT, "/files/<name>")]
    fn put(&self, name: &str, #[body] content: Body) -> Call<()>;
    #[endpoint(POST, "/files")]
    fn attach(&self, #[part] purpose: &str, #[part] file: Part) -> Call<()>;
}

impl Files for Client {}

/// More than two pieces.
const LENGTH: usize = 600_000;

#[derive(Clone, Default)]
struct Reports(Arc<Mutex<Vec<u64>>>);

impl Reports {
    fn of(&self, body: Body) -> Body {
        let reports = Arc::clone(&self.0);
        body.on_progress(move |sent| reports.lock().unwrap().push(sent))
    }

    /// They grow, and end with all that there was.
    fn check(&self) {
        let reports = self.0.lock().unwrap();
        assert!(reports.len() > 1, "{reports:?}");
        assert!(reports.is_sorted(), "{reports:?}");
        assert_eq!(reports.last(), Some(&(LENGTH as u64)));
    }
}

#[tokio::test]
async fn progress_is_told_while_a_body_is_sent() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let reports = Reports::default();
    let content = reports.of("x".repeat(LENGTH).into());
    client.put("a", content).await.unwrap();
    reports.check();
    let arrived = server.arrived().pop().unwrap();
    assert_eq!(arrived.body.len(), LENGTH);
    assert_eq!(arrived.header("content-length"), Some("600000"));
}

#[tokio::test]
async fn progress_of_a_part_is_told() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let reports = Reports::default();
    let content = reports.of("x".repeat(LENGTH).into());
    client.attach("dispute", Part::new(content)).await.unwrap();
    reports.check();
    assert!(server.arrived()[0].body.len() > LENGTH);
}

#[tokio::test]
async fn a_file_is_a_part() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.txt");
    std::fs::write(&path, "y".repeat(LENGTH)).unwrap();
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let reports = Reports::default();
    let file = Part::new(reports.of(Body::file(&path).unwrap())).file_name("evidence.txt");
    client.attach("dispute", file).await.unwrap();
    reports.check();
    let arrived = server.arrived().pop().unwrap();
    assert!(arrived.body.contains(&"y".repeat(LENGTH)));
    let length: usize = arrived.header("content-length").unwrap().parse().unwrap();
    assert_eq!(arrived.body.len(), length);
}
