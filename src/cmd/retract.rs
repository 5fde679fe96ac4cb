//! `pacta retract SOURCE --reason TEXT`

use clap::Args;

use super::{CmdError, ingest::changed, workspace::Workspace};
use crate::{config::Config, model::Slug};

/// The longest reason.
const MAX_REASON: usize = 1000;

/// Flags of `pacta retract`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Slug of the source.
    source: Slug,
    /// Why, in a sentence for readers; it is shown where the source's passages were.
    #[arg(long, value_parser = reason)]
    reason: String,
}

fn reason(written: &str) -> Result<String, String> {
    let words = written.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.chars().count() {
        0 => Err("it says nothing".to_owned()),
        n if n > MAX_REASON => Err(format!("it has more than {MAX_REASON} characters")),
        _ => Ok(words),
    }
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let work = Workspace::open_held(config).await?;
    let clauses = work.store.retract(&options.source, &options.reason).await?;
    let source = &options.source;
    let done = format!(
        "{source}: retracted (clauses {clauses}): no longer listed, and its links answer with the reason"
    );
    changed(&work, &done).await
}
