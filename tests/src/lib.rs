//! What the tests of `endpoint` share: loopback servers that keep what arrived, byte for byte.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub mod docs;
pub mod strict;

/// A server on a loopback port that gives each request the same answer and keeps the request.
pub struct Server {
    url: String,
    arrived: Arc<Mutex<Vec<Arrived>>>,
    task: JoinHandle<()>,
}

/// A request as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// Request line and headers, up to and without the blank line.
    pub head: String,
    /// The body.
    pub body: String,
}

impl Arrived {
    /// The request line without the protocol version: `DELETE /v1/things/1`.
    pub fn line(&self) -> &str {
        let line = self.head.lines().next().unwrap_or("");
        line.strip_suffix(" HTTP/1.1").unwrap_or(line)
    }

    /// A header's value, the name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// All headers as `name: value`, names in lower case, sorted.
    pub fn headers(&self) -> Vec<String> {
        let mut headers: Vec<_> = self
            .head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| format!("{}: {value}", name.to_ascii_lowercase()))
            .collect();
        headers.sort();
        headers
    }
}

impl Server {
    /// Answers each request with `answer`, sent as it is; the connection is closed after it.
    pub async fn start(answer: impl Into<Vec<u8>>) -> io::Result<Self> {
        Self::script([answer.into()]).await
    }

    /// Answers the first request with the first of `answers`, and so on; the last one stays. An
    /// empty answer closes the connection without a word.
    pub async fn script(answers: impl IntoIterator<Item = impl Into<Vec<u8>>>) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let arrived = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&arrived);
        let answers: Arc<[Vec<u8>]> = answers.into_iter().map(Into::into).collect();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (kept, answers) = (Arc::clone(&kept), Arc::clone(&answers));
                // A client that hangs up early is what some tests are about.
                tokio::spawn(async move { drop(serve(stream, &kept, &answers).await) });
            }
        });
        Ok(Self { url, arrived, task })
    }

    /// Answers with 200 and a JSON body.
    pub async fn json(body: &str) -> io::Result<Self> {
        Self::start(answer("200 OK", &["Content-Type: application/json"], body)).await
    }

    /// Its base URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What has arrived so far.
    pub fn arrived(&self) -> Vec<Arrived> {
        self.arrived
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An HTTP/1.1 answer that ends the connection.
pub fn answer(status: &str, headers: &[&str], body: &str) -> String {
    let mut text = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
    for header in headers {
        text.push_str(header);
        text.push_str("\r\n");
    }
    text.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    text
}

async fn serve(
    mut stream: TcpStream,
    kept: &Mutex<Vec<Arrived>>,
    answers: &[Vec<u8>],
) -> io::Result<()> {
    let arrived = read_request(&mut stream).await?;
    let number = {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(arrived);
        kept.len()
    };
    if let Some(answer) = answers.get(number - 1).or(answers.last()) {
        stream.write_all(answer).await?;
    }
    stream.shutdown().await
}

/// Reads one request: head, then as many bytes as `Content-Length` says.
pub async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Arrived> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    };
    let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
    let mut arrived = Arrived {
        head,
        body: String::new(),
    };
    let length = arrived
        .header("content-length")
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    let mut body = bytes.split_off(head_end + 4);
    while body.len() < length {
        if stream.read_buf(&mut body).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    arrived.body = String::from_utf8_lossy(&body).into_owned();
    Ok(arrived)
}
