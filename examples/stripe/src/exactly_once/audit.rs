//! What the calls said, held against what the server did.

use std::collections::BTreeMap;

use super::{FUNDS, Failed, OPERATION, Report, Said, Tally};
use crate::api::{Amount, ListTransfers, Metadata, Reversal, Stripe, Transfer, Transfers};
use crate::memory::{self, EntryKind};

/// Where each operation is found: by its number, the ids that it has.
type Done<'a> = BTreeMap<u32, Vec<&'a str>>;

/// Looks at everything.
pub(super) async fn audit(
    memory: &memory::Stripe,
    honest: &Stripe,
    transfers: &Said<Transfer>,
    reversals: &Said<Reversal>,
) -> Result<Report, Failed> {
    let mut there = Vec::new();
    let mut list = honest.list_transfers(&ListTransfers::new().limit(100));
    while let Some(transfer) = list.next().await {
        there.push(transfer?);
    }
    let back: Vec<&Reversal> = there.iter().flat_map(|it| &it.reversals.data).collect();

    let mut report = Report::default();
    let problems = &mut report.problems;
    let done = by_number(
        there.iter().map(|it| (&it.metadata, it.id.as_str())),
        problems,
    );
    report.transfers = compare("transfer", transfers, |it| it.id.as_str(), &done, problems);
    let none = Metadata::new();
    let numbered = back
        .iter()
        .map(|it| (it.metadata.as_ref().unwrap_or(&none), it.id.as_str()));
    let done = by_number(numbered, problems);
    report.reversals = compare("reversal", reversals, |it| it.id.as_str(), &done, problems);

    let ids = there.iter().map(|it| it.id.as_str()).collect();
    entries(memory, EntryKind::Transfer, ids, problems);
    let ids = back.iter().map(|it| it.id.as_str()).collect();
    entries(memory, EntryKind::TransferRefund, ids, problems);
    balances(memory, &there, &back, problems);
    Ok(report)
}

fn by_number<'a>(
    objects: impl Iterator<Item = (&'a Metadata, &'a str)>,
    problems: &mut Vec<String>,
) -> Done<'a> {
    let mut done = Done::new();
    for (metadata, id) in objects {
        match metadata
            .get(OPERATION)
            .and_then(|number| number.parse().ok())
        {
            Some(number) => done.entry(number).or_default().push(id),
            None => problems.push(format!("{id} belongs to no operation")),
        }
    }
    done
}

/// A success is there once and under its id; what gave up is there once at most, or not at all.
fn compare<T>(
    what: &str,
    said: &Said<T>,
    id: impl Fn(&T) -> &str,
    done: &Done<'_>,
    problems: &mut Vec<String>,
) -> Tally {
    let mut tally = Tally::default();
    for (number, result) in said {
        let found = done.get(number).map(Vec::as_slice).unwrap_or_default();
        if found.len() > 1 {
            tally.doubled += 1;
            problems.push(format!("{what} {number} was done {} times", found.len()));
        }
        match result {
            Ok(object) => {
                tally.succeeded += 1;
                if !found.contains(&id(object)) {
                    problems.push(format!("{what} {number} succeeded and is not there"));
                }
            }
            Err(error) if error.may_have_been_sent() => {
                tally.gave_up += 1;
                tally.done_unknown += u32::from(!found.is_empty());
            }
            Err(_) => {
                tally.never_sent += 1;
                if !found.is_empty() {
                    problems.push(format!("{what} {number} was never sent and is there"));
                }
            }
        }
    }
    for number in done.keys().filter(|number| !said.contains_key(number)) {
        problems.push(format!("{what} {number} is there and nobody asked for it"));
    }
    tally
}

/// The ledger has one entry for each object, and no other of this kind.
fn entries(memory: &memory::Stripe, kind: EntryKind, ids: Vec<&str>, problems: &mut Vec<String>) {
    let ledger = memory.ledger();
    let of_kind = ledger.iter().filter(|entry| entry.kind == kind);
    let mut sources: Vec<&str> = of_kind.map(|entry| entry.source.as_str()).collect();
    let mut ids = ids;
    sources.sort_unstable();
    ids.sort_unstable();
    if sources != ids {
        problems.push(format!(
            "the ledger's {} entries are not the objects",
            kind.as_str()
        ));
    }
}

fn balances(
    memory: &memory::Stripe,
    there: &[Transfer],
    back: &[&Reversal],
    problems: &mut Vec<String>,
) {
    let sum = |amounts: &mut dyn Iterator<Item = Amount>| -> i64 {
        amounts.map(Amount::minor_units).sum()
    };
    let went = sum(&mut there.iter().map(|it| it.amount));
    let came_back = sum(&mut back.iter().map(|it| it.amount));
    let moved = went - came_back;
    let held = memory.balance(memory::ACCOUNT, "usd");
    if held != moved {
        problems.push(format!("the account holds {held}, and was given {moved}"));
    }
    let left = memory.balance(memory::PLATFORM, "usd");
    if left != FUNDS - moved {
        problems.push(format!(
            "the platform holds {left} of {FUNDS}, and gave {moved}"
        ));
    }
    if let Err(problem) = memory.audit() {
        problems.push(problem);
    }
}
