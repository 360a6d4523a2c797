//! The command as its users run it.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stripe-example"))
        .args(arguments)
        .env_remove("STRIPE_SECRET_KEY")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn the_main_job_deletes_the_person_and_shows_one_failure() {
    let output = run(&[]);
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{stderr}");
    let (command, rest) = stdout.split_once("\n\n").unwrap();
    assert!(
        command.starts_with("curl -X DELETE 'http://127.0.0.1:"),
        "{command}"
    );
    assert!(
        command.contains(
            "/v1/accounts/acct_1032D82eZvKYlo2C/persons/person_1MqjB62eZvKYlo2CaeEJzKVR'"
        ),
        "{command}"
    );
    assert!(command.contains("authorization: [redacted]"), "{command}");
    let (answer, failure) = rest.split_once("\n\n").unwrap();
    let answer: serde_json::Value = serde_json::from_str(answer).unwrap();
    let expected = serde_json::json!({
        "id": "person_1MqjB62eZvKYlo2CaeEJzKVR",
        "object": "person",
        "deleted": true,
    });
    assert_eq!(answer, expected);
    let failure = failure.trim().lines().last().unwrap();
    assert!(
        failure
            .starts_with("DELETE /v1/accounts/{account}/persons/{person}: 404 resource_missing: "),
        "{failure}"
    );
    assert!(failure.contains("(request req_"), "{failure}");
    assert!(failure.ends_with(", 1 attempt)"), "{failure}");
    assert!(!stdout.contains("sk_test"), "{stdout}");
}

#[test]
fn no_server_is_one_line_and_a_failure() {
    let output = run(&["--base-url", "http://127.0.0.1:1"]);
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(
        stderr.contains("no connection to 127.0.0.1:1 (not sent, 3 attempts)"),
        "{stderr}"
    );
    assert!(stderr.contains("Connection refused"), "{stderr}");
}

#[test]
fn a_base_url_that_is_none_names_the_setting() {
    let output = run(&["--base-url", "localhost:1"]);
    let stderr = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr.contains("client setting `base`: `localhost:1` has no scheme"),
        "{stderr}"
    );
}
