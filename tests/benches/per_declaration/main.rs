//! What one more endpoint costs when a crate is checked and built.
//!
//! Writes crates with N endpoints in several ways, and measures cargo on each in turn. Dependencies
//! are built before.

mod job;
mod report;
mod source;

use std::io;

use clap::Parser;
use endpoint_benches::generated::Generated;
use endpoint_benches::readme;
use endpoint_benches::results::Results;

use self::job::{Job, Step};
use self::source::Way;

const BENCH: &str = "per_declaration";

/// Measures how long crates with many endpoints are checked and built, and how large they get.
#[derive(Parser)]
struct Arguments {
    /// Endpoints in a crate.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 10, 100, 1000, 3000])]
    sizes: Vec<usize>,
    /// Ways to write them.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Way::ALL)]
    ways: Vec<Way>,
    /// What is measured.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Step::ALL)]
    steps: Vec<Step>,
    /// How often each is measured; the median counts.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Keep the figures in `results` and the README; those not measured now stay as they are.
    #[arg(long)]
    save: bool,
    /// Measure nothing: print the kept figures; with `--save`, put them into the README.
    #[arg(long)]
    report: bool,
}

fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    let mut results = Results::load(BENCH)?;
    let shown = if arguments.report {
        report::tables(&results)
    } else {
        let measured = run(&arguments)?;
        let shown = report::tables(&measured);
        results.replace_with(measured);
        shown
    };
    print!("{shown}");
    if arguments.save {
        results.save(BENCH)?;
        readme::put(BENCH, &report::tables(&results))?;
    }
    Ok(())
}

fn run(arguments: &Arguments) -> io::Result<Results> {
    let workspace = Generated::new(BENCH)?;
    let mut jobs = Vec::new();
    for &size in &arguments.sizes {
        for &way in &arguments.ways {
            jobs.push(Job::write(&workspace, way, size)?);
        }
    }
    workspace.lock()?;

    let mut results = Results::default();
    for &step in &arguments.steps {
        for job in jobs.iter().take(arguments.ways.len()) {
            job.prepare(step)?;
        }
        // Rounds are outermost: what else the machine does then weighs on all alike.
        for round in 1..=arguments.rounds {
            for job in &jobs {
                eprintln!("{step:?}, round {round}: {}", job.name());
                job.measure(step, &mut results)?;
            }
        }
    }
    Ok(results)
}
