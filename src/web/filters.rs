//! The filters of a search in force, in readers' words, and what is wrong with them.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    AppState,
    facets::{FACETS, chooses},
    links,
    view::label,
};
use crate::{
    search::{DateRange, Field, Filter, Query, Sort},
    store::Term,
};

/// A filter in force, with the search without it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FilterItem {
    /// The filter, for readers.
    pub(super) label: String,
    /// The search without it.
    pub(super) without: String,
}

/// The filters in force, with the links that take each out.
pub(super) fn filters(
    state: &AppState,
    query: &Query,
    sort: Sort,
    terms: &HashMap<u64, Term>,
) -> Vec<FilterItem> {
    let items = query.filters().into_iter().map(|f| {
        let without = query.without_filter(f.field, &f.value).to_string();
        let not = if f.negated { "not " } else { "" };
        FilterItem {
            label: format!("{not}{}: {}", title(f.field), value(state, &f, terms)),
            without: links::search(&without, sort, None),
        }
    });
    items.collect()
}

fn title(field: Field) -> &'static str {
    match field {
        Field::Between => "Between",
        Field::Source => "Source",
        Field::Place => "Place",
        Field::Date => "Date",
        Field::Art => "Article",
        facet => FACETS.iter().find(|(_, of, _)| *of == facet).map_or("", |(.., title)| title),
    }
}

/// The value of a filter as readers know it.
fn value(state: &AppState, filter: &Filter, terms: &HashMap<u64, Term>) -> String {
    let written = &filter.value;
    let codebook = state.codebook();
    let country = |name: &str| codebook.country(name).map(|c| c.name.clone());
    let known = match filter.field {
        Field::Domain => codebook.domain(written).map(|d| d.label.clone()),
        Field::Party => country(written),
        Field::Institution => codebook.institution(written).map(|i| i.name.clone()),
        Field::Date => DateRange::parse(written).map(DateRange::words),
        Field::Between => {
            let names = written.split(',').map(|p| country(p).unwrap_or_else(|| p.to_owned()));
            Some(names.collect::<Vec<_>>().join(" and "))
        }
        Field::Art => Some(written.clone()),
        _ => None,
    };
    known.unwrap_or_else(|| {
        let asked = Filter { negated: false, ..filter.clone() };
        terms
            .values()
            .find(|t| chooses(state, &asked, t.facet.into(), t))
            .map_or_else(|| written.replace('-', " "), |term| label(state, term))
    })
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
