//! Scenarios about failures: one request each, whatever the answer.

use endpoint_tests::answer;

use super::retries::transfer;
use super::scenario::{Scenario, json};

pub(super) fn all() -> Vec<Scenario> {
    let stripe = |kind: &str| format!(r#"{{"error":{{"type":"{kind}","message":"m"}}}}"#);
    let plain = stripe("invalid_request_error");
    let failures = [
        ("error_400_", "400 Bad Request", plain.clone()),
        (
            "error_400_idempotency_error",
            "400 Bad Request",
            stripe("idempotency_error"),
        ),
        ("error_400_rate_limit", "400 Bad Request", plain.clone()),
        ("error_401_", "401 Unauthorized", plain.clone()),
        (
            "error_402_card_error",
            "402 Payment Required",
            stripe("card_error"),
        ),
        ("error_403_", "403 Forbidden", plain.clone()),
        ("error_404_resource_missing", "404 Not Found", plain.clone()),
        ("error_408_", "408 Request Timeout", plain.clone()),
        ("error_409_", "409 Conflict", plain.clone()),
        ("error_418_", "418 I'm a teapot", plain.clone()),
        ("error_422_", "422 Unprocessable Content", plain.clone()),
        ("error_424_", "424 Failed Dependency", plain.clone()),
        ("error_429_", "429 Too Many Requests", plain.clone()),
        (
            "error_500_api_error",
            "500 Internal Server Error",
            stripe("api_error"),
        ),
        ("error_503_", "503 Service Unavailable", plain),
        (
            "error_string_oauth",
            "400 Bad Request",
            r#"{"error":"invalid_grant","error_description":"d"}"#.to_owned(),
        ),
        (
            "error_no_error_key",
            "400 Bad Request",
            r#"{"x": 1}"#.to_owned(),
        ),
    ];
    let failures = failures.into_iter();
    let mut all: Vec<Scenario> = failures
        .map(|(name, status, body)| transfer(name).answered([json(status, &[], &body)]))
        .collect();
    let page = answer(
        "502 Bad Gateway",
        &["Content-Type: text/html"],
        "<html>bad gateway</html>",
    );
    all.push(transfer("error_nonjson_502").answered([page]));
    all.push(transfer("ok_nonjson_200").answered([answer("200 OK", &[], "not json")]));
    all.push(transfer("ok_empty_body_200").answered([answer("200 OK", &[], "")]));
    all
}
