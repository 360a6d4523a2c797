//! Figures of a bench, and the file that keeps them.
//!
//! A figure has a case (`DELETE`, `1000 endpoints`), a subject (`endpoint`, `reqwest by hand`) and a
//! metric (`instructions`, `check cpu s`). One measured more than once counts with its median.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{fs, io};

/// Case, subject, metric.
type Key = [String; 3];

/// The figures of one bench.
#[derive(Default)]
pub struct Results {
    samples: BTreeMap<Key, Vec<f64>>,
}

const HEADER: &str = "case,subject,metric,value";

impl Results {
    /// The committed figures of the bench, or none.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or is not one that [`save`](Self::save) wrote.
    pub fn load(bench: &str) -> io::Result<Self> {
        match fs::read_to_string(path(bench)) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// Adds a sample.
    pub fn record(&mut self, case: &str, subject: &str, metric: &str, value: f64) {
        self.samples
            .entry(key(case, subject, metric))
            .or_default()
            .push(value);
    }

    /// The median of the samples.
    #[must_use]
    pub fn get(&self, case: &str, subject: &str, metric: &str) -> Option<f64> {
        median(self.samples.get(&key(case, subject, metric))?)
    }

    /// The cases that have this metric.
    #[must_use]
    pub fn cases(&self, metric: &str) -> Vec<&str> {
        let mut cases: Vec<&str> = self.keys_of(metric).map(|key| key[0].as_str()).collect();
        cases.dedup();
        cases
    }

    /// The subjects that have this metric in this case, from the least to the greatest.
    #[must_use]
    pub fn subjects(&self, case: &str, metric: &str) -> Vec<(&str, f64)> {
        let mut subjects: Vec<(&str, f64)> = self
            .keys_of(metric)
            .filter(|key| key[0] == case)
            .filter_map(|key| Some((key[1].as_str(), self.get(case, &key[1], metric)?)))
            .collect();
        subjects.sort_by(|left, right| left.1.total_cmp(&right.1));
        subjects
    }

    fn keys_of<'s>(&'s self, metric: &str) -> impl Iterator<Item = &'s Key> + use<'s> {
        let metric = metric.to_owned();
        self.samples.keys().filter(move |key| key[2] == metric)
    }

    /// Takes over the figures of a later run; where both have one, the later counts.
    pub fn replace_with(&mut self, later: Self) {
        self.samples.extend(later.samples);
    }

    /// Writes `results/BENCH.csv` of this crate.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn save(&self, bench: &str) -> io::Result<()> {
        let path = path(bench);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, self.to_csv())
    }

    fn to_csv(&self) -> String {
        let lines = self.samples.iter().filter_map(|(key, samples)| {
            let value = median(samples)?;
            Some(format!("{},{}\n", key.join(","), rounded(value)))
        });
        [format!("{HEADER}\n")].into_iter().chain(lines).collect()
    }

    fn parse(text: &str) -> io::Result<Self> {
        let mut results = Self::default();
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) {
            return Err(io::Error::other(format!(
                "the first line is not `{HEADER}`"
            )));
        }
        for line in lines {
            let cells: Vec<&str> = line.split(',').collect();
            let wrong = || io::Error::other(format!("not case, subject, metric, value: {line}"));
            let [case, subject, metric, value] = cells[..] else {
                return Err(wrong());
            };
            results.record(case, subject, metric, value.parse().map_err(|_| wrong())?);
        }
        Ok(results)
    }
}

fn key(case: &str, subject: &str, metric: &str) -> Key {
    // A comma would part a cell of the file in two.
    [case, subject, metric].map(|cell| cell.replace(',', ";"))
}

fn path(bench: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("results")
        .join(format!("{bench}.csv"))
}

/// Five digits, which is more than any of these figures can be trusted for.
fn rounded(value: f64) -> f64 {
    format!("{value:.4e}").parse().unwrap_or(value)
}

/// The middle of the samples, or the mean of the two in the middle.
fn median(samples: &[f64]) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        length if length % 2 == 1 => Some(sorted[half]),
        _ => Some(f64::midpoint(sorted[half - 1], sorted[half])),
    }
}

#[cfg(test)]
mod tests {
    use super::Results;

    fn measured() -> Results {
        let mut results = Results::default();
        for value in [3.0, 1.0, 20.0] {
            results.record("DELETE", "ours", "k instructions", value);
        }
        results.record("DELETE", "ours, hyper", "k instructions", 1.5);
        results.record("DELETE", "ours, hyper", "k instructions", 2.5);
        results
    }

    #[test]
    fn a_figure_is_the_median_of_its_samples() {
        let results = measured();
        assert_eq!(results.get("DELETE", "ours", "k instructions"), Some(3.0));
        assert_eq!(
            results.get("DELETE", "ours, hyper", "k instructions"),
            Some(2.0)
        );
        assert_eq!(results.get("POST", "ours", "k instructions"), None);
    }

    #[test]
    fn subjects_are_told_from_the_least_to_the_greatest() {
        let results = measured();
        assert_eq!(results.cases("k instructions"), ["DELETE"]);
        assert_eq!(
            results.subjects("DELETE", "k instructions"),
            [("ours; hyper", 2.0), ("ours", 3.0)]
        );
        assert!(results.cases("allocations").is_empty());
    }

    #[test]
    fn what_is_written_is_read_again() {
        let written = measured().to_csv();
        assert_eq!(
            written,
            "case,subject,metric,value\nDELETE,ours,k instructions,3\nDELETE,ours; hyper,k instructions,2\n"
        );
        assert_eq!(Results::parse(&written).unwrap().to_csv(), written);
        assert!(Results::parse("case,subject,metric,value\nDELETE,ours,3").is_err());
        assert!(Results::parse("something else\n").is_err());
    }

    #[test]
    fn a_later_run_replaces_what_it_measured() {
        let mut results = measured();
        let mut later = Results::default();
        later.record("DELETE", "ours", "k instructions", 7.0);
        results.replace_with(later);
        assert_eq!(results.get("DELETE", "ours", "k instructions"), Some(7.0));
        assert_eq!(
            results.get("DELETE", "ours, hyper", "k instructions"),
            Some(2.0)
        );
    }
}
