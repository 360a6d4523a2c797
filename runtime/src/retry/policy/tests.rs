use std::time::Duration;

use http::response::Parts;
use http::{Method, StatusCode};

use super::{Attempt, Outcome, Retry};

fn head(status: u16, headers: &[(&'static str, &'static str)]) -> Parts {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(()).unwrap().into_parts().0
}

fn attempt<'a>(method: &'a Method, outcome: Outcome<'a>) -> Attempt<'a> {
    Attempt {
        method,
        idempotent: None,
        has_key: false,
        repeatable_body: true,
        may_have_been_sent: !matches!(outcome, Outcome::Unsent),
        outcome,
    }
}

fn wants(attempt: &Attempt<'_>) -> bool {
    Retry::standard().wants(attempt, 0)
}

fn custom() -> Method {
    Method::from_bytes(b"PROPFIND").unwrap()
}

#[test]
fn who_may_be_repeated() {
    for method in [
        Method::GET,
        Method::HEAD,
        Method::OPTIONS,
        Method::PUT,
        Method::DELETE,
    ] {
        assert!(wants(&attempt(&method, Outcome::Lost)), "{method}");
    }
    for method in [Method::POST, Method::PATCH, custom(), Method::TRACE] {
        assert!(!wants(&attempt(&method, Outcome::Lost)), "{method}");
    }
    for (method, with_key) in [
        (Method::POST, true),
        (Method::PATCH, true),
        (custom(), false),
    ] {
        let mut keyed = attempt(&method, Outcome::Lost);
        keyed.has_key = true;
        assert_eq!(wants(&keyed), with_key, "{method}");
    }
}

#[test]
fn what_was_not_sent_may_be_repeated_whatever_it_is() {
    for method in [Method::GET, Method::POST, custom()] {
        let mut unsent = attempt(&method, Outcome::Unsent);
        assert!(wants(&unsent));
        unsent.idempotent = Some(false);
        assert!(wants(&unsent));
        // An earlier attempt was lost: this one being unsent proves nothing for the call.
        unsent.may_have_been_sent = true;
        assert!(!wants(&unsent));
    }
}

#[test]
fn the_declaration_has_the_last_word() {
    let mut allowed = attempt(&Method::POST, Outcome::Lost);
    allowed.idempotent = Some(true);
    assert!(wants(&allowed));
    let mut forbidden = attempt(&Method::GET, Outcome::Lost);
    forbidden.idempotent = Some(false);
    forbidden.has_key = true;
    assert!(!wants(&forbidden));
}

#[test]
fn a_body_that_cannot_be_made_again_is_never_repeated() {
    for outcome in [Outcome::Lost, Outcome::Unsent] {
        let mut stream = attempt(&Method::PUT, outcome);
        stream.repeatable_body = false;
        assert!(!wants(&stream));
    }
}

#[test]
fn which_statuses() {
    for status in 100..600 {
        let head = head(status, &[]);
        let transient = matches!(status, 408 | 429 | 500 | 502 | 503 | 504);
        let mut answered = attempt(&Method::GET, Outcome::Answered(&head));
        assert_eq!(wants(&answered), transient, "{status}");
        answered.has_key = true;
        assert_eq!(wants(&answered), transient || status == 409, "{status}");
    }
    let locked = head(423, &[]);
    let locked = attempt(&Method::GET, Outcome::Answered(&locked));
    assert!(Retry::standard().on(StatusCode::LOCKED).wants(&locked, 0));
    let limited = head(403, &[("x-ratelimit-remaining", "0")]);
    let limited = attempt(&Method::GET, Outcome::Answered(&limited));
    let retry = Retry::standard().when(|head| {
        head.headers
            .get("x-ratelimit-remaining")
            .is_some_and(|left| left == "0")
    });
    assert!(retry.wants(&limited, 0));
    assert!(!wants(&limited));
}

#[test]
fn the_server_decides_when_and_never_who() {
    let retry = Retry::standard().server_header("Stripe-Should-Retry");
    let wants = |method: &Method, status, says: &'static str| {
        let head = head(status, &[("stripe-should-retry", says)]);
        retry.wants(&attempt(method, Outcome::Answered(&head)), 0)
    };
    assert!(wants(&Method::GET, 400, "true"));
    assert!(!wants(&Method::GET, 500, "false"));
    assert!(wants(&Method::GET, 500, "perhaps"));
    assert!(!wants(&Method::GET, 400, "perhaps"));
    assert!(!wants(&Method::POST, 500, "true"));
}

#[test]
fn how_often() {
    let lost = attempt(&Method::GET, Outcome::Lost);
    let retries = |retry: &Retry| (0..10).take_while(|n| retry.wants(&lost, *n)).count();
    assert_eq!(retries(&Retry::standard()), 2);
    assert_eq!(retries(&Retry::standard().max_retries(5)), 5);
    assert_eq!(retries(&Retry::never()), 0);
    assert!(!wants(&attempt(&Method::GET, Outcome::Final)));
}

#[test]
fn retry_after_is_a_floor_with_a_limit() {
    let retry = Retry::standard();
    let seconds = Duration::from_secs;
    assert_eq!(retry.pause(0, 1.0, None), Some(Duration::from_millis(500)));
    assert_eq!(retry.pause(0, 0.0, Some(seconds(7))), Some(seconds(7)));
    assert_eq!(retry.pause(5, 1.0, Some(seconds(1))), Some(seconds(5)));
    assert_eq!(retry.pause(0, 0.0, Some(seconds(60))), Some(seconds(60)));
    assert_eq!(retry.pause(0, 0.0, Some(seconds(61))), None);
}
