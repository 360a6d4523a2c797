//! A server that speaks HTTP/1.1 and HTTP/2 over TLS.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use endpoint_tls_tests::Identity;
use h2::{Reason, server};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What it does with requests over HTTP/2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Manner {
    /// Answers all.
    Answer,
    /// Refuses the first stream.
    RefuseFirst,
    /// Says of the first stream that it comes too late for this connection.
    GoAwayFirst,
    /// Resets the first stream as one that it has begun with.
    CancelFirst,
    /// Closes the first stream's connection.
    HangUpFirst,
}

pub(crate) struct Server {
    port: u16,
    log: Arc<Log>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Log {
    requests: AtomicUsize,
    /// Method, path and version of what was answered.
    arrived: Mutex<Vec<String>>,
    /// The groups for key exchange that each client offered.
    heard: Mutex<Vec<Vec<u16>>>,
}

impl Server {
    /// Offers `protocols` by ALPN.
    pub(crate) async fn start(identity: &Identity, protocols: &[&str], manner: Manner) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let log = Arc::<Log>::default();
        let hearing = Arc::clone(&log);
        let acceptor = identity.acceptor(protocols, move |groups| {
            hearing.heard.lock().unwrap().push(groups);
        });
        let shared = Arc::clone(&log);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, log) = (acceptor.clone(), Arc::clone(&shared));
                tokio::spawn(async move {
                    // Clients that do not trust this server hang up here.
                    let Ok(stream) = acceptor.accept(stream).await else {
                        return;
                    };
                    let is_2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
                    // Clients that got what they wanted hang up here.
                    let _ = match is_2 {
                        false => serve_1(stream, &log).await.ok(),
                        true if manner == Manner::GoAwayFirst && log.is_first() => {
                            go_away(stream).await.ok()
                        }
                        true => serve_2(stream, manner, &log).await.ok(),
                    };
                });
            }
        });
        Self { port, log, task }
    }

    pub(crate) fn base(&self, host: &str) -> String {
        format!("https://{host}:{}", self.port)
    }

    pub(crate) fn arrived(&self) -> Vec<String> {
        self.log.arrived.lock().unwrap().clone()
    }

    pub(crate) fn heard(&self) -> Vec<Vec<u16>> {
        self.log.heard.lock().unwrap().clone()
    }

    /// Makes the next request the first one.
    pub(crate) fn forget(&self) {
        self.log.requests.store(0, Ordering::SeqCst);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Log {
    fn is_first(&self) -> bool {
        self.requests.fetch_add(1, Ordering::SeqCst) == 0
    }
}

async fn serve_1(mut stream: impl AsyncRead + AsyncWrite + Unpin, log: &Log) -> io::Result<()> {
    let mut bytes = Vec::new();
    while stream.read_buf(&mut bytes).await? > 0 {
        // The requests of these tests have no body.
        if bytes.ends_with(b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes);
            let line = head.lines().next().unwrap_or_default().to_owned();
            log.arrived.lock().unwrap().push(line);
            bytes.clear();
            let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n7";
            stream.write_all(answer).await?;
        }
    }
    Ok(())
}

/// Waits for a request and sends GOAWAY with 0 as the last stream that was looked at, which the crate
/// `h2` would not say of a stream that it has (RFC 9113, section 6.8).
async fn go_away(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
    const PREFACE: usize = 24;
    const HEADERS: u8 = 1;
    stream.read_exact(&mut [0; PREFACE]).await?;
    stream.write_all(&[0, 0, 0, 4, 0, 0, 0, 0, 0]).await?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        stream.read_exact(&mut vec![0; length as usize]).await?;
        if head[3] == HEADERS {
            break;
        }
    }
    stream.write_all(&[0, 0, 8, 7, 0, 0, 0, 0, 0]).await?;
    stream.write_all(&[0; 8]).await?;
    stream.shutdown().await
}

async fn serve_2(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    manner: Manner,
    log: &Log,
) -> Result<(), h2::Error> {
    let mut connection = server::handshake(stream).await?;
    while let Some(arrived) = connection.accept().await {
        let (request, mut respond) = arrived?;
        let is_first = log.is_first();
        match manner {
            Manner::RefuseFirst if is_first => respond.send_reset(Reason::REFUSED_STREAM),
            Manner::CancelFirst if is_first => respond.send_reset(Reason::INTERNAL_ERROR),
            Manner::HangUpFirst if is_first => return Ok(()),
            _ => {
                let line = format!(
                    "{} {} {:?}",
                    request.method(),
                    request.uri().path(),
                    request.version()
                );
                log.arrived.lock().unwrap().push(line);
                let mut body = respond.send_response(http::Response::new(()), false)?;
                body.send_data(Bytes::from_static(b"7"), true)?;
            }
        }
    }
    Ok(())
}
