//! Scenarios about what is sent again.

use stripe_example::api::{CreateTransfer, Currency, Persons, RetrieveTransfer, Transfers};

use super::scenario::{Differs, Scenario, failure, ok};

const TRANSIENT: &str =
    "a 408 or 429 says \"not now\", and the idempotency key makes it safe to ask again";
const REDIRECT: &str =
    "redirects are not followed: the SDK's turns a POST into a GET elsewhere, key and all";

/// The transfer of most scenarios.
pub(super) fn transfer(name: &'static str) -> Scenario {
    Scenario::new(name, |stripe| {
        let params = CreateTransfer::new(Currency::USD, "acct_1").amount(1);
        stripe.create_transfer(&params)
    })
}

pub(super) fn all() -> Vec<Scenario> {
    let server_error = || failure("500 Internal Server Error", &[]);
    let conflict = || failure("409 Conflict", &[]);
    let wants_retry = "Stripe-Should-Retry: true";
    vec![
        transfer("retry_500_client_default").answered([server_error()]),
        transfer("retry_500_global_default")
            .answered([server_error()])
            .retries(2),
        transfer("retry_500_n2")
            .answered([server_error()])
            .retries(2),
        transfer("retry_409_n2")
            .answered([conflict(), conflict(), ok()])
            .retries(2),
        transfer("retry_429_n2")
            .answered([failure("429 Too Many Requests", &[])])
            .retries(2)
            .differs(Differs::InRequests(3), TRANSIENT),
        transfer("retry_429_retry_after_n2")
            .answered([
                failure("429 Too Many Requests", &[wants_retry, "Retry-After: 1"]),
                ok(),
            ])
            .retries(2),
        transfer("retry_500_should_retry_false")
            .answered([failure(
                "500 Internal Server Error",
                &["Stripe-Should-Retry: false"],
            )])
            .retries(2),
        transfer("retry_400_should_retry_true")
            .answered([failure("400 Bad Request", &[wants_retry]), ok()])
            .retries(2),
        Scenario::new("retry_503_get", |stripe| {
            stripe.retrieve_transfer(&"tr_1".into(), &RetrieveTransfer::new())
        })
        .answered([failure("503 Service Unavailable", &[]), ok()])
        .retries(2),
        Scenario::new("retry_500_delete", |stripe| {
            stripe.delete_person(&"acct_1".into(), &"person_1".into())
        })
        .answered([server_error(), ok()])
        .retries(2),
        // The connection ends without an answer.
        transfer("retry_conn_closed")
            .answered([String::new(), ok()])
            .retries(2),
        transfer("retry_408_n2")
            .answered([failure("408 Request Timeout", &[])])
            .retries(2)
            .differs(Differs::InRequests(3), TRANSIENT),
        transfer("redirect_302")
            .answered([endpoint_tests::answer(
                "302 Found",
                &["Location: /v1/other"],
                "",
            )])
            .differs(Differs::InRequests(1), REDIRECT),
    ]
}
