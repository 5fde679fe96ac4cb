//! Where a long source is cut into pages: at the outermost divisions that fit, never in a paragraph
//! unless it is longer than a page by itself.

use std::ops::Range;

use crate::store::{DivisionRecord, Extent};

/// What a page may weigh: with all marks and with what stands around the text, it stays under 60 KB.
pub(super) const PAGE: usize = 20 * 1024;
/// A page that is cut at a better place than the last possible one is at least so heavy.
const LEAST: usize = PAGE / 2;
/// What the elements around a passage's words weigh.
const MARKUP: usize = 200;

/// How deep divisions are taken into account; a paragraph is deeper, its inside deepest.
const PARAGRAPH: usize = 32;
const INSIDE: usize = 33;

/// The orders of the passages on each page: at least one page, and all of them together are the source.
pub(super) fn pages(extents: &[Extent], breaks: &[usize]) -> Vec<Range<u32>> {
    let mut pages = Vec::new();
    let mut first = 0;
    while first < extents.len() {
        let mut weight = 0;
        // The best place so far to end the page at, and how deep it cuts.
        let mut best: Option<(usize, usize)> = None;
        let mut end = first;
        while let Some(e) = extents.get(end) {
            if end > first {
                if weight + e.end.saturating_sub(e.start) + MARKUP > PAGE {
                    break;
                }
                let depth = breaks.get(end).copied().unwrap_or(INSIDE);
                if weight >= LEAST && best.is_none_or(|(_, least)| depth <= least) {
                    best = Some((end, depth));
                }
            }
            weight += e.end.saturating_sub(e.start) + MARKUP;
            end += 1;
        }
        if end < extents.len() {
            // The next page may begin right where this one is full.
            let depth = breaks.get(end).copied().unwrap_or(INSIDE);
            end = best.filter(|(_, least)| *least < depth).map_or(end, |(at, _)| at);
        }
        pages.push(order(first)..order(end));
        first = end;
    }
    if pages.is_empty() {
        pages.push(0..0);
    }
    pages
}

/// For each passage, how deep a cut before it goes: the depth of the outermost division that begins
/// with it, [`PARAGRAPH`], or [`INSIDE`] a paragraph.
pub(super) fn breaks(
    extents: &[Extent],
    divisions: &[DivisionRecord],
    depths: &[usize],
) -> Vec<usize> {
    let mut breaks: Vec<usize> = vec![PARAGRAPH; extents.len()];
    for (pair, depth) in extents.windows(2).zip(breaks.iter_mut().skip(1)) {
        let [before, after] = pair else { continue };
        let paragraph = before.locator.paragraph();
        if paragraph.is_some() && paragraph == after.locator.paragraph() {
            *depth = INSIDE;
        }
    }
    for (d, depth) in divisions.iter().zip(depths).filter(|(d, _)| d.clauses > 0) {
        if let Some(here) = breaks.get_mut(d.first as usize) {
            *here = (*here).min(*depth);
        }
    }
    breaks
}

fn order(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn extents(weights: &[usize]) -> Vec<Extent> {
        let mut start = 0;
        let extent = |(n, weight): (usize, &usize)| {
            let locator = format!("art_{n}").parse().unwrap();
            let extent = Extent { locator, start, end: start + weight };
            start = extent.end;
            extent
        };
        weights.iter().enumerate().map(extent).collect()
    }

    #[test]
    fn a_page_ends_where_the_outermost_division_begins() {
        let weights = [PAGE / 10 - MARKUP; 20];
        let mut breaks = vec![PARAGRAPH; 20];
        (breaks[6], breaks[8]) = (0, 1);
        assert_eq!(pages(&extents(&weights), &breaks), [0..6, 6..16, 16..20]);
        breaks[6] = 1;
        assert_eq!(pages(&extents(&weights), &breaks), [0..8, 8..18, 18..20]);
        assert_eq!(pages(&[], &[]), vec![0..0]);
    }

    proptest! {
        #[test]
        fn pages_are_the_whole_source_and_only_a_single_passage_is_too_heavy(
            passages in prop::collection::vec((1_usize..PAGE + 999, 0_usize..34), 0..60),
        ) {
            let (weights, breaks): (Vec<usize>, Vec<usize>) = passages.into_iter().unzip();
            let mut next = 0;
            for page in pages(&extents(&weights), &breaks) {
                prop_assert_eq!(page.start, next);
                prop_assert!(!page.is_empty() || weights.is_empty());
                let range = page.start as usize..page.end as usize;
                let weight: usize = weights[range].iter().map(|w| w + MARKUP).sum();
                prop_assert!(weight <= PAGE || page.len() == 1);
                next = page.end;
            }
            prop_assert_eq!(next as usize, weights.len());
        }
    }
}
