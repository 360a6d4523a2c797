//! A rejected credential is refreshed once, however many calls notice.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use endpoint::auth::{Auth, Bearer};
use endpoint::{Api, Body, BoxError, Call, Client, ErrorKind, endpoint};
use http::response::Parts;
use http::{HeaderValue, Request, Response, StatusCode};

trait Things: Api {
    #[endpoint(POST, "/things")]
    fn create(&self) -> Call<()>;
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
