//! The pages of a source: which passages each has, what it is called, where a passage is found.

use std::{collections::BTreeMap, ops::Range};

use super::{
    address::View,
    paging::{breaks, pages},
};
use crate::{
    model::{ClauseRecord, Locator, ReferenceMention, RevisionHash, SourceType, Unit},
    store::{DivisionRecord, Extent, Structure},
    web::{contents, marks::Leading},
};

/// A version of a source cut into pages.
pub(in crate::web) struct Pages {
    pub(super) revision: RevisionHash,
    /// The order of each passage, by its place.
    orders: BTreeMap<Locator, u32>,
    extents: Vec<Extent>,
    /// The orders of each page's passages.
    pub(super) ranges: Vec<Range<u32>>,
    pub(super) divisions: Vec<DivisionRecord>,
    /// How many divisions are around each.
    pub(super) depths: Vec<usize>,
}

impl Pages {
    pub(super) fn of(structure: Structure) -> Self {
        let Structure { revision, extents, divisions } = structure;
        let depths = contents::depths(&divisions);
        let ranges = pages(&extents, &breaks(&extents, &divisions, &depths));
        let orders = extents.iter().map(|e| e.locator.clone()).zip(0..).collect();
        Self { revision, orders, extents, ranges, divisions, depths }
    }

    pub(super) fn passages(&self) -> usize {
        self.extents.len()
    }

    pub(super) fn count(&self) -> usize {
        self.ranges.len()
    }

    /// The number, from 0, of the page that has the passage of this order; beyond the end, the last.
    pub(super) fn number(&self, order: u32) -> usize {
        self.ranges.partition_point(|page| page.end <= order).min(self.ranges.len() - 1)
    }

    pub(super) fn range(&self, page: usize) -> Range<u32> {
        self.ranges.get(page).cloned().unwrap_or_default()
    }

    /// The bytes of the text that belong to a page: what stands between two pages belongs to the
    /// second.
    pub(super) fn bytes(&self, page: usize) -> Range<usize> {
        let end_before = |order: u32| {
            order.checked_sub(1).and_then(|last| self.extents.get(last as usize)).map(|e| e.end)
        };
        let range = self.range(page);
        let more = page + 1 < self.count();
        let end = end_before(range.end).filter(|_| more);
        end_before(range.start).unwrap_or(0)..end.unwrap_or(usize::MAX)
    }

    /// Where the passage of this order stands, in words.
    pub(super) fn place(&self, order: u32) -> String {
        self.extents.get(order as usize).map(|e| e.locator.words()).unwrap_or_default()
    }

    /// The address of a passage from a page of a view: within the page, only its anchor.
    pub(super) fn link(&self, view: &View, page: usize, order: u32) -> String {
        let anchor = self.extents.get(order as usize).map(|e| format!("#{}", e.locator));
        self.address(view, page, order) + &anchor.unwrap_or_default()
    }

    /// The address of the page that has the passage of this order; empty where it is this `page`.
    pub(super) fn address(&self, view: &View, page: usize, order: u32) -> String {
        let there = self.number(order);
        if there == page { String::new() } else { view.address(self.range(there).start) }
    }

    /// The references of a passage to others of its source, with their addresses from a page of a
    /// view.
    pub(super) fn references(
        &self,
        (view, page): (&View, usize),
        clause: &ClauseRecord,
    ) -> Vec<Leading> {
        let mut found: Vec<Leading> = Vec::new();
        if clause.r#type != SourceType::Text {
            return found;
        }
        for reference in clause.annotations.references.iter().filter(|r| r.instrument.is_none()) {
            let Some(words) = reference.evidence.first() else { continue };
            let after = found.last().is_none_or(|before| before.words.end <= words.start);
            let order = self.order_of(reference).filter(|o| after && *o != clause.order);
            found.extend(order.map(|order| Leading {
                words: words.start..words.end,
                href: self.link(view, page, order),
            }));
        }
        found
    }

    /// What a page has: "Article 4 to Article 12", "Passages 1 to 120".
    pub(super) fn name(&self, page: usize) -> String {
        let range = self.range(page);
        match (self.label_at(range.start), self.label_at(range.end.saturating_sub(1))) {
            (Some(first), Some(last)) if first == last => first,
            (Some(first), Some(last)) => format!("{first} to {last}"),
            _ => format!("Passages {} to {}", range.start + 1, range.end),
        }
    }

    /// The innermost division with a name, down to articles, in which the passage of this order stands.
    fn label_at(&self, order: u32) -> Option<String> {
        let around = |d: &&DivisionRecord| {
            let looked_up =
                d.division.unit <= Unit::Article || d.division.unit == Unit::Conclusions;
            looked_up && (d.first..d.first + d.clauses).contains(&order)
        };
        self.divisions.iter().rev().filter(around).find_map(|d| {
            let label = Some(&d.division.label).filter(|label| !label.is_empty());
            label.cloned().or_else(|| d.division.name())
        })
    }

    /// The order of the passage that a reference means: the one at the place, else the first within
    /// it, else likewise for the places around it.
    fn order_of(&self, reference: &ReferenceMention) -> Option<u32> {
        reference.candidates().iter().find_map(|place| {
            let within = || {
                let inner: Locator = format!("{place}__").parse().ok()?;
                self.orders
                    .range(&inner..)
                    .take_while(|(at, _)| at.as_str().starts_with(inner.as_str()))
                    .map(|(_, order)| *order)
                    .min()
            };
            self.orders.get(place).copied().or_else(within)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_means_the_exact_place_or_the_first_within_it_or_the_one_around_it() {
        let places = ["art_4__intro", "art_4__point_a", "art_5__para_1", "art_5__para_2__point_a"];
        let extent = |place: &str| Extent { locator: place.parse().unwrap(), start: 0, end: 0 };
        let pages = Pages::of(Structure {
            revision: RevisionHash::new(blake3::hash(b"")),
            extents: places.map(extent).into(),
            divisions: Vec::new(),
        });
        let meant = |place: &str| {
            let order = pages.order_of(&ReferenceMention {
                instrument: None,
                locator: Some(place.parse().unwrap()),
                rule: "internal".to_owned(),
                evidence: Vec::new(),
            });
            order.map(|order| places[order as usize])
        };
        for (asked, found) in [
            ("art_5__para_1", "art_5__para_1"),
            ("art_5__para_2", "art_5__para_2__point_a"),
            ("art_5", "art_5__para_1"),
            ("art_5.1", "art_5__para_1"),
            ("art_5__para_9", "art_5__para_1"),
            ("art_4__para_a", "art_4__point_a"),
        ] {
            assert_eq!(meant(asked), Some(found), "{asked}");
        }
        assert_eq!(meant("art_6"), None);
    }
}
