//! A scenario: what the server answers, and the call that is made.

use std::pin::Pin;

use endpoint::testing::PausedClock;
use endpoint::{Page, Retry};
use endpoint_tests::{Server, answer};
use stripe_example::api::{Call, List, Pages, Stripe};

use super::capture::Request;

use crate::through;

/// How our requests differ from the SDK's on purpose.
#[derive(Debug, Clone, Copy)]
pub(super) enum Differs {
    /// The same pairs in another order.
    InOrder,
    /// So many requests, each as the SDK's first.
    InRequests(usize),
}

type Finished = Pin<Box<dyn Future<Output = ()>>>;

/// One recorded scenario, to be made again.
pub(super) struct Scenario {
    pub(super) name: &'static str,
    pub(super) differs: Option<(Differs, &'static str)>,
    answers: Vec<String>,
    retries: u32,
    call: Box<dyn Fn(Stripe) -> Finished>,
}

impl Scenario {
    /// A call that is answered at once. What is answered is no object of Stripe's: the requests
    /// are what counts.
    pub(super) fn new<T: 'static>(
        name: &'static str,
        call: impl Fn(&Stripe) -> Call<T> + 'static,
    ) -> Self {
        Self {
            name,
            differs: None,
            answers: vec![ok()],
            retries: 0,
            call: Box::new(move |stripe| {
                let call = call(&stripe);
                Box::pin(async move { drop(call.await) })
            }),
        }
    }

    /// A list, of which the first page is asked for.
    pub(super) fn list<T: 'static>(
        name: &'static str,
        list: impl Fn(&Stripe) -> Pages<T> + 'static,
    ) -> Self
    where
        List<T>: Page,
    {
        Self {
            call: Box::new(move |stripe| {
                let mut list = list(&stripe);
                Box::pin(async move { drop(list.next().await) })
            }),
            ..Self::new(name, |_| Call::<()>::ready(Ok(())))
        }
    }

    /// What the server says instead, one request after the other; the last answer stays.
    pub(super) fn answered(mut self, answers: impl IntoIterator<Item = String>) -> Self {
        self.answers = answers.into_iter().collect();
        self
    }

    pub(super) fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    pub(super) fn differs(mut self, how: Differs, why: &'static str) -> Self {
        self.differs = Some((how, why));
        self
    }

    /// Makes the call, and gives what arrived.
    pub(super) async fn run(&self) -> Vec<Request> {
        let server = Server::script(self.answers.iter().map(String::as_str))
            .await
            .unwrap();
        let retry = Retry::standard().server_header("Stripe-Should-Retry");
        let client = through(Stripe::settings(server.url(), "sk_test_123"))
            .clock(PausedClock::new().jitter(0.5))
            .retry(retry.max_retries(self.retries))
            .build();
        (self.call)(Stripe::from_client(client.unwrap())).await;
        Request::all_of(&server.arrived())
    }
}

/// A success.
pub(super) fn ok() -> String {
    json("200 OK", &[], r#"{"id":"x","object":"x"}"#)
}

/// A failure in Stripe's shape.
pub(super) fn failure(status: &str, headers: &[&str]) -> String {
    json(
        status,
        headers,
        r#"{"error":{"type":"api_error","message":"m"}}"#,
    )
}

pub(super) fn json(status: &str, headers: &[&str], body: &str) -> String {
    let mut all = vec!["Content-Type: application/json"];
    all.extend_from_slice(headers);
    answer(status, &all, body)
}
