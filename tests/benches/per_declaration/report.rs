//! The figures as tables.

use std::fmt::Write;

use endpoint_benches::results::Results;
use endpoint_benches::table::{Table, number, ratio};

use crate::job::Step;
use crate::source::Way;

const SIZES: [usize; 5] = [1, 10, 100, 1000, 3000];

/// All tables of what was measured, each below a line that says what it shows.
pub(crate) fn tables(results: &Results) -> String {
    let figures = Figures(results);
    let mut out = String::new();
    for step in Step::ALL {
        if let Some(table) = figures.seconds(step) {
            let title = format!("CPU seconds, {}, by number of endpoints", step.metric());
            let _ = writeln!(out, "{title}:\n\n{}", table.to_markdown());
        }
    }
    let memory = figures.memory().to_markdown();
    let _ = writeln!(out, "Most memory of one process, MiB:\n\n{memory}");
    if let Some(code) = figures.code() {
        let title = "Bytes of the release program for one more endpoint and its one caller";
        let _ = write!(out, "{title}:\n\n{}", code.to_markdown());
    }
    out
}

struct Figures<'r>(&'r Results);

impl Figures<'_> {
    fn get(&self, size: usize, way: Way, step: Step, metric: &str) -> Option<f64> {
        let metric = format!("{}: {metric}", step.metric());
        self.0.get(&size.to_string(), way.package(), &metric)
    }

    fn ways(&self, step: Step) -> Vec<Way> {
        let measured = |size: &usize, way| self.get(*size, way, step, "cpu s").is_some();
        let measured = |way: &Way| SIZES.iter().any(|size| measured(size, *way));
        Way::ALL.into_iter().filter(measured).collect()
    }

    fn sizes(&self, step: Step) -> Vec<usize> {
        let measured = |size: &usize, way| self.get(*size, way, step, "cpu s").is_some();
        let measured = |size: &usize| Way::ALL.iter().any(|way| measured(size, *way));
        SIZES.into_iter().filter(measured).collect()
    }

    /// How much one endpoint adds between two sizes.
    fn growth(&self, [from, to]: [usize; 2], way: Way, step: Step, metric: &str) -> Option<f64> {
        let grown = self.get(to, way, step, metric)? - self.get(from, way, step, metric)?;
        Some(grown / (to - from) as f64)
    }

    fn seconds(&self, step: Step) -> Option<Table> {
        let sizes = self.sizes(step);
        let (&least, larger) = sizes.split_first()?;
        let seconds = |size, way| self.get(size, way, step, "cpu s");
        let &compared = sizes
            .iter()
            .rfind(|size| seconds(**size, Way::Chain).is_some())?;
        // What the smallest crate costs is not the endpoints' price.
        let each = |size, way| Some(self.growth([least, size], way, step, "cpu s")? * 1000.0);
        let is_linear_known = [100, 3000].iter().all(|size| larger.contains(size));

        let mut header = vec!["written as".to_owned()];
        header.extend(sizes.iter().map(usize::to_string));
        header.push(format!("{compared}, to the chain"));
        header.extend(larger.iter().map(|size| format!("ms each, {size}")));
        header.extend(is_linear_known.then(|| "3000 to 100".to_owned()));
        let mut table = Table::new(header);
        for way in self.ways(step) {
            let mut row = vec![way.title().to_owned()];
            row.extend(sizes.iter().map(|size| number(seconds(*size, way), 2)));
            row.push(ratio(seconds(compared, way), seconds(compared, Way::Chain)));
            row.extend(larger.iter().map(|size| number(each(*size, way), 2)));
            row.extend(is_linear_known.then(|| ratio(each(3000, way), each(100, way))));
            table.row(row);
        }
        Some(table)
    }

    fn memory(&self) -> Table {
        let mut columns = Vec::new();
        for step in [Step::Check, Step::Debug, Step::Release] {
            columns.extend(self.sizes(step).into_iter().map(|size| (step, size)));
        }
        let mut header = vec!["written as".to_owned()];
        header.extend(
            columns
                .iter()
                .map(|(step, size)| format!("{}, {size}", step.metric())),
        );
        let mut table = Table::new(header);
        for way in Way::ALL {
            let peak = |(step, size): &(Step, usize)| self.get(*size, way, *step, "peak MiB");
            let mut row = vec![way.title().to_owned()];
            row.extend(columns.iter().map(|column| number(peak(column), 0)));
            table.row(row);
        }
        table
    }

    fn code(&self) -> Option<Table> {
        let sizes = self.sizes(Step::Release);
        let (&least, &most) = (sizes.first()?, sizes.last()?);
        let grown = |way, metric| self.growth([least, most], way, Step::Release, metric);
        let mut table = Table::new([
            format!("written as ({least} to {most} endpoints)"),
            "machine code".to_owned(),
            "to the chain".to_owned(),
            "stripped file".to_owned(),
            "to the chain".to_owned(),
        ]);
        for way in self.ways(Step::Release) {
            let mut row = vec![way.title().to_owned()];
            for metric in ["machine code B", "stripped file B"] {
                row.push(number(grown(way, metric), 0));
                row.push(ratio(grown(way, metric), grown(Way::Chain, metric)));
            }
            table.row(row);
        }
        (least < most).then_some(table)
    }
}
