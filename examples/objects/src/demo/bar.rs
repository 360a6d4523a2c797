//! A progress bar, on standard error where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

#[derive(Clone)]
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new(name: &'static str, length: u64) -> Self {
        let template = "{msg:9} [{bar:40}] {bytes}/{total_bytes} {bytes_per_sec} {eta}";
        let style = ProgressStyle::with_template(template);
        let bar = ProgressBar::new(length).with_message(name);
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(bar)
    }

    pub(super) fn at(&self, bytes: u64) {
        self.0.set_position(bytes);
    }

    /// A line that stays.
    pub(super) fn say(&self, line: &str) {
        self.0.suspend(|| println!("{line}"));
    }

    pub(super) fn finish(self) {
        self.0.finish_and_clear();
    }
}
