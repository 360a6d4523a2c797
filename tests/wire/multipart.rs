//! Multipart bodies as they arrive.

use bytes::Bytes;
use endpoint::testing::PausedClock;
use endpoint::{Api, Body, Call, Client, ErrorKind, Part, endpoint};
use endpoint_tests::{Server, answer};
use http_body_util::Full;

use crate::over;

trait Files: Api {
    #[endpoint(POST, "/v1/files")]
    fn upload(
        &self,
        #[part] purpose: &str,
        #[part("file_link_data[create]")] link: Option<&str>,
        #[part] file: Part,
    ) -> Call<()>;

    #[endpoint(PUT, "/v1/raw")]
    fn raw(&self, #[part("a\"b\r\nc")] content: Vec<u8>) -> Call<()>;
}

impl Files for Client {}

fn boundary(content_type: &str) -> &str {
    content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap()
}

#[tokio::test]
async fn parts_arrive_in_order_with_names_and_types() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let file = || {
        Part::new("PDF")
            .file_name("a \"b\"\r\n.pdf")
            .content_type("application/pdf")
    };
    client
        .upload("dispute", Some("true"), file())
        .await
        .unwrap();
    client
        .upload("dispute", None, Part::new("x").file_name("x"))
        .await
        .unwrap();
    let [first, second] = &server.arrived()[..] else {
        panic!("two requests");
    };
    let mark = boundary(first.header("content-type").unwrap());
    assert_eq!(mark.len(), 32);
    assert_eq!(
        first.body,
        format!(
            "--{mark}\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\ndispute\r\n\
             --{mark}\r\nContent-Disposition: form-data; name=\"file_link_data[create]\"\r\n\r\ntrue\r\n\
             --{mark}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a %22b%22%0D%0A.pdf\"\r\n\
             Content-Type: application/pdf\r\n\r\nPDF\r\n--{mark}--\r\n"
        )
    );
    assert!(!second.body.contains("file_link_data"));
    assert!(
        second
            .body
            .contains("Content-Type: application/octet-stream")
    );
    let other = boundary(second.header("content-type").unwrap());
    assert_ne!(mark, other, "each body has a boundary of its own");
}

#[tokio::test]
async fn names_cannot_break_out_of_their_quotes() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    client.raw(b"x".to_vec()).await.unwrap();
    let body = &server.arrived()[0].body;
    assert!(
        body.contains("name=\"a%22b%0D%0Ac\"\r\n\r\nx\r\n"),
        "{body}"
    );
}

#[tokio::test]
async fn streamed_parts_tell_their_length_where_they_know_it() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let stream = Body::stream(Full::new(Bytes::from_static(b"streamed")));
    client
        .upload("p", None, Part::new(stream).file_name("f"))
        .await
        .unwrap();
    let arrived = server.arrived().pop().unwrap();
    assert!(
        arrived.body.contains("\r\n\r\nstreamed\r\n--"),
        "{arrived:?}"
    );
    let length = arrived.header("content-length").map(str::to_owned);
    assert_eq!(length, Some(arrived.body.len().to_string()));
}

#[tokio::test]
async fn parts_that_can_be_made_again_are_retried() {
    let answers = [
        answer("503 Service Unavailable", &[], ""),
        answer("200 OK", &[], ""),
    ];
    let server = Server::script(answers).await.unwrap();
    let client = over(server.url())
        .clock(PausedClock::new().jitter(0.0))
        .idempotency_header("Idempotency-Key")
        .build()
        .unwrap();
    let file = Body::replayable(|| Body::sized(5, Full::new(Bytes::from_static(b"again"))));
    client.upload("p", None, Part::new(file)).await.unwrap();
    let arrived = server.arrived();
    assert_eq!(arrived.len(), 2);
    assert_eq!(arrived[0].body, arrived[1].body);
    assert!(arrived[0].body.contains("again"));
}

#[tokio::test]
async fn a_content_type_that_no_header_can_carry_is_refused_unsent() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let call = client.upload("p", None, Part::new("x").content_type("a\r\nb"));
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(
        error.to_string().contains("part `file` has a content type"),
        "{error}"
    );
    assert!(server.arrived().is_empty());
}

#[test]
fn a_curl_command_shows_text_and_names_streams() {
    let client = Client::offline();
    let command = client.upload("dispute", None, Part::new("x")).to_curl();
    assert!(
        command.contains("name=\"purpose\"\r\n\r\ndispute"),
        "{command}"
    );
    let stream = Body::stream(Full::new(Bytes::from_static(b"secret")));
    let command = client.upload("dispute", None, Part::new(stream)).to_curl();
    assert!(command.ends_with("--data-binary @[stream]"), "{command}");
}
