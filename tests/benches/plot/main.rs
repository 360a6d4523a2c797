//! Draws the kept figures into `plots`.

use std::path::Path;
use std::{fs, io};

use endpoint_benches::results::Results;
use endpoint_benches::svg;

/// Name and title of the ways, as `per_declaration` measures them.
const WAYS: [(&str, &str); 6] = [
    ("call", "endpoint: Call"),
    ("async-trait", "endpoint: async fn in a trait"),
    ("async-inherent", "endpoint: inherent async fn"),
    ("chain", "by hand: async fn with the reqwest chain"),
    ("helper", "by hand: async fn over one helper"),
    ("descriptor", "by hand: plain method, returns a descriptor"),
];

fn main() -> io::Result<()> {
    write(
        "check_time",
        &check_time(&Results::load("per_declaration")?),
    )?;
    let calls = Results::load("per_call")?;
    let title = "Instructions a call, in user space";
    write("per_call", &grouped(&calls, title, "instructions"))?;
    let programs = Results::load("per_program")?;
    let title = "CPU seconds of a clean build of a program with three calls";
    write("per_program", &grouped(&programs, title, "cpu s"))
}

fn check_time(results: &Results) -> String {
    let metric = "check: cpu s";
    let mut sizes: Vec<(f64, &str)> = results
        .cases(metric)
        .into_iter()
        .filter_map(|case| Some((case.parse().ok()?, case)))
        .collect();
    sizes.sort_by(|left, right| left.0.total_cmp(&right.0));
    let series = WAYS.map(|(way, title)| {
        let points = sizes
            .iter()
            .filter_map(|(size, case)| Some((*size, results.get(case, way, metric)?)));
        (title, points.collect())
    });
    svg::lines(
        "CPU seconds of cargo check",
        "endpoints in the crate",
        &series,
    )
}

/// A group of bars for each case.
fn grouped(results: &Results, title: &str, metric: &str) -> String {
    let groups: Vec<_> = results
        .cases(metric)
        .into_iter()
        .map(|case| (case, results.subjects(case, metric)))
        .collect();
    svg::bars(title, &groups)
}

fn write(name: &str, plot: &str) -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("plots");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(format!("{name}.svg")), plot)
}
