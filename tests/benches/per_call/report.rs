//! Measures every client in processes of their own, and prints the tables.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use endpoint_benches::readme;
use endpoint_benches::results::Results;
use endpoint_benches::table::{Table, number, ratio};

use crate::measure::{Cost, Plan};
use crate::peers::{BoxError, Outcome};
use crate::settings::{Shape, Who};

/// Calls of the shorter of the two runs whose difference is taken.
const FEW: usize = 100;
/// How many calls the busy client has under way.
const BUSY: usize = 64;
/// The bench's name, and that of the file with its figures.
const BENCH: &str = "per_call";

const INSTRUCTIONS: &str = "instructions";
const ALLOCATIONS: &str = "allocations";
const BYTES: &str = "bytes allocated";
const MEDIAN: &str = "p50 us";
const P99: &str = "p99 us";
const PACE: &str = "calls per s";
const BUSY_P99: &str = "p99 us of 64 in flight";
const BUSY_PACE: &str = "calls per s of 64 in flight";

/// Measures everything and prints it; `save` keeps the figures.
pub(crate) fn print(save: bool) -> Outcome<()> {
    let this = env::current_exe()?;
    let with_tracing = build_with_tracing()?;
    let server = Server::start(&this)?;
    let mut results = Results::default();
    for shape in Shape::ALL {
        for who in Who::PEERS {
            measure(&this, &server.base, who, shape, &mut results)?;
        }
        println!("{}", compared(&results, shape));
    }
    for shape in Shape::ALL {
        measure(&this, &server.base, Who::Bare, shape, &mut results)?;
        measure(&with_tracing, &server.base, Who::Full, shape, &mut results)?;
    }
    println!("{}", extras(&results));
    if save {
        results.save(BENCH)?;
        let shapes = Shape::ALL.iter().map(|shape| compared(&results, *shape));
        let tables: Vec<String> = shapes.chain([extras(&results)]).collect();
        readme::put(BENCH, &tables.join("\n"))?;
    }
    Ok(())
}

/// This program with spans compiled in, in a folder of its own.
fn build_with_tracing() -> Outcome<PathBuf> {
    let target = env::current_exe()?
        .ancestors()
        .nth(2)
        .ok_or("no target directory")?
        .join("per-call-with-tracing");
    let built = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--release", "--bin", "per_call"])
        .args(["--features", "tracing", "--target-dir"])
        .arg(&target)
        .status()?;
    if !built.success() {
        return Err("the program does not build with the feature `tracing`".into());
    }
    Ok(target.join("release").join("per_call"))
}

struct Server {
    process: Child,
    base: String,
}

impl Server {
    fn start(this: &Path) -> Outcome<Self> {
        let mut process = Command::new(this)
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut base = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut base)?;
        }
        Ok(Self {
            process,
            base: base.trim().to_owned(),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has ended already is no concern of the report's.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Records what one client's calls of one shape cost.
fn measure(
    program: &Path,
    base: &str,
    who: Who,
    shape: Shape,
    results: &mut Results,
) -> Outcome<()> {
    let plan = |count, in_flight| Plan {
        who,
        shape,
        count,
        in_flight,
    };
    let alone = cost(program, base, &plan(shape.timed(), 1))?;
    let busy = cost(program, base, &plan(shape.timed(), BUSY))?;
    let figures = [
        (INSTRUCTIONS, instructions(program, base, who, shape)?),
        (ALLOCATIONS, alone.allocations),
        (BYTES, alone.bytes),
        (MEDIAN, alone.median_us),
        (P99, alone.p99_us),
        (PACE, alone.per_second),
        (BUSY_P99, busy.p99_us),
        (BUSY_PACE, busy.per_second),
    ];
    for (metric, value) in figures {
        results.record(shape.name(), who.name(), metric, value);
    }
    Ok(())
}

fn cost(program: &Path, base: &str, plan: &Plan) -> Outcome<Cost> {
    let output = Command::new(program)
        .args(["calls", base])
        .args(plan.words())
        .output()?;
    if !output.status.success() {
        return Err(failed(plan, &output.stderr));
    }
    String::from_utf8_lossy(&output.stdout).parse()
}

/// Instructions in user space a call: a long run less a short one, under callgrind.
#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn instructions(program: &Path, base: &str, who: Who, shape: Shape) -> Outcome<f64> {
    let count = |count| {
        let plan = Plan {
            who,
            shape,
            count,
            in_flight: 1,
        };
        collected(program, base, &plan)
    };
    let calls = shape.counted();
    Ok((count(FEW + calls)? - count(FEW)?) as f64 / calls as f64)
}

fn collected(program: &Path, base: &str, plan: &Plan) -> Outcome<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["calls", base])
        .args(plan.words())
        .output()
        .map_err(|error| format!("valgrind cannot be run: {error}"))?;
    let told = String::from_utf8_lossy(&output.stderr);
    let collected = told
        .lines()
        .find_map(|line| line.split_once("Collected : "))
        .ok_or_else(|| failed(plan, &output.stderr))?;
    Ok(collected.1.trim().parse()?)
}

fn failed(plan: &Plan, told: &[u8]) -> BoxError {
    let told = String::from_utf8_lossy(told);
    format!("{}: {told}", plan.words().join(" ")).into()
}

/// One table of all peers; ratios are to the first.
fn compared(results: &Results, shape: Shape) -> String {
    let mut table = Table::new([
        "client",
        "instructions, k",
        "ratio",
        "allocations",
        "bytes allocated",
        "p50 µs",
        "p99 µs",
        "calls/s",
        "64 in flight: p99 µs",
        "calls/s",
        "ratio",
    ]);
    for who in Who::PEERS {
        let of = |who: Who, metric| results.get(shape.name(), who.name(), metric);
        let to_first = |metric| ratio(of(who, metric), of(Who::PEERS[0], metric));
        let thousands = of(who, INSTRUCTIONS).map(|count| count / 1000.0);
        table.row([
            who.described().to_owned(),
            number(thousands, 1),
            to_first(INSTRUCTIONS),
            number(of(who, ALLOCATIONS), 0),
            number(of(who, BYTES), 0),
            number(of(who, MEDIAN), 0),
            number(of(who, P99), 0),
            number(of(who, PACE), 0),
            number(of(who, BUSY_P99), 0),
            number(of(who, BUSY_PACE), 0),
            to_first(BUSY_PACE),
        ]);
    }
    format!("### {}\n\n{}", shape.described(), table.to_markdown())
}

/// What retries, keys, spans and limits add.
fn extras(results: &Results) -> String {
    let mut table = Table::new([
        "call",
        "instructions, k, without",
        "with",
        "ratio",
        "allocations without",
        "with",
    ]);
    for shape in Shape::ALL {
        let of = |who: Who, metric| results.get(shape.name(), who.name(), metric);
        let (without, with) = (of(Who::Bare, INSTRUCTIONS), of(Who::Full, INSTRUCTIONS));
        table.row([
            shape.described().to_owned(),
            number(without.map(|count| count / 1000.0), 1),
            number(with.map(|count| count / 1000.0), 1),
            ratio(with, without),
            number(of(Who::Bare, ALLOCATIONS), 0),
            number(of(Who::Full, ALLOCATIONS), 0),
        ]);
    }
    format!(
        "### Retries, idempotency keys, spans, limits and a deadline\n\n{}",
        table.to_markdown()
    )
}
