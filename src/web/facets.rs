//! Narrowing a search: its facets and years.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    AppState,
    error::WebError,
    links,
    view::{label, number},
};
use crate::{
    model::Slug,
    search::{DateRange, FacetCount, Field, Filter, Query, SearchPage as Found, Sort},
    store::{Facet, Term},
};

/// Values of a facet that are shown unfolded.
const SHOWN: usize = 8;
/// Values of a facet that are shown at all; a narrower search shows the others.
const MOST: usize = 40;
/// What the links of all facets may take together, in bytes: each carries the whole query.
const LINKS: usize = 16 * 1024;
/// Years or periods in a chart, and years from which on there is one.
const PERIODS: (usize, usize) = (3, 12);

/// Facets in the order they are shown, with their titles and fields.
pub(super) const FACETS: [(Facet, Field, &str); 7] = [
    (Facet::Domain, Field::Domain, "Subject"),
    (Facet::Party, Field::Party, "Party"),
    (Facet::Institution, Field::Institution, "Institution"),
    (Facet::Kind, Field::Kind, "Kind of passage"),
    (Facet::Treaty, Field::Treaty, "Treaty"),
    (Facet::Type, Field::Type, "Kind of source"),
    (Facet::Language, Field::Lang, "Language"),
];

/// What a search can be narrowed by.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct Narrowing {
    /// What else the passages have, counted.
    pub(super) facets: Vec<FacetItem>,
    /// Hits by the years of the dates in them, from three years on.
    pub(super) years: Vec<PeriodItem>,
}

/// A facet with its values.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FacetItem {
    #[serde(skip)]
    facet: Facet,
    /// Its name.
    pub(super) title: &'static str,
    /// Its values, most frequent first.
    pub(super) values: Vec<FacetValue>,
    /// Values folded away.
    pub(super) more: Vec<FacetValue>,
    /// How many further values are not listed.
    pub(super) unlisted: usize,
}

impl FacetItem {
    /// The years stand after what passages are about and by whom.
    pub(super) fn is_before_years(&self) -> bool {
        self.facet <= Facet::Institution
    }
}

/// A value of a facet: following the link adds it to the query, or takes it out where it is chosen.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FacetValue {
    /// The value, for readers.
    pub(super) label: String,
    /// How many passages have it.
    pub(super) count: u64,
    /// Whether the query has it.
    pub(super) chosen: bool,
    /// The search with it, or without it where it is chosen.
    pub(super) href: String,
}

impl FacetValue {
    pub(super) fn figures(&self) -> String {
        number(self.count)
    }
}

/// A year, or years that are counted together.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PeriodItem {
    #[serde(flatten)]
    pub(super) value: FacetValue,
    /// Its part of the longest, in hundredths.
    #[serde(skip)]
    pub(super) width: u64,
}

/// The names of the values that were counted, by their numbers; of a facet with very many, those of the
/// most frequent and of those that the query chooses.
pub(super) async fn named(
    state: &AppState,
    query: &Query,
    found: &Found,
) -> Result<HashMap<u64, Term>, WebError> {
    const NAMED: usize = 5 * MOST;
    let filters = query.filters();
    let (mut ids, mut terms) = (Vec::new(), Vec::new());
    for (facet, field, _) in FACETS {
        let counted: Vec<u64> =
            found.facets.iter().filter(|c| c.facet == facet).map(|c| c.term).collect();
        ids.extend(counted.iter().take(NAMED));
        if counted.len() > NAMED && filters.iter().any(|f| f.field == field) {
            let chosen = filters.iter().filter(|f| f.field == field && !f.negated);
            let chosen: Vec<Slug> = chosen.flat_map(|f| meant(state, f)).collect();
            terms.extend(state.store().terms_named(facet, &chosen).await?);
        }
    }
    terms.extend(state.store().terms_by_id(&ids).await?);
    Ok(terms.into_iter().map(|t| (t.id, t)).collect())
}

