//! Sources derived anew from the inputs that the store kept.

use std::sync::Arc;

use super::{Input, Refusal, deriver::Deriver};
use crate::{
    annotate::Annotator,
    model::Slug,
    read::Reader,
    store::{Facet, PutReport, Store, StoreError},
};

/// The input that a source's newest version was derived from, or why it can't be had.
///
/// # Errors
/// When the store can't be read.
pub async fn kept(store: &dyn Store, source: &Slug) -> Result<Result<Input, Refusal>, StoreError> {
    let refuse = |reason: &str| Refusal { name: source.to_string(), reason: reason.to_owned() };
    Ok(match store.original(source).await? {
        None => Err(refuse("its file was not kept by the version that stored it; ingest it again")),
        Some(original) => Input::held(source.clone(), original)
            .map_err(|_| refuse("what was stated about it can't be read")),
    })
}

/// Takes a retracted source up again from its input, as a further version.
///
/// # Errors
/// When the store can't be read or written; [`StoreError::NotHeld`] where there is no such source. A
/// source that is not retracted, or can't be derived, is a refusal.
pub async fn reinstate(
    store: &dyn Store,
    annotator: &Arc<Annotator>,
    reader: &Reader,
    source: &Slug,
) -> Result<Result<PutReport, Refusal>, StoreError> {
    let Some(standing) = store.standing(source).await? else {
        return Err(StoreError::NotHeld(Facet::Source, source.clone()));
    };
    let held = standing.record.source;
    let refuse = |reason: String| Refusal { name: held.slug.to_string(), reason };
    if standing.retraction.is_none() {
        return Ok(Err(refuse("it is not retracted".to_owned())));
    }
    let mut input = match kept(store, &held.slug).await? {
        Ok(input) => input,
        Err(refusal) => return Ok(Err(refusal)),
    };
    input.metadata.id_slug = Some(held.id_slug.clone());
    input.metadata.treaty = Some(held.treaty.clone());
    let treaties: Vec<_> = store.treaties().await?.into_iter().map(|t| t.treaty).collect();
    let deriver = Deriver::start(annotator, reader);
    match deriver.derive(&Arc::new(input), &treaties).end().await {
        Ok(again) => store.reinstate(&again.document).await.map(Ok),
        Err(reason) => Ok(Err(refuse(reason))),
    }
}
