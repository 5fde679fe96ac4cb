//! Search: hits under their sources, and how the query was read.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    page::Answer,
    recognised::{Recognised, recognise},
    twin::Twin,
    view::{self, ClauseItem, SourceGroup, grouped, titles},
};
use crate::search::{
    DateRange, Field, Query, SearchPage as Found, SearchRequest, Sort, Suggestion, by_present_names,
};

/// Hits on a page.
pub(super) const PAGE: u32 = 20;

/// An order of the passages.
#[derive(Debug, Serialize, JsonSchema)]
struct SortItem {
    /// Its name.
    label: &'static str,
    /// The search in this order.
    href: String,
    /// Whether it is this one.
    chosen: bool,
}

/// Another search, with what it finds.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "OtherSearch")]
struct Other {
    /// What differs in it.
    label: String,
    /// The search.
    href: String,
    /// How many passages it finds.
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

/// The time that a query asks for, as the form shows it.
#[derive(Default)]
struct Times {
    /// The query without it.
    q: String,
    from: String,
    to: String,
}

impl Times {
    fn of(query: &Query) -> Self {
        let mut dates =
            query.filters().into_iter().filter(|f| f.field == Field::Date && !f.negated);
        let (from, to) = dates.next().map_or_else(Default::default, |date| {
            let (from, to) = date.value.split_once("..").unwrap_or((&date.value, &date.value));
            (from.to_owned(), to.to_owned())
        });
        let without = query.without_field(Field::Date);
        Self { q: without.as_ref().unwrap_or(query).to_string(), from, to }
    }
}

/// The passages that match a query.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "search.html")]
pub(super) struct SearchPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The query as typed.
    q: String,
    /// What it is beside a search: an id, a link, a place in a treaty, a quotation.
    recognised: Vec<Recognised>,
    /// How the query was read, in words; on the page in one sentence with the total.
    read_as: String,
    #[serde(skip)]
    asked: Option<String>,
    /// What was odd in it.
    notices: Vec<String>,
    /// How many passages match.
    total: u64,
    /// The filters in force.
    filters: Vec<FilterItem>,
    /// The passages on this page, by source.
    groups: Vec<SourceGroup>,
    #[serde(flatten)]
    narrowing: Narrowing,
    /// The orders.
    sorts: Vec<SortItem>,
    #[serde(skip)]
    sort: Option<&'static str>,
    #[serde(skip)]
    times: Times,
    /// The page before this one.
    previous: Option<String>,
    /// The next page.
    next: Option<String>,
    /// Where a word or a value is nowhere: the search with the nearest that is somewhere.
    did_you_mean: Option<Other>,
    /// Where nothing was found: the search without one of its parts.
    drop_one: Vec<Other>,
}

impl List for SearchPage {
    const COLUMNS: &'static [&'static [&'static str]] = &[list::CLAUSES];

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

/// What a search is asked for.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct SearchParams {
    /// A query of at most 1,024 bytes and 32 terms, as /help tells.
    #[schemars(example = &"energy")]
    q: String,
    /// The order of the passages.
    // A feed is newest first, whatever order its page is in.
    #[schemars(extend("x-forms" = list::TABLES))]
    sort: Sort,
    /// The key of the next page, as `next` has it.
    after: Option<String>,
    /// A query whose filters are added to those of `q`, as a form sends it.
    within: Option<String>,
    /// The first time that dates in the passages may name, instead of those of `q`, as a form sends it:
    /// `2025`, `2025-01` or `2025-01-16`.
    #[schemars(example = &"2024")]
    from: Option<String>,
    /// The last such time.
    #[schemars(example = &"2025-12")]
    to: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    Params(asked): Params<SearchParams>,
) -> Result<Answer<list::Rows<SearchPage>>, WebError> {
    let SearchParams { q, sort, after, within, from, to } = asked;
    let q = q.trim().to_owned();
    // A feed tells what is new, whatever order its page is in; its address names none.
    let (sort, order) = match twin {
        Twin::Atom => (Sort::default(), Sort::Newest),
        _ => (sort, sort),
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
    if let Some(within) = within {
        // A form adds words to a filter that it keeps; the saved state is in one parameter.
        let filters = Query::parse(&within)?.filters();
        let query = filters.iter().fold(query, |q, f| q.with_filter(f.field, &f.value));
        let to = links::search(&query.to_string(), sort, None);
        return Ok(Redirect::to(&twin.address(&to)).into_response().into());
    }
    if from.is_some() || to.is_some() {
        let range = DateRange::between(from.as_deref(), to.as_deref());
        let range = range.map_err(|(name, why)| WebError::bad_request(name, why.to_owned()))?;
        let query = query.without_field(Field::Date).unwrap_or(query);
        let query = query.with_filter(Field::Date, &range.to_string());
        let to = links::search(&query.to_string(), sort, None);
        return Ok(Redirect::to(&twin.address(&to)).into_response().into());
    }
    let query = by_present_names(state.store(), query).await?;
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
            rows: total,
            ..Chrome::list(heading, &path)
        },
        // It was told on the first page.
        recognised: if after.is_none() {
            recognise(&state, &q, &query, total).await?
        } else {
            Vec::new()
        },
        read_as: query.explain(|slug| state.domain_label(slug)),
        asked: query.asked(|slug| state.domain_label(slug)),
        notices: query.notices().iter().cloned().chain(unknown(&state, &query)).collect(),
        total,
        filters: filters(&state, &query, sort, &terms),
        groups,
        narrowing,
        sorts: sorts(&q, &query, sort),
        sort: sort.as_str(),
        times: Times::of(&query),
        previous,
        next,
        did_you_mean: found.did_you_mean.map(|s| Other::of(s, sort)),
        drop_one: found.without.into_iter().map(|s| Other::of(s, sort)).collect(),
        q,
    };
    list::answer(&state, twin, &page)
}

/// Runs a search.
pub(super) async fn run(state: &AppState, request: SearchRequest) -> Result<Found, WebError> {
    Ok(state.ask(move |index| index.search(&request)).await??)
}

/// The orders of a search. Where only filters are asked for, none is a better match than another.
fn sorts(q: &str, query: &Query, chosen: Sort) -> Vec<SortItem> {
    let ranks = query.ranks();
    let chosen = if !ranks && chosen == Sort::Relevance { Sort::Document } else { chosen };
    [
        ("Best match", Sort::Relevance),
        ("Date in the passage", Sort::Date),
        ("Order in the source", Sort::Document),
        ("Newly added", Sort::Newest),
    ]
    .into_iter()
    .filter(|(_, sort)| ranks || *sort != Sort::Relevance)
    .map(|(label, sort)| SortItem {
        label,
        href: links::search(q, sort, None),
        chosen: sort == chosen,
    })
    .collect()
}
