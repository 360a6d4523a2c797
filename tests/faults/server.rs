//! Servers that fail, and say what reached them.

use std::io::{self, Write};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use endpoint_tests::{Arrived, read_request};
use endpoint_tls_tests::Identity;
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

/// What a server does with each connection.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Behaviour {
    /// Closes without reading.
    CloseAtOnce,
    /// Says nothing, and keeps the connection open.
    Stay,
    /// Says this without reading, and closes.
    Greet(&'static str),
    /// Reads the request, answers with this, and closes.
    Answer(&'static str),
    /// Reads the request, answers with this, and keeps the connection open.
    AnswerAndStay(&'static str),
    /// Answers with a body that calls itself gzip and is not.
    NoGzip,
    /// Answers with a mebibyte of which gzip leaves very little.
    GzipBomb,
    /// Answers with a head of this many bytes.
    HugeHead(usize),
    /// Answers with a body that does not end.
    Endless,
    /// Answers with one byte of the body every 20 ms.
    Drip,
}

static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b' '; 1 << 20]).unwrap();
    encoder.finish().unwrap()
});

/// A server on a loopback port.
pub(crate) struct Failing {
    pub(crate) authority: String,
    arrived: Arc<Mutex<Vec<Arrived>>>,
    task: JoinHandle<()>,
}

impl Failing {
    pub(crate) async fn start(behaviour: Behaviour) -> Self {
        Self::listen(behaviour, None).await
    }

    /// The same over TLS.
    pub(crate) async fn start_tls(behaviour: Behaviour, identity: &Identity) -> Self {
        Self::listen(behaviour, Some(identity.acceptor(&[], drop))).await
    }

    async fn listen(behaviour: Behaviour, tls: Option<TlsAcceptor>) -> Self {
        // Made while nobody waits for it.
        LazyLock::force(&BOMB);
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let authority = listener.local_addr().unwrap().to_string();
        let arrived: Arc<Mutex<Vec<Arrived>>> = Arc::default();
        let log = Arc::clone(&arrived);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (log, tls) = (Arc::clone(&log), tls.clone());
                // The client hangs up on most of these; what it did is in the log.
                tokio::spawn(async move {
                    match tls {
                        Some(tls) => match tls.accept(stream).await {
                            Ok(stream) => serve(stream, behaviour, &log).await,
                            Err(error) => Err(error),
                        },
                        None => serve(stream, behaviour, &log).await,
                    }
                });
            }
        });
        Self {
            authority,
            arrived,
            task,
        }
    }

    /// What reached the server so far.
    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap().clone()
    }
}

impl Drop for Failing {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    behaviour: Behaviour,
    log: &Mutex<Vec<Arrived>>,
) -> io::Result<()> {
    match behaviour {
        Behaviour::CloseAtOnce => return Ok(()),
        Behaviour::Stay => std::future::pending().await,
        Behaviour::Greet(text) => return stream.write_all(text.as_bytes()).await,
        _ => {}
    }
    let arrived = read_request(&mut stream).await?;
    log.lock().unwrap().push(arrived);
    match behaviour {
        Behaviour::CloseAtOnce | Behaviour::Stay | Behaviour::Greet(_) => Ok(()),
        Behaviour::Answer(text) => {
            stream.write_all(text.as_bytes()).await?;
            stream.shutdown().await
        }
        Behaviour::AnswerAndStay(text) => {
            stream.write_all(text.as_bytes()).await?;
            std::future::pending().await
        }
        Behaviour::NoGzip => answer_gzip(&mut stream, b"this is no gzip, not at all").await,
        Behaviour::GzipBomb => answer_gzip(&mut stream, &BOMB).await,
        Behaviour::HugeHead(length) => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nX-Huge: ").await?;
            stream.write_all(&vec![b'x'; length]).await?;
            stream.write_all(b"\r\nContent-Length: 0\r\n\r\n").await?;
            stream.shutdown().await
        }
        Behaviour::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
            loop {
                stream.write_all(&[b' '; 4096]).await?;
            }
        }
        Behaviour::Drip => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                .await?;
            loop {
                stream.write_all(b" ").await?;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
}

async fn answer_gzip(stream: &mut (impl AsyncWrite + Unpin), body: &[u8]) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    stream.shutdown().await
}
