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

/// How a body is compressed.
struct Coding {
    name: &'static str,
    compress: fn(&[u8]) -> Vec<u8>,
}

const CODINGS: [Coding; 3] = [
    Coding {
        name: "gzip",
        compress: gzip,
    },
    Coding {
        name: "br",
        compress: brotli,
    },
    Coding {
        name: "zstd",
        compress: zstd,
    },
];

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn brotli(content: &[u8]) -> Vec<u8> {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 20);
    encoder.write_all(content).unwrap();
    encoder.into_inner()
}

fn zstd(content: &[u8]) -> Vec<u8> {
    zstd::encode_all(content, 3).unwrap()
}

async fn answering(coding: &str, body: &[u8]) -> Server {
    let head = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: {coding}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    Server::start([head.as_bytes(), body].concat())
        .await
        .unwrap()
}

#[tokio::test]
async fn it_is_asked_for_and_undone() {
    for Coding { name, compress } in CODINGS {
        let server = answering(name, &compress(b"hello")).await;
        for (over, builder) in over_each(server.url()) {
            let raw = builder.build().unwrap().things().await.unwrap();
            assert_eq!(raw.as_bytes(), b"hello", "{over}, {name}");
            let arrived = server.arrived().pop().unwrap();
            let accepted = arrived.header("accept-encoding").unwrap();
            assert!(accepted.contains(name), "{over}, {name}: {accepted}");
        }
    }
}

#[tokio::test]
async fn a_bomb_ends_at_the_limit() {
    for Coding { name, compress } in CODINGS {
        let bomb = compress(&vec![0; 16 << 20]);
        assert!(bomb.len() < 100_000);
        let server = answering(name, &bomb).await;
        for (over, builder) in over_each(server.url()) {
            let client = builder.max_response_bytes(1 << 20).build().unwrap();
            let error = client.things().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Limit, "{over}, {name}");
            assert_eq!(error.raw_body().unwrap().len(), 1 << 20, "{over}, {name}");
        }
    }
}

#[tokio::test]
async fn garbage_is_final() {
    for Coding { name, compress } in CODINGS {
        let mut damaged = compress(&[b'x'; 1000]);
        let middle = damaged.len() / 2;
        damaged[middle..].fill(0xff);
        for body in [&b"this is compressed in no way, not at all"[..], &damaged] {
            let server = answering(name, body).await;
            for (over, builder) in over_each(server.url()) {
                let client = builder
                    .retry(Retry::standard())
                    .clock(PausedClock::new().jitter(0.0))
                    .build()
                    .unwrap();
                let error = client.things().await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Decode, "{over}, {name}: {error:?}");
                assert_eq!(error.attempts(), 1, "{over}, {name}");
                assert!(error.may_have_been_sent(), "{over}, {name}");
            }
        }
    }
}

#[tokio::test]
async fn nothing_has_nothing_to_undo() {
    for Coding { name, .. } in CODINGS {
        let coding = format!("Content-Encoding: {name}");
        let text = answer("200 OK", &[&coding], "");
        let server = Server::start(text).await.unwrap();
        for (over, builder) in over_each(server.url()) {
            let client = builder.build().unwrap();
            client.look().await.unwrap();
            let raw = client.things().await;
            assert_eq!(raw.unwrap().as_bytes(), b"", "{over}, {name}");
        }
    }
}
