//! The README's table of what a declaration costs, counted again.

const README: &str = include_str!("../README.md");

const FAMILIES: [(&str, &str, &str); 5] = [
    (
        "Persons",
        "persons/mod.rs",
        include_str!("../src/api/persons/mod.rs"),
    ),
    ("Topups", "topups.rs", include_str!("../src/api/topups.rs")),
    (
        "Transfers",
        "transfers.rs",
        include_str!("../src/api/transfers.rs"),
    ),
    (
        "Reversals",
        "reversals.rs",
        include_str!("../src/api/reversals.rs"),
    ),
    (
        "Secrets",
        "secrets.rs",
        include_str!("../src/api/secrets.rs"),
    ),
];

/// Operations and lines of a trait, without documentation.
fn count(source: &str, family: &str) -> (usize, usize) {
    let start = format!("pub trait {family}: Api {{");
    let (_, rest) = source.split_once(&start).unwrap();
    let (body, _) = rest.split_once("\n}\n").unwrap();
    let lines = body.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("///"));
    (body.matches("#[endpoint(").count(), lines.count())
}

/// One decimal, without floating point.
fn ratio(lines: usize, operations: usize) -> String {
    let tenths = (lines * 10 + operations / 2) / operations;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[test]
fn the_table_is_true() {
    let (mut operations, mut lines) = (0, 0);
    for (family, file, source) in FAMILIES {
        let (some, of_them) = count(source, family);
        let per_operation = ratio(of_them, some);
        let row = format!("| {family} | `src/api/{file}` | {some} | {of_them} | {per_operation} |");
        assert!(README.contains(&row), "the README lacks {row}");
        operations += some;
        lines += of_them;
    }
    assert_eq!(operations, 22);
    let row = format!(
        "| all | | {operations} | {lines} | {} |",
        ratio(lines, operations)
    );
    assert!(README.contains(&row), "the README lacks {row}");
}
