//! Search: hits under their sources, facets, and how the query was read.

use std::sync::Arc;

use askama::Template;
use axum::{extract::State, response::Response};
use serde::Serialize;

use super::{
    AppState,
    error::WebError,
    extract::Params,
    links,
    page::{Chrome, answer},
    twin::Twin,
    view::{ClauseItem, SourceGroup, grouped, label},
};
use crate::{
    model::{Slug, SourceType},
    search::{Field, Filter, Query, SearchPage as Found, SearchRequest, Sort},
    store::{Facet, Term},
};

/// Hits on a page.
const PAGE: usize = 20;
/// Values of a facet that are shown unfolded.
const SHOWN: usize = 8;

/// Facets in the order they are shown, with their titles and fields.
const FACETS: [(Facet, Field, &str); 7] = [
    (Facet::Domain, Field::Domain, "Subject"),
    (Facet::Kind, Field::Kind, "Kind of passage"),
    (Facet::Party, Field::Party, "Party"),
    (Facet::Institution, Field::Institution, "Institution"),
    (Facet::Treaty, Field::Treaty, "Treaty"),
    (Facet::Type, Field::Type, "Kind of source"),
    (Facet::Language, Field::Lang, "Language"),
];

/// A facet with its values.
#[derive(Debug, Serialize)]
struct FacetItem {
    title: &'static str,
    values: Vec<FacetValue>,
    /// Values folded away.
    more: Vec<FacetValue>,
}

/// A value of a facet: following the link adds it to the query, or takes it out where it is chosen.
#[derive(Debug, Serialize)]
struct FacetValue {
    label: String,
    count: u64,
    chosen: bool,
    href: String,
}

/// A filter in force, with the search without it.
#[derive(Debug, Serialize)]
struct FilterItem {
    label: String,
    without: String,
}

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
    /// How the query was read, in words.
    read_as: String,
    /// What was odd in it.
    notices: Vec<String>,
    total: u64,
    filters: Vec<FilterItem>,
    groups: Vec<SourceGroup>,
    facets: Vec<FacetItem>,
    sorts: Vec<SortItem>,
    next: Option<String>,
    /// Where nothing was found: the search without one of its parts.
    drop_one: Vec<FilterItem>,
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
    let query = Query::parse(&q)?;
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
            ..Chrome::of(heading, &path)
        },
        read_as: query.explain(),
        notices: query.notices().to_vec(),
        total,
        filters: filters(&state, &query, sort),
        groups,
        facets,
        sorts: sorts(&q, sort),
        next,
        drop_one: if total == 0 { drop_one(&query, sort) } else { Vec::new() },
        q,
    };
    answer(twin, &page)
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

fn facets(
    state: &AppState,
    query: &Query,
    sort: Sort,
    found: &Found,
    terms: &[Term],
) -> Vec<FacetItem> {
    let filters = query.filters();
    let mut items = Vec::new();
    for (facet, field, title) in FACETS {
        let mut values: Vec<FacetValue> = found
            .facets
            .iter()
            .filter(|c| c.facet == facet)
            .filter_map(|c| {
                let term = terms.iter().find(|t| t.id == c.term)?;
                let slug = term.slug.as_str();
                let chosen = filters.iter().any(|f| chooses(state, f, field, term));
                let to = if chosen {
                    filters
                        .iter()
                        .filter(|f| chooses(state, f, field, term))
                        .fold(query.clone(), |q, f| q.without_filter(field, &f.value))
                } else {
                    query.with_filter(field, slug)
                };
                Some(FacetValue {
                    label: label(state, term),
                    count: c.count,
                    chosen,
                    href: links::search(&to.to_string(), sort, None),
                })
            })
            .collect();
        // A single value that every hit has narrows nothing.
        let useful = values.iter().any(|v| v.chosen || v.count < found.total) || values.len() > 1;
        if useful && !values.is_empty() {
            let more = values.split_off(values.len().min(SHOWN));
            items.push(FacetItem { title, values, more });
        }
    }
    items
}

/// Whether a filter of the query is this value, by whatever name it was written.
fn chooses(state: &AppState, filter: &Filter, field: Field, term: &Term) -> bool {
    if filter.field != field || filter.negated {
        return false;
    }
    let written = filter.value.as_str();
    let codebook = state.codebook();
    let same = match field {
        Field::Party => {
            codebook.country(written).map(|c| &c.name)
                == codebook.country(term.slug.as_str()).map(|c| &c.name)
                && codebook.country(written).is_some()
        }
        Field::Institution => codebook.institution(written).is_some_and(|i| i.slug == term.slug),
        Field::Domain => codebook.domain(written).is_some_and(|d| d.slug == term.slug),
        _ => false,
    };
    same || Slug::from_text(written).is_ok_and(|s| s == term.slug)
}

fn filters(state: &AppState, query: &Query, sort: Sort) -> Vec<FilterItem> {
    query
        .filters()
        .iter()
        .filter(|f| !f.negated)
        .map(|f| {
            let value = match f.field {
                Field::Domain => state.codebook().domain(&f.value).map(|d| d.label.clone()),
                Field::Party => state.codebook().country(&f.value).map(|c| c.name.clone()),
                Field::Institution => {
                    state.codebook().institution(&f.value).map(|i| i.name.clone())
                }
                _ => None,
            };
            FilterItem {
                label: format!(
                    "{}: {}",
                    f.field.as_str(),
                    value.unwrap_or_else(|| f.value.replace('-', " "))
                ),
                without: links::search(
                    &query.without_filter(f.field, &f.value).to_string(),
                    sort,
                    None,
                ),
            }
        })
        .collect()
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

/// The searches that leave out one filter, or one word, of a query without hits.
fn drop_one(query: &Query, sort: Sort) -> Vec<FilterItem> {
    query
        .without_one()
        .into_iter()
        .map(|(part, rest)| FilterItem {
            label: part,
            without: links::search(&rest.to_string(), sort, None),
        })
        .collect()
}
