//! Search: hits under their sources, and how the query was read.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Serialize;

use super::{
    AppState,
    again::Again,
    chrome::Chrome,
    error::{Way, WebError},
    extract::Params,
    facets::{self, Narrowing},
    filters::{FilterItem, filters, unknown},
    links,
    list::{self, List, Listing},
    recognised::{Recognised, recognise},
    twin::Twin,
    view::{self, ClauseItem, SourceGroup, grouped, titles},
};
use crate::search::{
    Query, SearchPage as Found, SearchRequest, Sort, Suggestion, by_present_names,
};

/// Hits on a page.
pub(super) const PAGE: u32 = 20;

#[derive(Debug, Serialize)]
struct SortItem {
    label: &'static str,
    href: String,
    chosen: bool,
}

/// Another search, with what it finds.
#[derive(Debug, Serialize)]
struct Other {
    label: String,
    href: String,
    total: u64,
}

impl Other {
    fn of(suggestion: Suggestion, sort: Sort) -> Self {
        let Suggestion { query, part, total } = suggestion;
        Self { label: part, href: links::search(&query.to_string(), sort, None), total }
    }

    fn counted(&self) -> String {
        view::counted(self.total, "passage", "passages")
    }
}

#[derive(Template, Serialize)]
#[template(path = "search.html")]
struct SearchPage {
    #[serde(skip)]
    chrome: Chrome,
    q: String,
    /// What it is beside a search: an id, a link, a place in a treaty, a quotation.
    recognised: Vec<Recognised>,
    /// How the query was read, in words; on the page in one sentence with the total.
    read_as: String,
    #[serde(skip)]
    asked: Option<String>,
    /// What was odd in it.
    notices: Vec<String>,
    total: u64,
    filters: Vec<FilterItem>,
    groups: Vec<SourceGroup>,
    #[serde(flatten)]
    narrowing: Narrowing,
    sorts: Vec<SortItem>,
    previous: Option<String>,
    next: Option<String>,
    /// Where a word or a value is nowhere: the search with the nearest that is somewhere.
    did_you_mean: Option<Other>,
    /// Where nothing was found: the search without one of its parts.
    drop_one: Vec<Other>,
}

impl List for SearchPage {
    fn listing(&self) -> Listing<'_> {
        Listing {
            chrome: &self.chrome,
            columns: list::CLAUSES,
            rows: list::grouped(&self.groups),
            total: self.total,
            previous: self.previous.as_deref(),
            next: self.next.as_deref(),
        }
    }
}

impl SearchPage {
    /// How many passages have what is asked: "23 passages with the word “energy”."
    fn counted(&self) -> String {
        let count = match self.total {
            0 => "No passage".to_owned(),
            total => view::counted(total, "passage", "passages"),
        };
        match &self.asked {
            Some(asked) if self.total == 0 => format!("{count} is held {asked}."),
            Some(asked) => format!("{count} {asked}."),
            None => format!("{count}."),
        }
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    params: Params,
) -> Result<Response, WebError> {
    let q = params.get("q").unwrap_or_default().trim().to_owned();
    // A feed tells what is new, whatever order its page is in; its address names none.
    let (sort, order) = match (twin, sort(&params)?) {
        (Twin::Atom, _) => (Sort::default(), Sort::Newest),
        (_, sort) => (sort, sort),
    };
    let query = Query::parse(&q).map_err(|e| {
        let form = Again {
            action: "/search",
            name: "q",
            label: "Search passages",
            typed: q.clone(),
            button: "Search",
            kept: None,
        };
        let verify = Way::new("Check it as a quotation", links::verify(&q));
        WebError::from(e).again(form).way(verify)
    })?;
    if let Some(within) = params.get("within") {
        // A form adds words to a filter that it keeps; the saved state is in one parameter.
        let filters = Query::parse(within)?.filters();
        let query = filters.iter().fold(query, |q, f| q.with_filter(f.field, &f.value));
        let to = links::search(&query.to_string(), sort, None);
        return Ok(Redirect::to(&twin.address(&to)).into_response());
    }
    let query = by_present_names(state.store(), query).await?;
    let after = params.get("after").map(str::to_owned);
    let limit = list::page_size(twin, PAGE) as usize;
    let request = SearchRequest { query: query.clone(), sort: order, after: after.clone(), limit };
    let found = run(&state, request).await?;
    let terms = facets::named(&state, &query, &found).await?;
    let narrowing = facets::narrowing(&state, &query, sort, &found, &terms);
    let total = found.total;
    let next = found.next.as_deref().map(|key| links::search(&q, sort, Some(key)));
    let previous = after.is_some().then(|| links::search(&q, sort, found.previous.as_deref()));
    let heading = if q.is_empty() { "All passages".to_owned() } else { format!("Search: {q}") };
    let path = links::search(&q, sort, after.as_deref());
    let title = titles(&found.hits);
    let items = found.hits.into_iter().map(|h| ClauseItem {
        result: Some(links::result(h.id, &q, sort)),
        ..ClauseItem::of_hit(&state, h)
    });
    let groups = grouped(items, title);
    let page = SearchPage {
        chrome: Chrome {
            q: q.clone(),
            noindex: true,
            description: "Passages that match a search.".to_owned(),
            ..Chrome::list(heading, &path)
        },
        // It was told on the first page.
        recognised: if after.is_none() { recognise(&state, &q).await? } else { Vec::new() },
        read_as: query.explain(|slug| state.domain_label(slug)),
        asked: query.asked(|slug| state.domain_label(slug)),
        notices: query.notices().iter().cloned().chain(unknown(&state, &query)).collect(),
        total,
        filters: filters(&state, &query, sort, &terms),
        groups,
        narrowing,
        sorts: sorts(&q, sort),
        previous,
        next,
        did_you_mean: found.did_you_mean.map(|s| Other::of(s, sort)),
        drop_one: found.without.into_iter().map(|s| Other::of(s, sort)).collect(),
        q,
    };
    list::answer(&state, twin, &page)
}

/// The order that a page is asked for in.
pub(super) fn sort(params: &Params) -> Result<Sort, WebError> {
    match params.get("sort") {
        None | Some("" | "relevance") => Ok(Sort::Relevance),
        Some("date") => Ok(Sort::Date),
        Some("document") => Ok(Sort::Document),
        Some("newest") => Ok(Sort::Newest),
        Some(other) => {
            let shown: String = other.chars().take(40).collect();
            let known = "Orders: relevance, date, document and newest.";
            let error =
                WebError::bad_request("sort", format!("“{shown}” is not an order. {known}"));
            let q = params.get("q").unwrap_or_default();
            let again = Way::new(
                "The same search, best match first",
                links::search(q, Sort::Relevance, None),
            );
            Err(error.way(again))
        }
    }
}

/// Runs a search.
pub(super) async fn run(state: &AppState, request: SearchRequest) -> Result<Found, WebError> {
    Ok(state.ask(move |index| index.search(&request)).await??)
}

fn sorts(q: &str, chosen: Sort) -> Vec<SortItem> {
    [
        ("Best match", Sort::Relevance),
        ("Date in the passage", Sort::Date),
        ("Order in the source", Sort::Document),
        ("Newly added", Sort::Newest),
    ]
    .into_iter()
    .map(|(label, sort)| SortItem {
        label,
        href: links::search(q, sort, None),
        chosen: sort == chosen,
    })
    .collect()
}
