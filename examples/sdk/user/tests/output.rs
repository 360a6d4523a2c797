//! The programs as they are run.

use std::process::Command;

const README: &str = include_str!("../../README.md");

fn run(program: &str) -> String {
    let output = Command::new(program).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{stderr}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_program_does_its_work_and_tells_each_failure() {
    let said = run(env!("CARGO_BIN_EXE_sdk-user"));
    let (work, failures) = said.split_once("\n\n").unwrap();
    assert_eq!(
        work,
        "www is at 192.0.2.1\napi is at 192.0.2.2\nwww has moved to 192.0.2.3\nmail is at 192.0.2.4\n\
         blog is at 192.0.2.5\nexample.com has 4 records"
    );
    let (failures, causes) = failures.split_once("  because: ").unwrap();
    assert!(causes.contains("refused"), "{causes}");
    let lines: Vec<_> = failures.lines().collect();
    let expected = [
        "An id of something else:",
        "  `rec_1` is not an id that begins with `zone_` and goes on in letters and digits",
        "A record that cannot be:",
        "  content is no IPv4 address",
        "  ttl is not within 60 and 86400",
        "A zone that is not there:",
        "  GET /v1/zones/{zone}: 404 zone_not_found: there is no such zone (request req_",
        "  or, if that is no failure: None",
        "No Nameplate:",
        "  Unreachable, deleted: certainly not",
    ];
    assert_eq!(lines.len(), expected.len(), "{failures}");
    for (line, start) in lines.iter().zip(expected) {
        assert!(line.starts_with(start), "{line}");
        assert!(README.contains(start), "the README lacks {start}");
    }
}

#[test]
fn the_program_without_a_runtime_does_its_work() {
    let said = run(env!("CARGO_BIN_EXE_sdk-user-blocking"));
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert!(
        lines[0].ends_with("for deploys: Token([redacted])"),
        "{said}"
    );
    assert_eq!(lines[1], "there is deploys");
    let revoked = "revoked: GET /v1/zones: 401 no_such_token: ";
    assert!(lines[2].starts_with(revoked), "{said}");
}
