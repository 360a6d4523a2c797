//! What a whole program costs: a clean build of one that makes three calls, declared and by hand,
//! with each feature and each TLS library.

mod program;
mod report;
mod row;

use std::io;

use clap::Parser;
use endpoint_benches::generated::Generated;
use endpoint_benches::readme;
use endpoint_benches::results::Results;

use self::program::{Built, Profile};
use self::row::Row;

const BENCH: &str = "per_program";

/// Builds a program with three calls and all its dependencies from nothing.
///
/// A row takes minutes and is built alone in a target folder that is removed afterwards.
#[derive(Parser)]
struct Arguments {
    /// Which programs; `--list` names them.
    #[arg(long, value_delimiter = ',', default_values = ["endpoint", "reqwest"])]
    rows: Vec<String>,
    /// In which profiles.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Profile::ALL)]
    profiles: Vec<Profile>,
    /// How often each is built; the median counts.
    #[arg(long, default_value_t = 1)]
    rounds: usize,
    /// Keep the figures in `results` and the README; those not measured now stay as they are.
    #[arg(long)]
    save: bool,
    /// Build nothing: print the kept figures; with `--save`, put them into the README.
    #[arg(long)]
    report: bool,
    /// Build nothing: print the names of all rows.
    #[arg(long)]
    list: bool,
}

fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    if arguments.list {
        for row in row::all() {
            println!("{}", row.name);
        }
        return Ok(());
    }
    let mut results = Results::load(BENCH)?;
    if !arguments.report {
        let rows = arguments
            .rows
            .iter()
            .map(|name| row::named(name))
            .collect::<io::Result<Vec<_>>>()?;
        for measured in run(&arguments, &rows) {
            results.replace_with(measured?);
            if arguments.save {
                results.save(BENCH)?;
            }
        }
    }
    print!("{}", report::table(&results));
    if arguments.save {
        readme::put(BENCH, &report::table(&results))?;
    }
    Ok(())
}

/// Each row in each profile, lazily: what is built is kept even if a later one fails.
fn run<'a>(
    arguments: &'a Arguments,
    rows: &'a [Row],
) -> impl Iterator<Item = io::Result<Results>> + 'a {
    let pairs = rows.iter().flat_map(|row| {
        arguments
            .profiles
            .iter()
            .map(move |profile| (row, *profile))
    });
    pairs.map(|(row, profile)| {
        let mut results = Results::default();
        for _ in 0..arguments.rounds {
            eprintln!("{}, {profile:?}", row.name);
            let workspace = Generated::new(BENCH)?;
            Built::from_nothing(&workspace, row, profile)?.record(row, profile, &mut results);
        }
        Ok(results)
    })
}
