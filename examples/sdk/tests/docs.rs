//! What users read: the page of each group says of every operation what it sends.

use std::path::{Path, PathBuf};
use std::process::Command;

const GROUPS: [(&str, &str); 3] = [
    ("Zones", include_str!("../src/zones.rs")),
    ("Records", include_str!("../src/records.rs")),
    ("Keys", include_str!("../src/keys.rs")),
];

/// Renders the documentation, without the network and so without its dependencies. A link that leads
/// nowhere, or to something private, is an error.
fn rendered() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let output = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["doc", "--no-deps", "--lib", "--offline", "--quiet"])
        .args(["--no-default-features", "--features"])
        .arg("zones,records,keys,blocking,declare,server")
        .arg("--target-dir")
        .arg(target)
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    target.join("doc/nameplate")
}

/// Name, method and template of each declaration.
fn declared(source: &str) -> Vec<(&str, String)> {
    let declarations = source.split("#[endpoint(").skip(1);
    let declared = declarations.map(|declaration| {
        let (method, rest) = declaration.split_once(", \"").unwrap();
        let (template, rest) = rest.split_once('"').unwrap();
        let (_, rest) = rest.split_once("fn ").unwrap();
        let (name, _) = rest.split_once('(').unwrap();
        (name, format!("{method} {template}"))
    });
    declared.collect()
}

#[test]
fn each_operation_shows_method_and_template() {
    let docs = rendered();
    let mut count = 0;
    for (group, source) in GROUPS {
        let page = docs.join(format!("trait.{group}.html"));
        let page = std::fs::read_to_string(page).unwrap();
        for (name, line) in declared(source) {
            let start = format!("<section id=\"method.{name}\"");
            let (_, method) = page.split_once(&start).unwrap();
            let method = method.split("<section id=").next().unwrap();
            let line = line.replace('<', "&lt;").replace('>', "&gt;");
            let shown = format!("<code>{line}</code>");
            assert!(method.contains(&shown), "{group}::{name} lacks {shown}");
            count += 1;
        }
    }
    assert_eq!(count, 12);
}
