//! Narrowing a search: its facets, the filters in force, and the ways out of one without hits.

use serde::Serialize;

use super::{AppState, links, view::label};
use crate::{
    model::Slug,
    search::{Field, Filter, Query, SearchPage as Found, Sort},
    store::{Facet, Term},
};

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
pub(super) struct FacetItem {
    pub(super) title: &'static str,
    pub(super) values: Vec<FacetValue>,
    /// Values folded away.
    pub(super) more: Vec<FacetValue>,
}

/// A value of a facet: following the link adds it to the query, or takes it out where it is chosen.
#[derive(Debug, Serialize)]
pub(super) struct FacetValue {
    pub(super) label: String,
    pub(super) count: u64,
    pub(super) chosen: bool,
    pub(super) href: String,
}

/// A filter in force, with the search without it.
#[derive(Debug, Serialize)]
pub(super) struct FilterItem {
    pub(super) label: String,
    pub(super) without: String,
}

pub(super) fn facets(
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

pub(super) fn filters(state: &AppState, query: &Query, sort: Sort) -> Vec<FilterItem> {
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

/// Values that no passage can have, told: a mistyped subject must not look like one nobody treats.
pub(super) fn unknown(state: &AppState, query: &Query) -> Vec<String> {
    let codebook = state.codebook();
    let missing = query.filters().into_iter().filter_map(|f| {
        let (is_known, what) = match f.field {
            Field::Domain => (codebook.domain(&f.value).is_some(), "subject"),
            Field::Party => (codebook.country(&f.value).is_some(), "party"),
            _ => return None,
        };
        (!is_known).then(|| format!("No {what} is called “{}”.", f.value))
    });
    missing.collect()
}

/// The searches that leave out one filter, or one word, of a query without hits.
pub(super) fn drop_one(query: &Query, sort: Sort) -> Vec<FilterItem> {
    query
        .without_one()
        .into_iter()
        .map(|(part, rest)| FilterItem {
            label: part,
            without: links::search(&rest.to_string(), sort, None),
        })
        .collect()
}
