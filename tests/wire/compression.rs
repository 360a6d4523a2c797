//! Compressed answers: limits count what comes out, and garbage is no loss of the connection.

use std::io::Write;

use endpoint::testing::PausedClock;
use endpoint::{Api, Call, Client, ErrorKind, RawBody, Retry, endpoint};
use endpoint_tests::{Server, answer};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::transports::over_each;

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn things(&self) -> Call<RawBody>;
    #[endpoint(HEAD, "/things")]
    fn look(&self) -> Call<()>;
}

impl Things for Client {}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

async fn answering(body: &[u8]) -> Server {
    let head = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    Server::start([head.as_bytes(), body].concat())
        .await
        .unwrap()
}

#[tokio::test]
async fn it_is_asked_for_and_undone() {
    let server = answering(&gzip(b"hello")).await;
    for (name, builder) in over_each(server.url()) {
        let raw = builder.build().unwrap().things().await.unwrap();
        assert_eq!(raw.as_bytes(), b"hello", "{name}");
        let arrived = server.arrived().pop().unwrap();
        let accepted = arrived.header("accept-encoding").unwrap();
        assert!(accepted.contains("gzip"), "{name}: {accepted}");
    }
}

#[tokio::test]
async fn a_bomb_ends_at_the_limit() {
    let bomb = gzip(&vec![0; 16 << 20]);
    assert!(bomb.len() < 100_000);
    let server = answering(&bomb).await;
    for (name, builder) in over_each(server.url()) {
        let client = builder.max_response_bytes(1 << 20).build().unwrap();
        let error = client.things().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit, "{name}");
        assert_eq!(error.raw_body().unwrap().len(), 1 << 20, "{name}");
    }
}

#[tokio::test]
async fn garbage_is_final() {
    let mut damaged = gzip(&[b'x'; 1000]);
    damaged[15] ^= 0xff;
    for body in [&b"this is not gzip, not at all"[..], &damaged] {
        let server = answering(body).await;
        for (name, builder) in over_each(server.url()) {
            let client = builder
                .retry(Retry::standard())
                .clock(PausedClock::new().jitter(0.0))
                .build()
                .unwrap();
            let error = client.things().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode, "{name}: {error:?}");
            assert_eq!(error.attempts(), 1, "{name}");
            assert!(error.may_have_been_sent(), "{name}");
        }
    }
}

#[tokio::test]
async fn nothing_has_nothing_to_undo() {
    let text = answer("200 OK", &["Content-Encoding: gzip"], "");
    let server = Server::start(text).await.unwrap();
    for (name, builder) in over_each(server.url()) {
        let client = builder.build().unwrap();
        client.look().await.unwrap();
        let raw = client.things().await;
        assert_eq!(raw.unwrap().as_bytes(), b"", "{name}");
    }
}
