//! `pacta reannotate`: everything held, derived anew from the inputs that were kept.

use super::{
    CmdError,
    ingest::{searchable, tell},
    workspace::Workspace,
};
use crate::{
    config::Config,
    ingest::{self, Input, Refusal},
    model::Slug,
    search::follow::Beside,
    store::{Store, StoreError},
};

pub(super) async fn run(config: Config) -> Result<(), CmdError> {
    let work = Workspace::open_held(config).await?;
    let annotator = work.annotator()?;
    let reader = Workspace::reader()?;
    let mut sources = work.store.sources().await?;
    // Oldest first, so that treaties are told by the same sources as before.
    sources.reverse();
    let beside = Beside::begin(&work.store, &work.index);
    let (mut refused, mut stored) = (0, false);
    for source in &sources {
        let input = held(work.store.as_ref(), &source.source.slug).await?;
        let report = ingest::ingest(work.store.as_ref(), &annotator, &reader, [input], |entry| {
            tell(&entry.to_string(), entry.error.is_some());
        })
        .await?;
        refused += usize::from(report.refused());
        stored |= report.stored();
        if let Some(stopped) = report.stopped {
            return Err(stopped.into());
        }
    }
    let followed = searchable(&work, beside).await;
    work.store.close().await;
    let note = followed?;
    if stored {
        tell(&note, false);
    }
    match refused {
        0 => Ok(()),
        n => Err(CmdError::Refused(format!("{n} of {} sources not derived anew", sources.len()))),
    }
}

/// What a source's newest version was derived from.
async fn held(store: &dyn Store, slug: &Slug) -> Result<Result<Input, Refusal>, StoreError> {
    let refuse = |reason: &str| Refusal { name: slug.to_string(), reason: reason.to_owned() };
    Ok(match store.original(slug).await? {
        None => Err(refuse("its file was not kept by the version that stored it; ingest it again")),
        Some(original) => Input::held(slug.clone(), original)
            .map_err(|_| refuse("what was stated about it can't be read")),
    })
}
