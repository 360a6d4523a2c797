//! Answers that are streamed, text, and resources that may be missing.

use std::time::Duration;

use endpoint::testing::PausedClock;
use endpoint::{Api, Call, Client, Download, ErrorKind, Response, Retry, Text, endpoint};
use endpoint_tests::{Server, answer};
use http::StatusCode;

use crate::over;

trait Files: Api {
    #[endpoint(GET, "/files/<file>")]
    fn file(&self, file: &str) -> Call<Download, String>;
    #[endpoint(GET, "/files/<file>")]
    fn text(&self, file: &str) -> Call<Text>;
    #[endpoint(GET, "/things/<id>")]
    fn thing(&self, id: &str) -> Call<u32, String>;
}

impl Files for Client {}

async fn client(answers: &[String]) -> (Server, Client) {
    let server = Server::script(answers.iter().map(String::as_str))
        .await
        .unwrap();
    let client = over(server.url())
        .clock(PausedClock::new().jitter(0.0))
        .max_response_bytes(10)
        .read_timeout(Duration::from_millis(100))
        .build()
        .unwrap();
    (server, client)
}

#[tokio::test]
async fn a_download_is_read_as_it_arrives_and_has_no_limit_in_size() {
    let content = "x".repeat(300_000);
    let answers = [
        answer("503 Service Unavailable", &[], ""),
        answer("200 OK", &["Content-Type: application/pdf"], &content),
    ];
    let (server, client) = client(&answers).await;
    let mut download = client.file("a").await.unwrap();
    assert_eq!(download.status(), StatusCode::OK);
    assert_eq!(download.content_length(), Some(300_000));
    assert_eq!(download.headers()["content-type"], "application/pdf");
    let mut all = Vec::new();
    let mut chunks = 0;
    while let Some(chunk) = download.chunk().await.unwrap() {
        all.extend_from_slice(&chunk);
        chunks += 1;
        assert_eq!(download.received(), all.len() as u64);
    }
    assert!(chunks > 1);
    assert_eq!(all, content.as_bytes());
    assert_eq!(
        server.arrived()[1].header("accept-encoding"),
        Some("identity")
    );
    assert_eq!(server.arrived()[1].header("accept"), Some("*/*"));
}

#[tokio::test]
async fn a_refused_download_is_an_error_with_its_body() {
    let (_server, client) = client(&[answer("403 Forbidden", &[], "\"no\"")]).await;
    let error = client.file("a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.api().unwrap(), "no");
}

#[tokio::test]
async fn a_download_that_breaks_off_or_falls_silent_says_so() {
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".to_owned();
    let (_server, broken) = client(&[cut]).await;
    let mut download = broken.file("a").await.unwrap();
    let error = loop {
        match download.chunk().await {
            Ok(chunk) => assert_eq!(chunk.unwrap(), "abc"),
            Err(error) => break error,
        }
    };
    assert_eq!(
        error.to_string(),
        "GET /files/{file}: the body broke off after 3 of 9 bytes"
    );
    // Who asks again must not take it for the end.
    let again = download.chunk().await.unwrap_err();
    assert_eq!(again.to_string(), error.to_string());

    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        endpoint_tests::read_request(&mut stream).await.unwrap();
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc";
        tokio::io::AsyncWriteExt::write_all(&mut stream, head)
            .await
            .unwrap();
        std::future::pending::<()>().await;
    });
    let silent = over(url)
        .retry(Retry::never())
        .read_timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let mut download = silent.file("a").await.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), "abc");
    let error = download.chunk().await.unwrap_err();
    assert!(
        std::error::Error::source(&error)
            .unwrap()
            .to_string()
            .contains("in time")
    );
}

#[tokio::test]
async fn a_part_says_where_it_begins() {
    let part = |range: &str| {
        let range = format!("Content-Range: {range}");
        answer("206 Partial Content", &[&range], "abc")
    };
    let cases = [
        (answer("200 OK", &[], "abc"), Some(0), Some(3)),
        (part("bytes 5-7/10"), Some(5), Some(10)),
        (part("Bytes 5-7/*"), Some(5), None),
        (part("lines 5-7/10"), None, None),
        (part("bytes */10"), None, Some(10)),
        (answer("206 Partial Content", &[], "abc"), None, None),
    ];
    let answers: Vec<String> = cases.iter().map(|(answer, ..)| answer.clone()).collect();
    let (_server, client) = client(&answers).await;
    for (answer, offset, total) in cases {
        let download = client.file("a").await.unwrap();
        assert_eq!(download.content_length(), Some(3));
        assert_eq!(download.offset(), offset, "{answer}");
        assert_eq!(download.total(), total, "{answer}");
    }
}

#[tokio::test]
async fn a_download_comes_with_its_response() {
    let (_server, client) = client(&[answer("200 OK", &["Request-Id: r"], "abc")]).await;
    let response: Response<Download> = client.file("a").with_response().await.unwrap();
    assert_eq!(response.request_id(), Some("r"));
    assert_eq!(response.into_value().chunk().await.unwrap().unwrap(), "abc");
}

#[tokio::test]
async fn text_is_read_in_its_charset() {
    let server = Server::script([
        answer("200 OK", &[], "héllo"),
        answer(
            "200 OK",
            &["Content-Type: text/plain; Charset=\"UTF-8\""],
            "é",
        ),
        answer("200 OK", &["Content-Type: text/plain; charset=utf-16"], "é"),
    ])
    .await
    .unwrap();
    let client = over(server.url()).build().unwrap();
    assert_eq!(client.text("a").await.unwrap().as_str(), "héllo");
    assert_eq!(client.text("a").await.unwrap().into_string(), "é");
    let error = client.text("a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let mut latin = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=ISO-8859-1\r\nContent-Length: 1\r\nConnection: close\r\n\r\n".to_vec();
    latin.push(0xE9);
    let server = Server::start(latin).await.unwrap();
    let client = over(server.url()).build().unwrap();
    assert_eq!(client.text("a").await.unwrap().to_string(), "é");
}

#[tokio::test]
async fn a_missing_resource_may_be_none() {
    let answers = [
        answer("404 Not Found", &["Request-Id: r"], "<html>"),
        answer("404 Not Found", &["Request-Id: r"], "<html>"),
        answer("200 OK", &[], "7"),
        answer("410 Gone", &[], "\"gone\""),
    ];
    let (_server, client) = client(&answers).await;
    assert_eq!(client.thing("1").optional().await.unwrap(), None);
    let response = client.thing("1").optional().with_response().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(response.request_id(), Some("r"));
    assert_eq!(response.into_value(), None);
    assert_eq!(client.thing("1").optional().await.unwrap(), Some(7));
    let error = client.thing("1").optional().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::GONE));
    let missing = endpoint::Error::from_api(StatusCode::NOT_FOUND, String::new());
    let ready: Call<u32, String> = Call::ready(Err(missing));
    assert_eq!(ready.optional().await.unwrap(), None);
}
