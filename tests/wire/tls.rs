//! Real TLS on loopback: who is trusted, and what is known when nobody is.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use endpoint::testing::PausedClock;
use endpoint::{Api, Call, Client, ErrorKind, Retry, endpoint};

use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::transports::over_each;

trait Things: Api {
    #[endpoint(POST, "/things/<id>", idempotent = true)]
    fn thing(&self, id: &str) -> Call<u8>;
}

impl Things for Client {}

struct Server {
    url: String,
    root: reqwest::Certificate,
    requests: Arc<AtomicUsize>,
}

/// A server at `localhost` with a certificate for `name` that it signed itself.
async fn certified_for(name: &str) -> Server {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed([name.to_owned()]).unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let acceptor = acceptor(cert.der().clone(), &signing_key);
    let requests = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&requests);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A client that trusts nobody hangs up here.
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut request = Vec::new();
            while !request.windows(4).any(|end| end == b"\r\n\r\n") {
                if stream.read_buf(&mut request).await.unwrap_or(0) == 0 {
                    break;
                }
            }
            if !request.is_empty() {
                counter.fetch_add(1, Ordering::SeqCst);
                let answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n7";
                stream.write_all(answer.as_bytes()).await.unwrap();
                stream.shutdown().await.unwrap();
            }
        }
    });
    Server {
        url: format!("https://localhost:{port}"),
        root: reqwest::Certificate::from_der(cert.der()).unwrap(),
        requests,
    }
}

fn acceptor(
    certificate: tokio_rustls::rustls::pki_types::CertificateDer<'static>,
    key: &KeyPair,
) -> TlsAcceptor {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

async fn assert_not_trusted(server: &Server, client: Client, name: &str) {
    let error = client.thing("path-value").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{name}: {error:?}");
    assert!(!error.may_have_been_sent(), "{name}");
    assert_eq!(error.attempts(), 1, "{name}: it would not help");
    let text = error.to_string();
    assert!(
        text.contains(": a certificate was refused (not sent"),
        "{name}: {text}"
    );
    assert!(
        format!("{error:?}").to_lowercase().contains("certificate"),
        "{error:?}"
    );
    assert!(!format!("{error:?}").contains("path-value"), "{error:?}");
    assert_eq!(server.requests.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn an_unknown_issuer_is_not_trusted() {
    let server = certified_for("localhost").await;
    for (name, builder) in over_each(&server.url) {
        let client = builder
            .retry(Retry::standard())
            .clock(PausedClock::new().jitter(0.0))
            .build()
            .unwrap();
        assert_not_trusted(&server, client, name).await;
    }
}

#[tokio::test]
async fn a_certificate_for_another_name_is_not_trusted() {
    let server = certified_for("other.example").await;
    let client = Client::builder(&server.url)
        .reqwest(trusting(&server))
        .clock(PausedClock::new().jitter(0.0))
        .build()
        .unwrap();
    assert_not_trusted(&server, client, "reqwest").await;
}

#[tokio::test]
async fn a_root_of_ones_own_is_trusted() {
    let server = certified_for("localhost").await;
    let client = Client::builder(&server.url)
        .reqwest(trusting(&server))
        .build()
        .unwrap();
    assert_eq!(client.thing("1").await.unwrap(), 7);
    assert_eq!(server.requests.load(Ordering::SeqCst), 1);
}

fn trusting(server: &Server) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .tls_backend_rustls()
        .tls_certs_only([server.root.clone()])
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_unsent() {
    let plain = endpoint_tests::Server::json("7").await.unwrap();
    let url = plain.url().replace("http://", "https://");
    for (name, builder) in over_each(&url) {
        let error = builder.build().unwrap().thing("1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{name}: {error:?}");
        assert!(!error.may_have_been_sent(), "{name}");
    }
    assert!(plain.arrived().is_empty());
}
