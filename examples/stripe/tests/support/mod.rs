//! A client without opinions: it sends what it is told and shows what comes back.
#![allow(dead_code)] // Each test crate uses its part.

use axum::Router;
use axum::body::{Body, to_bytes};
use http::{HeaderMap, Method, Request, StatusCode};
use serde_json::Value;
use stripe_example::memory::{Builder, Clock, Stripe};
use tower::ServiceExt;

/// The time at which the tests' clocks start.
pub(crate) const START: u64 = 1_700_000_000;

pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Reply {
    /// The body of a success.
    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        self.body
    }

    /// Checks type, code and parameter of a failure; `-` stands for none.
    #[track_caller]
    pub(crate) fn fails(self, status: u16, kind: &str, code: &str, param: &str) -> Value {
        let error = &self.body["error"];
        let field = |name: &str| error[name].as_str().unwrap_or("-");
        let seen = (
            self.status.as_u16(),
            field("type"),
            field("code"),
            field("param"),
        );
        assert_eq!(seen, (status, kind, code, param), "{}", self.body);
        assert!(!field("message").is_empty());
        self.body
    }

    /// A failure of type `invalid_request_error` with status 400.
    #[track_caller]
    pub(crate) fn invalid(self, code: &str, param: &str) -> Value {
        self.fails(400, "invalid_request_error", code, param)
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or("-")
    }
}

#[derive(Clone)]
pub(crate) struct Shop {
    pub(crate) stripe: Stripe,
    router: Router,
    headers: Vec<(String, String)>,
}

impl Shop {
    /// A fresh Stripe at [`START`] whose top-ups settle after a minute.
    pub(crate) fn open() -> Self {
        Self::with(Stripe::builder())
    }

    pub(crate) fn with(builder: Builder) -> Self {
        let builder = builder.clock(Clock::fixed(START));
        let stripe = builder
            .settle_after(std::time::Duration::from_secs(60))
            .build();
        Self {
            router: stripe.router(),
            stripe,
            headers: Vec::new(),
        }
        .header("authorization", "Bearer sk_test_shop")
    }

    /// A copy that sends one more header, or another value of it.
    pub(crate) fn header(&self, name: &str, value: &str) -> Self {
        let mut copy = self.clone();
        copy.headers.retain(|(known, _)| known != name);
        copy.headers.push((name.to_owned(), value.to_owned()));
        copy
    }

    pub(crate) fn without(&self, name: &str) -> Self {
        let mut copy = self.clone();
        copy.headers.retain(|(known, _)| known != name);
        copy
    }

    pub(crate) async fn send(&self, method: Method, target: &str, body: &str) -> Reply {
        let mut request = Request::builder().method(method).uri(target);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Reply {
            status: parts.status,
            headers: parts.headers,
            body: serde_json::from_slice(&bytes).unwrap(),
        }
    }

    pub(crate) async fn get(&self, target: &str) -> Reply {
        self.send(Method::GET, target, "").await
    }

    pub(crate) async fn post(&self, target: &str, form: &str) -> Reply {
        self.send(Method::POST, target, form).await
    }

    pub(crate) async fn delete(&self, target: &str) -> Reply {
        self.send(Method::DELETE, target, "").await
    }

    /// Puts money into the platform's balance.
    pub(crate) async fn fund(&self, amount: i64) {
        let form = format!("amount={amount}&currency=usd");
        self.post("/v1/topups", &form).await.ok();
        self.later(60);
    }

    /// Lets time pass.
    pub(crate) fn later(&self, seconds: u64) {
        let time = std::time::Duration::from_secs(seconds);
        self.stripe.clock().advance(time);
    }
}

/// The ids of a list.
pub(crate) fn ids(list: &Value) -> Vec<&str> {
    assert_eq!(list["object"], "list");
    let data = list["data"].as_array().unwrap();
    data.iter()
        .map(|item| item["id"].as_str().unwrap())
        .collect()
}