/// The links that narrow a search, by facet and by year.
pub(super) fn narrowing(
    state: &AppState,
    query: &Query,
    sort: Sort,
    found: &Found,
    terms: &HashMap<u64, Term>,
) -> Narrowing {
    let filters = query.filters();
    let link = links::search(&query.to_string(), sort, None).len() + 60;
    // What is shown unfolded is shown; the rest shares what is left.
    let most = (LINKS / FACETS.len() / link).clamp(SHOWN, MOST);
    let mut items = Vec::new();
    for (facet, field, title) in FACETS {
        let counts: Vec<&FacetCount> = found.facets.iter().filter(|c| c.facet == facet).collect();
        let mut values: Vec<FacetValue> = counts
            .iter()
            .filter_map(|c| {
                let term = terms.get(&c.term)?;
                let mut chosen =
                    filters.iter().filter(|f| chooses(state, f, field, term)).peekable();
                let is_chosen = chosen.peek().is_some();
                let to = if is_chosen {
                    chosen.fold(query.clone(), |q, f| q.without_filter(field, &f.value))
                } else {
                    query.with_filter(field, term.slug.as_str())
                };
                Some(FacetValue {
                    label: label(state, term),
                    count: c.count,
                    chosen: is_chosen,
                    href: links::search(&to.to_string(), sort, None),
                })
            })
            .collect();
        // A single value that every hit has narrows nothing.
        let useful = values.iter().any(|v| v.chosen || v.count < found.total) || values.len() > 1;
        if useful && !values.is_empty() {
            values.sort_by_key(|v| !v.chosen);
            values.truncate(most);
            let unlisted = counts.len() - values.len();
            let more = values.split_off(values.len().min(SHOWN));
            items.push(FacetItem { facet, title, values, more, unlisted });
        }
    }
    Narrowing { facets: items, years: years(query, sort, found) }
}

impl Narrowing {
    /// Without the values that every passage of a list has, which narrow nothing there.
    pub(super) fn further(mut self) -> Self {
        for item in &mut self.facets {
            item.values.retain(|v| !v.chosen);
        }
        self.facets.retain(|item| !item.values.is_empty());
        self.years.retain(|year| !year.value.chosen);
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.facets.is_empty() && self.years.is_empty()
    }
}

/// Hits by year, as bars. Where the query asks for a time of several years, they are of that time.
fn years(query: &Query, sort: Sort, found: &Found) -> Vec<PeriodItem> {
    let chosen: Vec<(i32, i32)> = query
        .filters()
        .iter()
        .filter(|f| f.field == Field::Date && !f.negated)
        .filter_map(|f| DateRange::parse(&f.value))
        .map(DateRange::years)
        .collect();
    let within = chosen
        .iter()
        .filter(|(first, last)| first < last)
        .fold((0, 9999), |(a, b), (first, last)| (a.max(*first), b.min(*last)));
    let periods = found.years.periods(within, PERIODS.1);
    if periods.len() < PERIODS.0 && chosen.is_empty() {
        return Vec::new();
    }
    let longest = periods.iter().map(|p| p.count).max().unwrap_or_default().max(1);
    periods
        .into_iter()
        .map(|period| {
            let written = period.written();
            let filters = query.filters();
            let is_chosen = filters.iter().any(|f| f.field == Field::Date && f.value == written);
            let to = if is_chosen {
                query.without_filter(Field::Date, &written)
            } else {
                query.with_filter(Field::Date, &written)
            };
            PeriodItem {
                width: (period.count * 100).div_ceil(longest),
                value: FacetValue {
                    label: period.words(),
                    count: period.count,
                    chosen: is_chosen,
                    href: links::search(&to.to_string(), sort, None),
                },
            }
        })
        .collect()
}

/// Whether a filter of the query is this value, by whatever name it was written.
pub(super) fn chooses(state: &AppState, filter: &Filter, field: Field, term: &Term) -> bool {
    filter.field == field && !filter.negated && meant(state, filter).contains(&term.slug)
}

/// The values that a filter may mean, by whatever name it was written.
fn meant(state: &AppState, filter: &Filter) -> Vec<Slug> {
    let written = filter.value.as_str();
    let codebook = state.codebook();
    let known = match filter.field {
        Field::Party => codebook.country(written).and_then(links::party),
        Field::Institution => codebook.institution(written).map(|i| i.slug.clone()),
        Field::Domain => codebook.domain(written).map(|d| d.slug.clone()),
        _ => None,
    };
    known.into_iter().chain(Slug::from_text(written).ok()).collect()
}
