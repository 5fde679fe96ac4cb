//! How far a long command has come: a bar on a terminal, nothing elsewhere.

use std::io::{IsTerminal, stderr};

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on standard error.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar of `length` steps; hidden where standard error is no terminal, or where `quiet`.
    pub(super) fn new(length: usize, quiet: bool) -> Self {
        // One input is done before a bar could be read.
        if quiet || length < 2 || !stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(u64::try_from(length).unwrap_or(u64::MAX));
        let form = "{bar:30} {pos}/{len} {msg} {elapsed}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(form) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// One step is done; `line` tells of it above the bar.
    pub(super) fn step(&self, line: impl FnOnce()) {
        self.0.suspend(line);
        self.0.inc(1);
    }

    /// What goes on when all steps are done.
    pub(super) fn then(&self, what: &'static str) {
        self.0.set_message(what);
        self.0.tick();
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.0.finish_and_clear();
    }
}
