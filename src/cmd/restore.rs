//! `pacta restore FILE`

use std::path::PathBuf;

use clap::Args;

use super::{
    CmdError,
    ingest::{changed, tell},
    workspace::Workspace,
};
use crate::{config::Config, store};

/// Flags of `pacta restore`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// A file that 'pacta backup' wrote.
    file: PathBuf,
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let kept = store::restore(&config.data_dir, &options.file).await?;
    if let Some(kept) = kept {
        tell(&format!("what was held before is kept as {}", kept.display()), false);
    }
    let work = Workspace::open(config).await?;
    changed(&work, &format!("restored from {}", options.file.display())).await
}
