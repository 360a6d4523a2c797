//! A rejected credential is refreshed once, however many calls notice.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use endpoint::auth::{Auth, Bearer};
use endpoint::{Api, Body, BoxError, Call, Client, ErrorKind, endpoint};
use endpoint_tests::{Server, answer};
use http::response::Parts;
use http::{HeaderValue, Request, Response, StatusCode};

use crate::over;

trait Things: Api {
    #[endpoint(POST, "/things")]
    fn create(&self) -> Call<()>;
    #[endpoint(GET, "/things")]
    fn read(&self) -> Call<()>;
    #[endpoint(GET, "/public", auth = false)]
    fn public(&self) -> Call<()>;
}

impl Things for Client {}

/// A token that counts up when it is refreshed.
#[derive(Default)]
struct Token {
    version: AtomicU32,
    refreshes: AtomicU32,
    stuck: bool,
    broken: bool,
}

impl Auth for Token {
    async fn apply(&self, request: &mut Request<Body>) -> Result<(), BoxError> {
        let token = format!("Bearer v{}", self.version.load(Ordering::SeqCst));
        let value = HeaderValue::try_from(token)?;
        request.headers_mut().insert("authorization", value);
        Ok(())
    }

    async fn refresh(&self, rejected: &Parts) -> Result<bool, BoxError> {
        assert_eq!(rejected.status, StatusCode::UNAUTHORIZED);
        self.refreshes.fetch_add(1, Ordering::SeqCst);
        tokio::task::yield_now().await;
        if self.broken {
            return Err("the token service is down".into());
        }
        if !self.stuck {
            self.version.fetch_add(1, Ordering::SeqCst);
        }
        Ok(true)
    }
}

/// Accepts the token `v1` and no other.
fn client(token: &Arc<Token>) -> (Client, Arc<AtomicU32>) {
    let requests = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&requests);
    let transport = tower::service_fn(move |request: Request<Body>| {
        counter.fetch_add(1, Ordering::SeqCst);
        let accepted = request.headers().get("authorization");
        let accepted = accepted.is_some_and(|value| value == "Bearer v1");
        async move {
            tokio::task::yield_now().await;
            let mut response = Response::new(Body::empty());
            if !accepted {
                *response.status_mut() = StatusCode::UNAUTHORIZED;
                let id = HeaderValue::from_static("req_1");
                response.headers_mut().insert("request-id", id);
            }
            Ok::<_, Infallible>(response)
        }
    });
    let client = Client::builder("http://localhost")
        .auth(Arc::clone(token))
        .transport(transport)
        .build()
        .unwrap();
    (client, requests)
}

#[tokio::test]
async fn one_refresh_serves_many_calls() {
    let token = Arc::new(Token::default());
    let (client, requests) = client(&token);
    let calls: Vec<_> = (0..50)
        .map(|_| tokio::spawn(client.create().send()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(token.refreshes.load(Ordering::SeqCst), 1);
    assert_eq!(requests.load(Ordering::SeqCst), 100);
}

#[tokio::test]
async fn a_credential_that_stays_rejected_is_refreshed_once_a_call() {
    let token = Arc::new(Token {
        stuck: true,
        ..Token::default()
    });
    let (client, requests) = client(&token);
    let error = client.create().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(error.attempts(), 2);
    assert_eq!(requests.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_refresh_that_fails_ends_the_call() {
    let token = Arc::new(Token {
        broken: true,
        ..Token::default()
    });
    let (client, _) = client(&token);
    let error = client.create().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert!(error.may_have_been_sent(), "the rejected attempt was sent");
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(error.request_id(), Some("req_1"));
}

#[tokio::test]
async fn a_credential_is_waited_for_as_long_as_an_attempt() {
    /// Never ready, or never refreshed.
    struct Hanging {
        applies: bool,
    }
    impl Auth for Hanging {
        async fn apply(&self, _: &mut Request<Body>) -> Result<(), BoxError> {
            match self.applies {
                true => Ok(()),
                false => std::future::pending().await,
            }
        }
        async fn refresh(&self, _: &Parts) -> Result<bool, BoxError> {
            std::future::pending().await
        }
    }
    for applies in [false, true] {
        let transport = tower::service_fn(|_: Request<Body>| {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::UNAUTHORIZED;
            std::future::ready(Ok::<_, Infallible>(response))
        });
        let client = Client::builder("http://localhost")
            .auth(Hanging { applies })
            .attempt_timeout(Duration::from_millis(20))
            .transport(transport)
            .build()
            .unwrap();
        let call = tokio::time::timeout(Duration::from_secs(5), client.create());
        let error = call.await.expect("it waits no longer").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert_eq!(error.may_have_been_sent(), applies);
    }
}

#[tokio::test]
async fn a_stranger_that_rejects_a_hop_refreshes_nothing() {
    let stranger = Server::start(answer("401 Unauthorized", &[], ""))
        .await
        .unwrap();
    let location = format!("Location: {}/elsewhere", stranger.url());
    let server = Server::start(answer("302 Found", &[&location], ""))
        .await
        .unwrap();
    let token = Arc::new(Token::default());
    let client = over(server.url())
        .auth(Arc::clone(&token))
        .redirects(1)
        .build()
        .unwrap();
    let error = client.read().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(token.refreshes.load(Ordering::SeqCst), 0);
    assert_eq!(stranger.arrived().len(), 1);
}

#[tokio::test]
async fn a_fixed_credential_has_nothing_to_refresh() {
    let token = Arc::new(Token::default());
    let (client, requests) = client(&token);
    let client = client.with_auth(Bearer::new("wrong")).unwrap();
    let error = client.create().await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert_eq!(requests.load(Ordering::SeqCst), 1);
    client.create().auth(Bearer::new("v1")).await.unwrap();
    client.public().auth(Bearer::new("v1")).await.unwrap();
    assert_eq!(client.public().await.unwrap_err().attempts(), 1);
}
