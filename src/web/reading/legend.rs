//! What the marks mean, how many there are on the page, and the links that turn them on and off.

use schemars::JsonSchema;
use serde::Serialize;

use super::address::View;
use crate::{
    model::ClauseRecord,
    store::Term,
    web::{
        AppState,
        marks::{MarkKind, Shown, marks},
    },
};

/// One kind of mark.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct LegendItem {
    /// The kind.
    pub(super) kind: MarkKind,
    /// Marks of this kind on the page, shown or not.
    pub(super) count: usize,
    /// Whether it is marked.
    pub(super) shown: bool,
    /// The page with these marks turned on or off.
    pub(super) href: String,
}

/// All kinds of marks.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Legend {
    /// Those of which the page has any.
    pub(super) kinds: Vec<LegendItem>,
    /// The page with all marks, where not all are shown.
    pub(super) all: Option<String>,
    /// The page without marks, where any are shown.
    pub(super) none: Option<String>,
}

impl Legend {
    /// The legend of the page of a view that begins with the passage `from`.
    pub(super) fn of(view: &View, from: u32, clauses: &[ClauseRecord]) -> Self {
        let shown = view.shown().kinds;
        let every = Shown { subject: view.domain.clone(), ..Shown::all() };
        let mut counts = [0; MarkKind::ALL.len()];
        for mark in clauses.iter().flat_map(|c| marks(&c.annotations, &every)) {
            counts[mark.kind as usize] += 1;
        }
        let with = |kinds| view.marking(kinds).address(from);
        let kinds: Vec<LegendItem> = MarkKind::ALL
            .into_iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| {
                let mut other = shown.clone();
                if !other.remove(&kind) {
                    other.insert(kind);
                }
                LegendItem { kind, count, shown: shown.contains(&kind), href: with(other) }
            })
            .collect();
        Self {
            all: kinds.iter().any(|k| !k.shown).then(|| with(Shown::all().kinds)),
            none: kinds.iter().any(|k| k.shown).then(|| with(Shown::default().kinds)),
            kinds,
        }
    }
}

/// A subject of the source.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "LegendSubject")]
pub(super) struct Subject {
    /// Its name.
    pub(super) label: String,
    /// Passages of the whole source that treat it.
    pub(super) clauses: u64,
    /// Whether its passages stand out.
    pub(super) chosen: bool,
    /// The page with these passages standing out.
    pub(super) href: String,
}

/// The subjects of a source, the most frequent first.
pub(super) fn subjects(state: &AppState, view: &View, from: u32, terms: &[Term]) -> Vec<Subject> {
    let subject = |term: &Term| Subject {
        label: state.domain_label(term.slug.as_str()),
        clauses: term.clauses,
        chosen: view.domain.as_ref() == Some(&term.slug),
        href: view.on(Some(term.slug.clone())).address(from),
    };
    terms.iter().map(subject).collect()
}
