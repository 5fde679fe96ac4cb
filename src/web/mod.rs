//! The site: requests in, pages or their data twins out.
//!
//! What comes in: HTTP requests, validated by extractors. What goes out: a page struct, rendered as
//! HTML or as JSON from the same value. Handlers hold no SQL and no index code.

mod absent;
mod again;
mod api;
mod assets;
mod bibliography;
mod brief;
mod chrome;
mod cite;
mod clause;
mod compare;
mod conditional;
mod contents;
mod coverage;
mod describe;
mod differences;
mod download;
mod entry;
mod error;
mod excerpt;
mod extract;
mod facets;
mod facts;
mod filters;
mod home;
mod links;
mod list;
pub mod listen;
mod machine;
mod marks;
mod measure;
mod metadata;
mod named;
mod openapi;
mod opensearch;
mod page;
mod place;
mod query;
mod reading;
mod recognised;
mod references;
mod results;
mod routes;
mod schema;
mod search;
mod security;
mod sitemap;
mod skos;
mod sources;
mod succession;
mod texts;
mod timeline;
mod treaties;
mod treaty;
mod trying;
mod twin;
mod versions;
mod verify;
mod view;
mod vocabulary;
mod years;

use std::{path::PathBuf, sync::Arc};

use axum::{Router, middleware::from_fn};
use tokio::sync::{OnceCell, OwnedSemaphorePermit, Semaphore};
use tower_http::compression::{
    CompressionLayer, Predicate,
    predicate::{DefaultPredicate, NotForContentType},
};

pub use routes::{ROUTES, Route};
pub use twin::Twin;

use self::{
    download::{Downloads, Made},
    error::WebError,
    measure::Measures,
    reading::Recent,
    security::RequestLimits,
};
use crate::{annotate::Codebook, ingest::Deriver, search::SearchIndex, store::Store};

/// Searches that run at the same time; more wait, up to the request's time limit.
const SEARCHES: usize = 8;

/// What the public is told of this site beside what it holds.
#[derive(Debug, Clone, Default)]
pub struct Public {
    /// Its address, without a slash at the end.
    pub base_url: Option<String>,
    /// Where vulnerabilities are to be reported, as a URI.
    pub security_contact: Option<String>,
}

/// What handlers work with.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

struct Parts {
    store: Arc<dyn Store>,
    index: Arc<dyn SearchIndex>,
    codebook: Arc<Codebook>,
    public: Public,
    searches: Arc<Semaphore>,
    /// Everything held, as files.
    downloads: Arc<Downloads>,
    /// Reads texts that people try; started with the first of them.
    deriver: OnceCell<Deriver>,
    measures: Arc<Measures>,
    /// Sources that were read last.
    recent: Recent,
    /// What treaties are called.
    names: named::Read,
}

impl AppState {
    /// The state of a site; `folder` is where files to download are made.
    #[must_use]
    pub fn new(
        store: Arc<dyn Store>,
        index: Arc<dyn SearchIndex>,
        codebook: Arc<Codebook>,
        public: Public,
        folder: PathBuf,
    ) -> Self {
        let searches = Arc::new(Semaphore::new(SEARCHES));
        let deriver = OnceCell::new();
        let downloads = Arc::new(Downloads::new(folder));
        Self(Arc::new(Parts {
            store,
            index,
            codebook,
            public,
            searches,
            downloads,
            deriver,
            measures: Arc::default(),
            recent: Recent::default(),
            names: named::Read::default(),
        }))
    }

    /// Asks the index where blocking is allowed, a few at a time. A search keeps its place until it has
    /// ended, also where nobody waits for it any more.
    async fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn SearchIndex) -> T + Send + 'static,
    ) -> Result<T, WebError> {
        let place = self.place().await?;
        let index = Arc::clone(&self.0.index);
        let asked = tokio::task::spawn_blocking(move || {
            let _place = place;
            ask(index.as_ref())
        });
        asked.await.map_err(WebError::internal)
    }

    /// Looks something up in several steps, as one of those searches.
    async fn look_up<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, WebError> {
        let place = self.place().await?;
        let looking = tokio::spawn(async move {
            let _place = place;
            work.await
        });
        looking.await.map_err(WebError::internal)
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit, WebError> {
        Arc::clone(&self.0.searches).acquire_owned().await.map_err(WebError::internal)
    }

    fn store(&self) -> &dyn Store {
        self.0.store.as_ref()
    }

    fn codebook(&self) -> &Codebook {
        &self.0.codebook
    }

    fn base_url(&self) -> Option<&str> {
        self.0.public.base_url.as_deref()
    }

    fn measures(&self) -> &Measures {
        &self.0.measures
    }

    /// Everything held, as files.
    async fn downloads(&self) -> Result<Arc<Made>, WebError> {
        let base = self.base_url().unwrap_or_default();
        self.0.downloads.current(&self.0.store, base).await
    }

    /// A domain's name for its slug.
    fn domain_label(&self, slug: &str) -> String {
        self.0.codebook.domain(slug).map_or_else(|| slug.replace('-', " "), |d| d.label.clone())
    }
}

/// The whole site. The server and the tests call this one function.
pub fn app(state: AppState) -> Router {
    let measures = Arc::clone(&state.0.measures);
    let secure = state.base_url().is_some_and(|url| url.starts_with("https://"));
    let addressed = state.base_url().is_some();
    // Files to download are compressed as they are.
    let compressible =
        DefaultPredicate::new().and(NotForContentType::const_new("application/gzip"));
    let pages = routes::router(state)
        .layer(from_fn(conditional::not_modified))
        .layer(from_fn(error::render))
        .layer(from_fn(move |request, next| chrome::addressed(addressed, request, next)))
        .layer(CompressionLayer::new().compress_when(compressible));
    let limited = security::limits(twin::around(pages), RequestLimits::default());
    measure::around(security::headers(limited, secure), measures)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::{sync::oneshot, time::timeout};

    use super::*;
    use crate::{search, store};

    #[tokio::test]
    async fn what_is_looked_up_keeps_its_place_until_it_has_ended_whether_or_not_somebody_waits() {
        let folder = tempfile::tempdir().unwrap();
        let codebook = Arc::new(Codebook::built_in().unwrap());
        let store = store::connect(folder.path()).await.unwrap();
        let index = search::open(folder.path(), Arc::clone(&codebook)).unwrap();
        let state =
            AppState::new(store, index, codebook, Public::default(), folder.path().to_owned());
        let free = || state.0.searches.available_permits();

        let (end, ended) = oneshot::channel::<()>();
        let looking = state.look_up(async move { ended.await.is_ok() });
        assert!(timeout(Duration::from_millis(20), looking).await.is_err());
        assert_eq!(free(), SEARCHES - 1);
        end.send(()).unwrap();
        timeout(Duration::from_secs(5), async {
            while free() < SEARCHES {
                tokio::task::yield_now().await;
            }
        })
        .await
        .unwrap();
        assert_eq!(state.look_up(async { 7 }).await.unwrap(), 7);
    }
}
