//! Servers that fail, and say what reached them.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use endpoint_tests::{Arrived, read_request};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What a server does with each connection.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Behaviour {
    /// Closes without reading.
    CloseAtOnce,
    /// Says this without reading, and closes.
    Greet(&'static str),
    /// Reads the request, answers with this, and closes.
    Answer(&'static str),
    /// Reads the request, answers with this, and keeps the connection open.
    AnswerAndStay(&'static str),
    /// Answers with a head of this many bytes.
    HugeHead(usize),
    /// Answers with a body that does not end.
    Endless,
    /// Answers with one byte of the body every 20 ms.
    Drip,
}

/// A server on a loopback port.
pub(crate) struct Failing {
    pub(crate) authority: String,
    arrived: Arc<Mutex<Vec<Arrived>>>,
    task: JoinHandle<()>,
}

impl Failing {
    pub(crate) async fn start(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let authority = listener.local_addr().unwrap().to_string();
        let arrived: Arc<Mutex<Vec<Arrived>>> = Arc::default();
        let log = Arc::clone(&arrived);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let log = Arc::clone(&log);
                // The client hangs up on most of these; what it did is in the log.
                tokio::spawn(async move { drop(serve(stream, behaviour, &log).await) });
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
    mut stream: TcpStream,
    behaviour: Behaviour,
    log: &Mutex<Vec<Arrived>>,
) -> io::Result<()> {
    match behaviour {
        Behaviour::CloseAtOnce => return Ok(()),
        Behaviour::Greet(text) => return stream.write_all(text.as_bytes()).await,
        _ => {}
    }
    let arrived = read_request(&mut stream).await?;
    log.lock().unwrap().push(arrived);
    match behaviour {
        Behaviour::CloseAtOnce | Behaviour::Greet(_) => Ok(()),
        Behaviour::Answer(text) => {
            stream.write_all(text.as_bytes()).await?;
            stream.shutdown().await
        }
        Behaviour::AnswerAndStay(text) => {
            stream.write_all(text.as_bytes()).await?;
            std::future::pending().await
        }
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
