//! The sources that were read last, cut into pages, so that turning a page cuts nothing anew.

use std::sync::Arc;

use tokio::sync::Mutex;

use super::pages::Pages;
use crate::{
    model::{RevisionHash, Slug},
    web::{AppState, error::WebError},
};

/// Passages of all that is kept; one source may have more.
const PASSAGES: usize = 100_000;

/// Sources by name and version, the last one read at the end.
#[derive(Default)]
pub(in crate::web) struct Recent(Mutex<Vec<(Slug, Arc<Pages>)>>);

impl Recent {
    async fn find(&self, slug: &Slug, revision: RevisionHash) -> Option<Arc<Pages>> {
        let mut kept = self.0.lock().await;
        let at = kept.iter().position(|(s, pages)| s == slug && pages.revision == revision)?;
        let found = kept.remove(at);
        let pages = Arc::clone(&found.1);
        kept.push(found);
        Some(pages)
    }

    async fn keep(&self, slug: &Slug, pages: &Arc<Pages>) {
        let mut kept = self.0.lock().await;
        kept.retain(|(s, _)| s != slug);
        kept.push((slug.clone(), Arc::clone(pages)));
        while kept.len() > 1 && kept.iter().map(|(_, p)| p.passages()).sum::<usize>() > PASSAGES {
            kept.remove(0);
        }
    }
}

/// The pages of a source's newest version, where held.
pub(super) async fn pages(state: &AppState, slug: &Slug) -> Result<Option<Arc<Pages>>, WebError> {
    let Some(revision) = state.store().revision(slug).await? else { return Ok(None) };
    if let Some(pages) = state.0.recent.find(slug, revision).await {
        return Ok(Some(pages));
    }
    let Some(structure) = state.store().structure(slug).await? else { return Ok(None) };
    let cut = tokio::task::spawn_blocking(move || Arc::new(Pages::of(structure)));
    let pages = cut.await.map_err(WebError::internal)?;
    state.0.recent.keep(slug, &pages).await;
    Ok(Some(pages))
}
