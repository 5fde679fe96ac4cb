//! `pacta backup FILE`

use std::path::PathBuf;

use clap::Args;

use super::{CmdError, ingest::tell, workspace::Workspace};
use crate::config::Config;

/// Flags of `pacta backup`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The file to write.
    file: PathBuf,
    /// Replace the file where it is there already.
    #[arg(long)]
    force: bool,
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let file = options.file.display();
    if options.file.exists() && !options.force {
        return Err(CmdError::Refused(format!("{file} is there already; --force replaces it")));
    }
    let work = Workspace::open_held(config).await?;
    work.store.backup(&options.file).await?;
    work.store.close().await;
    tell(&format!("backed up to {file}"), false);
    Ok(())
}
