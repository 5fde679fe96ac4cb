//! What each source says on the dates of a treaty's life, side by side.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    model::{ClaimRecord, Edtf, Fact, Slug, facts},
    web::{links, view::Link},
};

/// More columns can't be read, let alone printed.
const COLUMNS: usize = 8;

/// A table with a row for every act or term, and a column for every source that dates one.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DateTable {
    /// The columns, in order.
    pub(super) sources: Vec<Link>,
    /// One for each act or term.
    pub(super) rows: Vec<DateRow>,
    /// Sources that have no column although they give dates.
    pub(super) left_out: usize,
}

/// One act or term.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DateRow {
    /// The act or term, for readers.
    pub(super) label: String,
    /// Whether the values can't all be true.
    pub(super) differs: bool,
    /// What each source gives, in the order of the columns.
    pub(super) cells: Vec<Vec<Given>>,
}

/// A value with everybody who gives it in a source.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "DateGiven")]
pub(super) struct Given {
    /// The value, for readers.
    pub(super) value: String,
    /// The same in EDTF.
    pub(super) edtf: String,
    /// Who gives it.
    pub(super) said: Vec<Saying>,
}

/// A clause that gives a value.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "DateSaying")]
pub(super) struct Saying {
    /// Who says so, where the source names somebody: "Reuters, 21 May 2025".
    pub(super) by: Option<String>,
    /// The clause’s page.
    pub(super) href: String,
}

impl DateTable {
    /// Of these claims, those that date something; columns in the order of `sources`.
    pub(super) fn of<'a>(
        claims: &[ClaimRecord],
        sources: impl IntoIterator<Item = (&'a Slug, &'a str)>,
    ) -> Self {
        let dated: Vec<Fact> = facts(claims).into_iter().filter(|f| f.property.is_time()).collect();
        let gives = |slug: &Slug| dated.iter().any(|f| f.claims.iter().any(|c| c.source == *slug));
        let mut columns: Vec<(&Slug, &str)> =
            sources.into_iter().filter(|(slug, _)| gives(slug)).collect();
        let left_out = columns.len().saturating_sub(COLUMNS);
        columns.truncate(COLUMNS);
        let row = |fact: &Fact| DateRow {
            label: fact.label(),
            differs: fact.differs,
            cells: columns.iter().map(|(slug, _)| given(fact, slug)).collect(),
        };
        Self {
            rows: dated.iter().map(row).collect(),
            sources: columns
                .iter()
                .map(|(slug, title)| Link { label: (*title).to_owned(), href: links::source(slug) })
                .collect(),
            left_out,
        }
    }
}

fn given(fact: &Fact, source: &Slug) -> Vec<Given> {
    let mut given: Vec<Given> = Vec::new();
    for c in fact.claims.iter().filter(|c| c.source == *source) {
        let by =
            c.claim.asserted_by.as_ref().map(|by| match c.claim.asserted_on.map(Edtf::words) {
                Some(on) => format!("{by}, {on}"),
                None => by.clone(),
            });
        let saying = Saying { by, href: links::clause(c.clause) };
        match given.iter_mut().find(|g| g.value == c.claim.value_label) {
            // Who says the same in several places is named once.
            Some(g) if g.said.iter().any(|s| s.by == saying.by) => {}
            Some(g) => g.said.push(saying),
            None => given.push(Given {
                value: c.claim.value_label.clone(),
                edtf: c.claim.value.clone(),
                said: vec![saying],
            }),
        }
    }
    given
}
