//! `pacta rename OLD NEW`

use clap::Args;

use super::{CmdError, ingest::changed, workspace::Workspace};
use crate::{
    config::Config,
    model::Slug,
    store::{Facet, StoreError},
};

/// Flags of `pacta rename`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The name that the source or treaty goes by.
    old: Slug,
    /// The name that it shall go by.
    new: Slug,
    /// OLD is a source.
    #[arg(long, conflicts_with = "treaty")]
    source: bool,
    /// OLD is a treaty.
    #[arg(long)]
    treaty: bool,
}

pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let work = Workspace::open_held(config).await?;
    let Options { old, new, .. } = &options;
    let facet = which(&work, &options).await?;
    work.store.rename(facet, old, new).await.map_err(|e| merging(facet, e))?;
    let what = facet.as_str();
    changed(&work, &format!("{what} '{old}' is named '{new}' now; its old addresses lead there"))
        .await
}

/// Who wants two treaties under one name has two of what is one: what is held then moves source by source.
fn merging(facet: Facet, refused: StoreError) -> CmdError {
    match refused {
        StoreError::NameTaken { ref now, .. } if facet == Facet::Treaty => {
            CmdError::Refused(format!(
                "{refused}; where both are one treaty, take each source of the other up again under that \
             name: pacta ingest FILE --treaty {now}"
            ))
        }
        other => other.into(),
    }
}

/// Whether a source or a treaty is meant.
async fn which(work: &Workspace, options: &Options) -> Result<Facet, CmdError> {
    let source = work.store.standing(&options.old).await?.is_some();
    let treaty = work.store.treaty_name(&options.old).await?.is_some();
    match (options.source, options.treaty, source, treaty) {
        (true, ..) | (false, false, _, false) => Ok(Facet::Source),
        (_, true, ..) | (_, _, false, _) => Ok(Facet::Treaty),
        _ => Err(CmdError::Usage(format!(
            "both a source and a treaty are named '{}'; say --source or --treaty",
            options.old
        ))),
    }
}
