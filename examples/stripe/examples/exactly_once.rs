//! 10,000 transfers and 2,000 partial reversals through a network that fails one attempt in five.
//!
//! `cargo run --release -p stripe-example --example exactly_once [SEED]`

use std::error::Error;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use stripe_example::exactly_once::{Declared, Plan, Report, Step, run};

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let seed = match std::env::args().nth(1) {
        Some(text) => text.parse()?,
        None => 2026,
    };
    let plan = Plan {
        transfers: 10_000,
        reversals: 2_000,
        in_flight: 64,
        retries: 2,
        seed,
        declared: Declared::Well,
    };
    println!("As declared in this crate, seed {seed}:\n");
    let well = show(plan).await?;
    println!("\nDeclared as idempotent, on a client without idempotency keys:\n");
    let careless = show(Plan {
        reversals: 0,
        declared: Declared::Careless,
        ..plan
    });
    let careless = careless.await?;

    let sound = well.problems.is_empty()
        && well.transfers.gave_up > 0
        && well.transfers.never_sent > 0
        && careless.transfers.doubled > 0;
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn show(plan: Plan) -> Result<Report, Box<dyn Error>> {
    let report = run(plan, draw).await?;
    if std::io::stderr().is_terminal() {
        eprint!("\r\x1b[K");
    }
    println!("{report}");
    Ok(report)
}

/// A bar on stderr, where that is a terminal.
fn draw(Step { done, of }: Step) {
    const WIDTH: u32 = 40;
    let mut stderr = std::io::stderr();
    if !stderr.is_terminal() || (!done.is_multiple_of(50) && done != of) {
        return;
    }
    let full = u64::from(done) * u64::from(WIDTH) / u64::from(of.max(1));
    let full = usize::try_from(full).unwrap_or_default();
    let bar = "#".repeat(full);
    // A bar that cannot be drawn is no reason to stop.
    drop(write!(
        stderr,
        "\r[{bar:<width$}] {done}/{of}",
        width = WIDTH as usize
    ));
    drop(stderr.flush());
}
