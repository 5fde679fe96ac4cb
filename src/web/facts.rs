//! What sources say on one fact, as pages show it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{AppState, links, list, twin::Twin, view::Link};
use crate::{
    model::{ClaimRecord, ClauseId, Edtf, Fact, Slug},
    store::StoreError,
};

/// One source's word on one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ClaimItem {
    /// Who says so, or that it is not stated.
    pub(super) asserted_by: String,
    /// When, in words.
    pub(super) asserted_on: Option<String>,
    /// The source it was read in.
    pub(super) source: Link,
    /// Whether it is stated who says so.
    pub(super) stated: bool,
    pub(super) r#type: &'static str,
    pub(super) clause: ClauseId,
    pub(super) href: String,
    pub(super) text: String,
}

/// Claims of one value that a page shows; all are in the treaty's table.
pub(super) const SHOWN: u32 = 5;

/// How many claims of a value a twin has: tables, feeds and texts have all.
pub(super) fn shown(twin: Twin) -> u32 {
    if list::FORMS.contains(&twin) { u32::MAX } else { SHOWN }
}

/// One value with those who give it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ValueItem {
    pub(super) value: String,
    /// How many passages give it.
    pub(super) passages: u64,
    /// The first of them.
    pub(super) claims: Vec<ClaimItem>,
}

impl ValueItem {
    /// How many passages are not shown.
    pub(super) fn more(&self, shown: usize) -> u64 {
        self.passages.saturating_sub(self.claims.len().min(shown) as u64)
    }
}

/// What sources say on one property of a treaty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct FactItem {
    pub(super) treaty: Link,
    pub(super) property: &'static str,
    /// The property, with its actor where it has one.
    pub(super) label: String,
    /// Whether the values can't all be true.
    pub(super) differs: bool,
    pub(super) values: Vec<ValueItem>,
}

impl FactItem {
    /// A fact of the treaty with this title.
    pub(super) fn of(fact: &Fact, treaty: &str) -> Self {
        let mut values: Vec<ValueItem> = Vec::new();
        let mut counted: BTreeSet<&str> = BTreeSet::new();
        for c in &fact.claims {
            let item = ClaimItem::of(c);
            // Two values may read the same: each is counted once.
            let count = fact.counts.get(&c.claim.value).filter(|_| counted.insert(&c.claim.value));
            let passages = count.copied().unwrap_or(0);
            if let Some(value) = values.iter_mut().find(|v| v.value == c.claim.value_label) {
                value.passages += passages;
                value.claims.push(item);
            } else {
                let value = c.claim.value_label.clone();
                values.push(ValueItem { value, passages, claims: vec![item] });
            }
        }
        Self {
            treaty: Link { label: treaty.to_owned(), href: links::treaty(&fact.treaty) },
            property: fact.property.as_str(),
            label: fact.label(),
            differs: fact.differs,
            values,
        }
    }
}

impl ClaimItem {
    fn of(c: &ClaimRecord) -> Self {
        let by = c.claim.asserted_by.clone();
        Self {
            stated: by.is_some(),
            asserted_by: by.unwrap_or_else(|| "publisher not stated".to_owned()),
            asserted_on: c.claim.asserted_on.map(Edtf::words),
            source: Link { label: c.source_title.clone(), href: links::source(&c.source) },
            r#type: c.r#type.label(),
            clause: c.clause,
            href: links::clause(c.clause),
            text: c.text.clone(),
        }
    }
}

/// Facts of several treaties, each under its title.
pub(super) async fn items(state: &AppState, facts: &[Fact]) -> Result<Vec<FactItem>, StoreError> {
    let mut titles: BTreeMap<&Slug, String> = BTreeMap::new();
    for fact in facts {
        if !titles.contains_key(&fact.treaty)
            && let Some(record) = state.store().treaty(&fact.treaty).await?
        {
            titles.insert(&fact.treaty, record.treaty.title);
        }
    }
    let of = |f: &Fact| FactItem::of(f, titles.get(&f.treaty).map_or(f.treaty.as_str(), |t| t));
    Ok(facts.iter().map(of).collect())
}
