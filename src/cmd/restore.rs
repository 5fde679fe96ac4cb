//! `pacta restore FILE`

use std::path::PathBuf;

use clap::Args;

use super::{
    CmdError,
    ingest::{searchable, tell},
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
    tell(&format!("restored from {}", options.file.display()), false);
    if let Some(kept) = kept {
        tell(&format!("what was held before is kept as {}", kept.display()), false);
    }
    let work = Workspace::open(config).await?;
    let followed = searchable(&work).await;
    work.store.close().await;
    tell(&followed?, false);
    Ok(())
}
