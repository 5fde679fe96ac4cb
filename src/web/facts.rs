//! What sources say on one fact, as pages show it.

use serde::Serialize;

use super::{
    excerpt::ends,
    links,
    view::{Link, counted},
};
use crate::{
    model::{ClaimRecord, ClauseId, Edtf, Fact},
    store::TreatyRecord,
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
    /// When its words were issued.
    #[serde(skip)]
    pub(super) issued: String,
}

/// One value with everyone who gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ValueItem {
    pub(super) value: String,
    /// The same for programs: EDTF for dates and lengths of time, codes for parties.
    pub(super) code: String,
    pub(super) claims: Vec<ClaimItem>,
}

/// Who gives a value, named once, with every passage that does it in their name.
pub(super) struct Sayer<'a> {
    pub(super) first: &'a ClaimItem,
    pub(super) claims: Vec<&'a ClaimItem>,
}

/// Sayers that a page shows unfolded, and those that it shows at all.
const SHOWN: usize = 5;
const MOST: usize = 25;

impl ValueItem {
    /// Everyone who gives the value, in the order of the claims.
    pub(super) fn sayers(&self) -> Vec<Sayer<'_>> {
        let mut sayers: Vec<Sayer<'_>> = Vec::new();
        for claim in &self.claims {
            match sayers.iter_mut().find(|s| s.first.is_said_by_the_same(claim)) {
                Some(sayer) => sayer.claims.push(claim),
                None => sayers.push(Sayer { first: claim, claims: vec![claim] }),
            }
        }
        sayers
    }

    /// Those to be shown at once, those to be folded, and how many more there are.
    pub(super) fn folded(&self) -> (Vec<Sayer<'_>>, Vec<Sayer<'_>>, usize) {
        let mut shown = self.sayers();
        let left = shown.len().saturating_sub(MOST);
        shown.truncate(MOST);
        let folded = shown.split_off(shown.len().min(SHOWN));
        (shown, folded, left)
    }

    /// The value as far as it tells one link from others.
    pub(super) fn short(&self) -> String {
        ends(&self.value, 60, 0)
    }

    pub(super) fn passages(&self) -> String {
        counted(self.claims.len() as u64, "passage", "passages")
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
        for c in &fact.claims {
            let item = ClaimItem::of(c);
            if let Some(value) = values.iter_mut().find(|v| v.value == c.claim.value_label) {
                value.claims.push(item);
            } else {
                let (value, code) = (c.claim.value_label.clone(), c.claim.value.clone());
                values.push(ValueItem { value, code, claims: vec![item] });
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
            issued: c.issued.clone(),
        }
    }

    fn is_said_by_the_same(&self, other: &Self) -> bool {
        self.source == other.source
            && self.asserted_by == other.asserted_by
            && self.asserted_on == other.asserted_on
    }

    /// Who says so, in a few words: "Reuters, 21 May 2025", else the source.
    pub(super) fn who(&self) -> String {
        match &self.asserted_on {
            _ if !self.stated => self.source.label.clone(),
            Some(on) => format!("{}, {on}", self.asserted_by),
            None => self.asserted_by.clone(),
        }
    }
}

/// Facts of several treaties, each under its title.
pub(super) fn items(facts: &[Fact], treaties: &[TreatyRecord]) -> Vec<FactItem> {
    facts
        .iter()
        .map(|f| {
            let treaty = treaties.iter().find(|t| t.treaty.slug == f.treaty);
            FactItem::of(f, treaty.map_or(f.treaty.as_str(), |t| t.treaty.title.as_str()))
        })
        .collect()
}
