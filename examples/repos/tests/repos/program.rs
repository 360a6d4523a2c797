//! The command as its users run it, and the README that shows what it prints.

use std::process::Command;

/// Ports differ from run to run.
fn without_port(text: &str) -> String {
    let mut parts = text.split("127.0.0.1:");
    let mut plain = parts.next().unwrap_or("").to_owned();
    for part in parts {
        plain.push_str("127.0.0.1:PORT");
        plain.push_str(part.trim_start_matches(|character: char| character.is_ascii_digit()));
    }
    plain
}

#[test]
fn it_prints_what_the_readme_shows() {
    let output = Command::new(env!("CARGO_BIN_EXE_repos-example"))
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{stderr}");
    let printed = without_port(&String::from_utf8(output.stdout).unwrap());
    let readme = include_str!("../../README.md");
    let shown = readme.split("```text\n").nth(1).unwrap();
    let shown = without_port(shown.split("```").next().unwrap());
    let printed: Vec<_> = printed.trim().split("\n\n").collect();
    assert_eq!(printed.len(), 9, "{printed:#?}");
    for part in shown.trim().split("\n\n") {
        assert!(printed.contains(&part), "{part}\nis none of {printed:#?}");
    }
}
