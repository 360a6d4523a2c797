//! The figures as one table.

use endpoint_benches::results::Results;
use endpoint_benches::table::{Table, number, ratio};

use crate::program::Profile;
use crate::row::{self, Row};

/// One line a program, those by hand last.
pub(crate) fn table(results: &Results) -> String {
    let mut table = Table::new([
        "program",
        "debug CPU s",
        "to the same by hand",
        "release CPU s",
        "to the same by hand",
        "crates",
        "more than by hand",
        "stripped MiB",
    ]);
    let get = |profile: Profile, row: &str, metric| results.get(profile.name(), row, metric);
    let measured = |row: &Row| {
        Profile::ALL
            .iter()
            .any(|one| get(*one, row.name, "cpu s").is_some())
    };
    for row in row::all().into_iter().filter(measured) {
        let cpu = |profile, row: &str| get(profile, row, "cpu s");
        let crates = |row: &str| {
            get(Profile::Debug, row, "crates").or_else(|| get(Profile::Release, row, "crates"))
        };
        let more = crates(row.name)
            .zip(crates(row.by_hand))
            .map(|(ours, by_hand)| ours - by_hand);
        let compared = |profile| ratio(cpu(profile, row.name), cpu(profile, row.by_hand));
        table.row([
            format!("`{}`", row.name),
            number(cpu(Profile::Debug, row.name), 1),
            compared(Profile::Debug),
            number(cpu(Profile::Release, row.name), 1),
            compared(Profile::Release),
            number(crates(row.name), 0),
            number(more, 0),
            number(get(Profile::Release, row.name, "program MiB"), 1),
        ]);
    }
    table.to_markdown()
}
