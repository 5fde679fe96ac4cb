//! `pacta reinstate SOURCE`

use clap::Args;

use super::{
    CmdError,
    ingest::{searchable, tell},
    reannotate,
    workspace::Workspace,
};
use crate::{config::Config, ingest, model::Slug, store::Facet, store::StoreError};

/// Flags of `pacta reinstate`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Slug of the retracted source.
    source: Slug,
}

/// Derives the source anew from what was kept of it, as a further version.
pub(super) async fn run(config: Config, options: Options) -> Result<(), CmdError> {
    let work = Workspace::open_held(config).await?;
    let store = work.store.as_ref();
    let Some(standing) = store.standing(&options.source).await? else {
        return Err(StoreError::NotHeld(Facet::Source, options.source).into());
    };
    let source = standing.record.source;
    if standing.retraction.is_none() {
        return Err(CmdError::Refused(format!("source '{}' is not retracted", source.slug)));
    }
    let input = reannotate::held(store, &source.slug).await?;
    let mut input = input.map_err(|refused| CmdError::Refused(refused.to_string()))?;
    input.metadata.id_slug = Some(source.id_slug);
    input.metadata.treaty = Some(source.treaty);
    let treaties: Vec<_> = store.treaties().await?.into_iter().map(|t| t.treaty).collect();
    let derived = ingest::derive(&*work.annotator()?, &Workspace::reader()?, &input, &treaties)
        .map_err(|e| CmdError::Refused(format!("{}: {e}", source.slug)))?;
    let report = store.reinstate(&derived.document).await?;
    let followed = searchable(&work).await;
    work.store.close().await;
    let clauses = report.new + report.kept;
    tell(&format!("{}: taken up again, {clauses} clauses", source.slug), false);
    followed.map(|_| ())
}
