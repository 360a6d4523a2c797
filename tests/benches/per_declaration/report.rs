//! The figures as tables.

use std::fmt::Write;

use endpoint_benches::results::Results;
use endpoint_benches::table::{Table, number, ratio};

use crate::job::Step;
use crate::source::Way;

const SIZES: [usize; 5] = [1, 10, 100, 1000, 3000];

/// All tables, each below a line that says what it shows.
pub(crate) fn tables(results: &Results) -> String {
    let figures = Figures(results);
    let mut out = String::new();
    let measured = |step: &Step| {
        let metric = format!("{}: cpu s", step.metric());
        !results.cases(&metric).is_empty()
    };
    for step in Step::ALL.into_iter().filter(measured) {
        let _ = writeln!(
            out,
            "CPU seconds, {}, by number of endpoints:\n\n{}",
            step.metric(),
            figures.seconds(step).to_markdown()
        );
    }
    let memory = figures.memory().to_markdown();
    let _ = writeln!(out, "Most memory of one process, MiB:\n\n{memory}");
    let code = figures.code().to_markdown();
    let _ = write!(
        out,
        "Bytes of the release program per endpoint and its one caller:\n\n{code}"
    );
    out
}

struct Figures<'r>(&'r Results);

impl Figures<'_> {
    fn get(&self, size: usize, way: Way, step: Step, metric: &str) -> Option<f64> {
        let metric = format!("{}: {metric}", step.metric());
        self.0.get(&size.to_string(), way.package(), &metric)
    }

    fn measured_ways(&self, step: Step) -> impl Iterator<Item = Way> {
        let measured = move |way: &Way| {
            SIZES
                .iter()
                .any(|size| self.get(*size, *way, step, "cpu s").is_some())
        };
        Way::ALL.into_iter().filter(measured)
    }

    /// How much one endpoint adds between two sizes.
    fn growth(&self, sizes: [usize; 2], way: Way, step: Step, metric: &str) -> Option<f64> {
        let [from, to] = sizes;
        let from_value = self.get(from, way, step, metric)?;
        let to_value = self.get(to, way, step, metric)?;
        Some((to_value - from_value) / (to - from) as f64)
    }

    /// What is above the cost of the smallest crate, in milliseconds an endpoint.
    fn milliseconds(&self, size: usize, way: Way, step: Step) -> Option<f64> {
        Some(self.growth([SIZES[0], size], way, step, "cpu s")? * 1000.0)
    }

    fn seconds(&self, step: Step) -> Table {
        let sizes = SIZES.iter().map(usize::to_string);
        let mut table = Table::new(["written as".to_owned()].into_iter().chain(sizes).chain([
            "1,000, to the chain".to_owned(),
            "ms each at 100".to_owned(),
            "at 1,000".to_owned(),
            "at 3,000".to_owned(),
            "3,000 to 100".to_owned(),
        ]));
        for way in self.measured_ways(step) {
            let seconds = |size| self.get(size, way, step, "cpu s");
            let each = |size| self.milliseconds(size, way, step);
            let chain = self.get(1000, Way::Chain, step, "cpu s");
            let mut row = vec![way.title().to_owned()];
            row.extend(SIZES.map(|size| number(seconds(size), 2)));
            row.push(ratio(seconds(1000), chain));
            row.extend([100, 1000, 3000].map(|size| number(each(size), 2)));
            row.push(ratio(each(3000), each(100)));
            table.row(row);
        }
        table
    }

    fn memory(&self) -> Table {
        let steps = [Step::Check, Step::Debug, Step::Release];
        let mut header = vec!["written as".to_owned()];
        for step in steps {
            header.extend([100, 1000, 3000].map(|size| format!("{}, {size}", step.metric())));
        }
        let mut table = Table::new(header);
        for way in self.measured_ways(Step::Check) {
            let mut row = vec![way.title().to_owned()];
            for step in steps {
                let peak = |size| number(self.get(size, way, step, "peak MiB"), 0);
                row.extend([100, 1000, 3000].map(peak));
            }
            table.row(row);
        }
        table
    }

    fn code(&self) -> Table {
        let mut table = Table::new([
            "written as",
            "machine code, 10 to 100",
            "100 to 1,000",
            "to the chain",
            "stripped file, 100 to 1,000",
            "to the chain",
        ]);
        for way in self.measured_ways(Step::Release) {
            let grown = |way, sizes, metric| self.growth(sizes, way, Step::Release, metric);
            let code = |way, sizes| grown(way, sizes, "machine code B");
            let file = |way| grown(way, [100, 1000], "stripped file B");
            table.row([
                way.title().to_owned(),
                number(code(way, [10, 100]), 0),
                number(code(way, [100, 1000]), 0),
                ratio(code(way, [100, 1000]), code(Way::Chain, [100, 1000])),
                number(file(way), 0),
                ratio(file(way), file(Way::Chain)),
            ]);
        }
        table
    }
}
