//! Markdown tables.

use std::fmt::Write;

/// Rows below a header; the first column is text, the others are figures.
pub struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new(header: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            header: header.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// The table as Markdown.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        let mut line = |cells: &[String]| {
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        };
        line(&self.header);
        let mut rule = vec!["---:".to_owned(); self.header.len()];
        if let Some(first) = rule.first_mut() {
            *first = "---".to_owned();
        }
        line(&rule);
        for row in &self.rows {
            line(row);
        }
        out
    }
}

/// `part` of `whole`, with two decimals; a dash where either is missing.
#[must_use]
pub fn ratio(part: Option<f64>, whole: Option<f64>) -> String {
    match (part, whole) {
        (Some(part), Some(whole)) if whole != 0.0 => format!("{:.2}", part / whole),
        _ => MISSING.to_owned(),
    }
}

/// A figure with so many decimals; a dash where it is missing.
#[must_use]
pub fn number(value: Option<f64>, decimals: usize) -> String {
    value.map_or_else(|| MISSING.to_owned(), |value| format!("{value:.decimals$}"))
}

const MISSING: &str = "–";

#[cfg(test)]
mod tests {
    use super::{Table, number, ratio};

    #[test]
    fn a_table_is_markdown() {
        let mut table = Table::new(["client", "calls"]);
        table.row(["ours", "2"]);
        assert_eq!(
            table.to_markdown(),
            "| client | calls |\n| --- | ---: |\n| ours | 2 |\n"
        );
    }

    #[test]
    fn what_was_not_measured_is_a_dash() {
        assert_eq!(ratio(Some(1.0), Some(4.0)), "0.25");
        assert_eq!(ratio(None, Some(4.0)), "–");
        assert_eq!(ratio(Some(1.0), Some(0.0)), "–");
        assert_eq!(number(Some(1.256), 1), "1.3");
        assert_eq!(number(None, 1), "–");
    }
}
