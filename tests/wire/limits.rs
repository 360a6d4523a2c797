//! How large an answer may be.

use endpoint::{Api, Call, Client, ErrorKind, RawBody, Retry, endpoint};
use endpoint_tests::{Server, answer};

use crate::over;

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn things(&self) -> Call<RawBody>;
}

impl Things for Client {}

#[tokio::test]
async fn a_body_at_the_limit_passes_and_one_byte_more_does_not() {
    let server = Server::json(&"x".repeat(1000)).await.unwrap();
    let client = |limit| {
        over(server.url())
            .max_response_bytes(limit)
            .build()
            .unwrap()
    };
    let body = client(1000).things().await.unwrap();
    assert_eq!(body.as_bytes().len(), 1000);
    let error = client(999).things().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(error.may_have_been_sent());
    assert_eq!(error.raw_body().unwrap().len(), 999);
    assert!(
        error.to_string().contains("longer than 999 bytes"),
        "{error}"
    );
}

#[tokio::test]
async fn an_error_body_is_cut_at_64_kib() {
    let text = answer("500 Internal Server Error", &[], &"x".repeat(100_000));
    let server = Server::start(text).await.unwrap();
    let client = over(server.url())
        .retry(Retry::never())
        .build()
        .unwrap();
    let error = client.things().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.raw_body().unwrap().len(), 64 * 1024);
}
