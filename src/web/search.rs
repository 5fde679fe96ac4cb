//! Search: hits under their sources, and how the query was read.

use std::sync::Arc;

use askama::Template;
use axum::{extract::State, response::Response};
use serde::Serialize;

use super::{
    AppState,
    chrome::Chrome,
    error::{Way, WebError},
    extract::Params,
    facets::{FacetItem, FilterItem, drop_one, facets, filters, unknown},
    links,
    list::{self, List, Listing},
    recognised::{Recognised, recognise},
    twin::Twin,
    view::{ClauseItem, SourceGroup, grouped},
};
use crate::{
    model::{Slug, SourceType},
    search::{Query, SearchPage as Found, SearchRequest, Sort},
};

/// Hits on a page.
const PAGE: usize = 20;

#[derive(Debug, Serialize)]
struct SortItem {
    label: &'static str,
    href: String,
    chosen: bool,
}

#[derive(Template, Serialize)]
#[template(path = "search.html")]
struct SearchPage {
    #[serde(skip)]
    chrome: Chrome,
    q: String,
    /// What it is beside a search: an id, a link, a place in a treaty, a quotation.
    recognised: Vec<Recognised>,
    /// How the query was read, in words.
    read_as: String,
    /// What was odd in it.
    notices: Vec<String>,
    total: u64,
    filters: Vec<FilterItem>,
    groups: Vec<SourceGroup>,
    facets: Vec<FacetItem>,
    sorts: Vec<SortItem>,
    /// Hits by year of the dates in them: year and count, ascending.
    years: Vec<(i32, u64)>,
    next: Option<String>,
    /// Where nothing was found: the search without one of its parts.
    drop_one: Vec<FilterItem>,
}

impl List for SearchPage {
    fn listing(&self) -> Listing<'_> {
        Listing {
            chrome: &self.chrome,
            columns: list::CLAUSES,
            rows: list::grouped(&self.groups),
            total: self.total,
            next: self.next.as_deref(),
        }
    }
}

impl SearchPage {
    fn counted(&self) -> String {
        super::view::counted(self.total, "passage", "passages")
    }

    fn filtered(&self) -> bool {
        !self.facets.is_empty()
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    params: Params,
) -> Result<Response, WebError> {
    let q = params.get("q").unwrap_or_default().trim().to_owned();
    let sort = match params.get("sort") {
        None | Some("" | "relevance") => Sort::Relevance,
        Some("date") => Sort::Date,
        Some("document") => Sort::Document,
        Some(_) => {
            let known = "It is one of relevance, date, document.".to_owned();
            return Err(WebError::bad_request("sort", known));
        }
    };
    let query = Query::parse(&q).map_err(|e| {
        WebError::from(e).way(Way::new("Check it as a quotation", links::verify(&q)))
    })?;
    let after = params.get("after").map(str::to_owned);
    let found = search(&state, query.clone(), sort, after.clone()).await?;
    let ids: Vec<u64> = found.facets.iter().map(|f| f.term).collect();
    let terms = state.store().terms_by_id(&ids).await?;
    let facets = facets(&state, &query, sort, &found, &terms);
    let total = found.total;
    let next = found.next.as_deref().map(|key| links::search(&q, sort, Some(key)));
    let heading = if q.is_empty() { "All passages".to_owned() } else { format!("Search: {q}") };
    let path = links::search(&q, sort, after.as_deref());
    let titles: Vec<(Slug, String, SourceType)> =
        found.hits.iter().map(|h| (h.source.clone(), h.source_title.clone(), h.r#type)).collect();
    let items = found.hits.into_iter().map(|h| ClauseItem::of_hit(&state, h));
    let groups = grouped(items, |slug| {
        titles.iter().find(|(s, ..)| s == slug).map_or_else(
            || (slug.to_string(), SourceType::Report),
            |(_, title, kind)| (title.clone(), *kind),
        )
    });
    let page = SearchPage {
        chrome: Chrome {
            q: q.clone(),
            noindex: true,
            description: "Passages that match a search.".to_owned(),
            ..Chrome::list(heading, &path)
        },
        // It was told on the first page.
        recognised: if after.is_none() { recognise(&state, &q).await? } else { Vec::new() },
        read_as: query.explain(),
        notices: query.notices().iter().cloned().chain(unknown(&state, &query)).collect(),
        total,
        filters: filters(&state, &query, sort),
        groups,
        facets,
        sorts: sorts(&q, sort),
        years: found.years,
        next,
        drop_one: if total == 0 { drop_one(&query, sort) } else { Vec::new() },
        q,
    };
    list::answer(&state, twin, &page).await
}

/// Runs the search where blocking is allowed, a few at a time.
async fn search(
    state: &AppState,
    query: Query,
    sort: Sort,
    after: Option<String>,
) -> Result<Found, WebError> {
    let _permit = state.0.searches.acquire().await.map_err(WebError::internal)?;
    let index = Arc::clone(&state.0.index);
    let request = SearchRequest { query, sort, after, limit: PAGE };
    let found = tokio::task::spawn_blocking(move || index.search(&request));
    Ok(found.await.map_err(WebError::internal)??)
}

fn sorts(q: &str, chosen: Sort) -> Vec<SortItem> {
    [
        ("Best match", Sort::Relevance),
        ("Date in the passage", Sort::Date),
        ("Order in the source", Sort::Document),
    ]
    .into_iter()
    .map(|(label, sort)| SortItem {
        label,
        href: links::search(q, sort, None),
        chosen: sort == chosen,
    })
    .collect()
}
