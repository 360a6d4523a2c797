//! The tables in the README of this crate.

use std::path::Path;
use std::{fs, io};

/// Puts the tables of a bench between its two markers, `<!-- BENCH -->` and `<!-- /BENCH -->`.
///
/// # Errors
///
/// If the README cannot be read or written, or lacks a marker.
pub fn put(bench: &str, tables: &str) -> io::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path)?;
    let changed = replaced(&text, bench, tables)
        .ok_or_else(|| io::Error::other(format!("README.md has no place for {bench}")))?;
    fs::write(path, changed)
}

fn replaced(text: &str, bench: &str, tables: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- {bench} -->"), format!("<!-- /{bench} -->"));
    let (before, rest) = text.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!(
        "{before}{begin}\n\n{}\n\n{end}{after}",
        tables.trim()
    ))
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn tables_go_between_their_markers() {
        let text = "a\n<!-- x -->\nold\n<!-- /x -->\nb\n";
        let changed = replaced(text, "x", "| new |\n").unwrap();
        assert_eq!(changed, "a\n<!-- x -->\n\n| new |\n\n<!-- /x -->\nb\n");
        assert_eq!(replaced(&changed, "x", "| new |").unwrap(), changed);
        assert_eq!(replaced(text, "y", ""), None);
    }
}
