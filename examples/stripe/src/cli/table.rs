//! Lists as tables, with the columns that tell their objects apart.

use std::fmt;

use stripe_example::api::{Person, Reversal, Secret, Topup, Transfer};

use super::output::printable;

/// An object that can be a line of a table.
pub(super) trait Row {
    /// The names of its columns.
    const COLUMNS: &'static [&'static str];

    /// A cell a column.
    fn cells(&self) -> Vec<String>;
}

/// Lines whose columns are as wide as they must be.
#[derive(Default)]
pub(super) struct Table(Vec<Vec<String>>);

impl Table {
    pub(super) fn push<R: Row>(&mut self, row: &R) {
        if self.0.is_empty() {
            let titles = R::COLUMNS.iter().map(|title| title.to_uppercase());
            self.0.push(titles.collect());
        }
        let cells = row.cells().into_iter();
        self.0.push(cells.map(|cell| printable(&cell)).collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(first) = self.0.first() else {
            return f.write_str("There are none.");
        };
        let mut widths = vec![0; first.len()];
        for row in &self.0 {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        for (place, row) in self.0.iter().enumerate() {
            let cells = row.iter().zip(&widths);
            let cells: Vec<String> = cells
                .map(|(cell, &width)| format!("{cell:width$}"))
                .collect();
            let end = if place == 0 { "" } else { "\n" };
            write!(f, "{end}{}", cells.join("  ").trim_end())?;
        }
        Ok(())
    }
}

impl Row for Person {
    const COLUMNS: &'static [&'static str] = &["id", "name", "roles", "verification", "created"];

    fn cells(&self) -> Vec<String> {
        let names = [&self.first_name, &self.last_name].into_iter().flatten();
        let names: Vec<&str> = names.map(String::as_str).collect();
        let verification = self.verification.as_ref();
        vec![
            self.id.to_string(),
            names.join(" "),
            roles(self).join(", "),
            verification.map_or(String::new(), |it| it.status.to_string()),
            self.created.to_string(),
        ]
    }
}

fn roles(person: &Person) -> Vec<&'static str> {
    let Some(relationship) = &person.relationship else {
        return Vec::new();
    };
    let roles = [
        ("authorizer", relationship.authorizer),
        ("director", relationship.director),
        ("executive", relationship.executive),
        ("legal guardian", relationship.legal_guardian),
        ("owner", relationship.owner),
        ("representative", relationship.representative),
    ];
    let held = roles.into_iter().filter(|(_, held)| *held == Some(true));
    held.map(|(role, _)| role).collect()
}

impl Row for Topup {
    const COLUMNS: &'static [&'static str] = &["id", "amount", "status", "created", "description"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.amount.in_currency(&self.currency),
            self.status.to_string(),
            self.created.to_string(),
            self.description.clone().unwrap_or_default(),
        ]
    }
}

impl Row for Transfer {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "amount",
        "reversed",
        "destination",
        "created",
        "group",
    ];

    fn cells(&self) -> Vec<String> {
        let destination = self.destination.as_ref();
        vec![
            self.id.to_string(),
            self.amount.in_currency(&self.currency),
            self.amount_reversed.in_currency(&self.currency),
            destination.map_or(String::new(), |it| it.id().to_string()),
            self.created.to_string(),
            self.transfer_group.clone().unwrap_or_default(),
        ]
    }
}

impl Row for Reversal {
    const COLUMNS: &'static [&'static str] = &["id", "amount", "transfer", "created"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            self.amount.in_currency(&self.currency),
            self.transfer.id().to_string(),
            self.created.to_string(),
        ]
    }
}

/// Without payloads, which are for machines.
impl Row for Secret {
    const COLUMNS: &'static [&'static str] = &["id", "name", "scope", "created", "expires"];

    fn cells(&self) -> Vec<String> {
        let user = self.scope.user.as_ref();
        vec![
            self.id.to_string(),
            self.name.clone(),
            user.map_or(self.scope.kind.to_string(), ToString::to_string),
            self.created.to_string(),
            self.expires_at
                .map_or(String::new(), |time| time.to_string()),
        ]
    }
}
