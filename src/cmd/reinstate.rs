//! `pacta reinstate SOURCE`

use clap::Args;

use super::{CmdError, ingest::changed, workspace::Workspace};
use crate::{config::Config, ingest, model::Slug};

/// Flags of `pacta reinstate`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Slug of the retracted source.
    source: Slug,
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let work = Workspace::open_held(config).await?;
    let (annotator, reader) = (work.annotator()?, Workspace::reader()?);
    let source = &options.source;
    let done = ingest::reinstate(work.store.as_ref(), &annotator, &reader, source).await?;
    let report = done.map_err(|refusal| CmdError::Refused(refusal.to_string()))?;
    let clauses = report.new + report.kept;
    changed(&work, &format!("{source}: taken up again: clauses {clauses}")).await
}
