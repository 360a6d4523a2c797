//! The server that all peers call, in a process of its own.

use std::convert::Infallible;
use std::io;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::data::{Deleted, List, Transfer};

struct Answers {
    deleted: Bytes,
    created: Bytes,
    listed: Bytes,
}

/// Prints its address and serves until the process is ended.
pub(crate) async fn serve() -> io::Result<()> {
    let answers: &Answers = Box::leak(Box::new(Answers {
        deleted: serde_json::to_vec(&Deleted::sample())?.into(),
        created: serde_json::to_vec(&Transfer::sample(0))?.into(),
        listed: serde_json::to_vec(&List::sample())?.into(),
    }));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(http1::Builder::new().serve_connection(
            TokioIo::new(stream),
            service_fn(move |request| answer(answers, request)),
        ));
    }
}

async fn answer(
    answers: &Answers,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let method = request.method().clone();
    // The whole request is read, or the connection could not be used again.
    let complete = request.into_body().collect().await.is_ok();
    let body = match method {
        Method::DELETE => &answers.deleted,
        Method::POST => &answers.created,
        _ => &answers.listed,
    };
    let mut response = Response::new(Full::new(body.clone()));
    if !complete {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static("application/json"),
    );
    headers.insert(
        "request-id",
        header::HeaderValue::from_static("req_8cKvN1aGdf1O4c"),
    );
    Ok(response)
}
