//! Sources: the list, and what every page tells of one.

use askama::Template;
use axum::{extract::State, response::Response};
use serde::Serialize;

use super::{
    AppState,
    chrome::Chrome,
    error::{Way, WebError},
    links,
    list::{self, List, Listing, Row},
    twin::Twin,
};
use crate::{
    model::{Slug, Source},
    store::SourceRecord,
};

/// A source in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SourceItem {
    pub(super) slug: Slug,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) r#type: &'static str,
    /// Publisher and date, or that they are not stated.
    pub(super) origin: String,
    pub(super) clauses: u64,
    /// Articles, where it is a treaty text.
    pub(super) articles: u64,
    pub(super) version: u32,
    /// When the newest version was added, `2026-11-23`.
    pub(super) added: String,
}

impl SourceItem {
    pub(super) fn of(record: &SourceRecord) -> Self {
        let source = &record.source;
        Self {
            slug: source.slug.clone(),
            title: source.title.clone(),
            href: links::source(&source.slug),
            r#type: source.r#type.label(),
            origin: origin(source),
            clauses: record.clauses,
            articles: record.articles,
            version: record.version,
            added: record.added.chars().take(10).collect(),
        }
    }
}

/// "TASS, 8 April 2025", "publisher and date not stated".
pub(super) fn origin(source: &Source) -> String {
    match (&source.publisher, source.published) {
        (Some(publisher), Some(date)) => format!("{publisher}, {}", date.words()),
        (Some(publisher), None) => format!("{publisher}, date not stated"),
        (None, Some(date)) => format!("{}, publisher not stated", date.words()),
        (None, None) => "publisher and date not stated".to_owned(),
    }
}

#[derive(Template, Serialize)]
#[template(path = "sources.html")]
struct SourcesPage {
    #[serde(skip)]
    chrome: Chrome,
    sources: Vec<SourceItem>,
}

impl List for SourcesPage {
    fn listing(&self) -> Listing<'_> {
        let rows = self.sources.iter().map(Row::source).collect();
        Listing::whole(&self.chrome, list::SOURCES, rows)
    }
}

pub(super) async fn list(State(state): State<AppState>, twin: Twin) -> Result<Response, WebError> {
    let page = SourcesPage {
        chrome: Chrome {
            description: "Every document that Pacta’s passages come from.".to_owned(),
            ..Chrome::list("Sources", "/sources")
        },
        sources: state.store().sources().await?.iter().map(SourceItem::of).collect(),
    };
    list::answer(&state, twin, &page).await
}

/// `/feed.atom`: what is new on the site, where feed readers look for it.
pub(super) async fn feed(state: State<AppState>) -> Result<Response, WebError> {
    list(state, Twin::Atom).await
}

/// The answer where a source is not held.
pub(super) fn no_such_source(slug: &Slug) -> WebError {
    WebError::not_found(format!("Pacta holds no source named “{slug}”."))
        .way(Way::new("All sources", "/sources"))
}
