//! One pass over all hits: the page's hits, how many there are, and counts of facets and years.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap, HashMap},
    sync::Arc,
};

use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyError,
    collector::{Collector, SegmentCollector},
    columnar::{Column, ColumnValues},
};

use super::{
    order::{Key, Order, SegmentOrder},
    schema::{TERM_MASK, name, unpack_days},
};
use crate::search::Years;

/// Term numbers below this are counted in a table, others in a map.
const DENSE: u64 = 1 << 16;

/// Collects one page.
pub(super) struct PageCollector {
    /// How hits are ordered.
    pub(super) order: Arc<Order>,
    /// Only hits after this one are on the page.
    pub(super) after: Option<Key>,
    /// How many hits the page has; none where only counts are asked for.
    pub(super) limit: usize,
}

/// What was collected.
#[derive(Default)]
pub(super) struct Collected {
    /// The first hits in order: those of the page, and one more where there is one.
    pub(super) top: Vec<(Key, DocAddress)>,
    /// The hits before `after`, the nearest first, `limit` at the most.
    pub(super) before: Vec<(Key, DocAddress)>,
    /// All hits, on every page.
    pub(super) total: u64,
    /// Facet values as [`super::schema::facet_value`] packs them, counted.
    pub(super) facets: BTreeMap<u64, u64>,
    /// Years of their dates, counted.
    pub(super) years: Years,
}

/// The pass over one segment.
pub(super) struct SegmentPage {
    segment: SegmentOrdinal,
    order: SegmentOrder,
    after: Option<Key>,
    limit: usize,
    // The worst kept hit is on top.
    top: BinaryHeap<(Key, DocId)>,
    before: BinaryHeap<Reverse<(Key, DocId)>>,
    total: u64,
    ids: Arc<dyn ColumnValues<u64>>,
    facets: Column<u64>,
    // By the facet's place, then by term number.
    dense: Vec<Vec<u64>>,
    sparse: HashMap<u64, u64>,
    dates: Column<u64>,
    // The years from and to which each date of a document reaches.
    spans: Vec<(i32, i32)>,
    years: Years,
}

impl Collector for PageCollector {
    type Fruit = Collected;
    type Child = SegmentPage;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentPage> {
        let fast = reader.fast_fields();
        Ok(SegmentPage {
            segment,
            order: self.order.segment(segment, reader)?,
            after: self.after,
            limit: self.limit,
            top: BinaryHeap::new(),
            before: BinaryHeap::new(),
            total: 0,
            ids: fast.u64(name::ID)?.first_or_default_col(0),
            facets: fast.u64(name::FACETS)?,
            dense: Vec::new(),
            sparse: HashMap::new(),
            dates: fast.u64(name::DATES)?,
            spans: Vec::new(),
            years: Years::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.limit > 0 && matches!(*self.order, Order::Relevance)
    }

    fn merge_fruits(&self, segments: Vec<Collected>) -> tantivy::Result<Collected> {
        let mut all = Collected::default();
        for segment in segments {
            all.total += segment.total;
            all.top.extend(segment.top);
            all.before.extend(segment.before);
            for (value, count) in segment.facets {
                *all.facets.entry(value).or_default() += count;
            }
            all.years.add_all(segment.years);
        }
        all.top.sort_unstable_by_key(|(key, _)| *key);
        all.top.truncate(self.limit.saturating_add(1));
        all.before.sort_unstable_by_key(|(key, _)| Reverse(*key));
        all.before.truncate(self.limit);
        Ok(all)
    }
}

impl SegmentPage {
    fn keep(&mut self, doc: DocId, score: Score) {
        let key = self.order.key(doc, score, self.ids.get_val(doc));
        match self.after {
            Some(after) if key == after => {}
            Some(after) if key < after => {
                keep_least(&mut self.before, self.limit, Reverse((key, doc)));
            }
            _ => keep_least(&mut self.top, self.limit.saturating_add(1), (key, doc)),
        }
    }

    fn count(&mut self, doc: DocId) {
        for value in self.facets.values_for_doc(doc) {
            let term = value & TERM_MASK;
            let (Ok(place), Ok(at)) = (usize::try_from(value >> 56), usize::try_from(term)) else {
                continue;
            };
            if term >= DENSE {
                *self.sparse.entry(value).or_default() += 1;
                continue;
            }
            if self.dense.len() <= place {
                self.dense.resize_with(place + 1, Vec::new);
            }
            let table = &mut self.dense[place];
            if table.len() <= at {
                table.resize(at + 1, 0);
            }
            table[at] += 1;
        }
        self.spans.clear();
        let days = self.dates.values_for_doc(doc).map(unpack_days);
        self.spans.extend(days.map(|(first, last)| (first / 10_000, last / 10_000)));
        self.years.add(&mut self.spans);
    }
}

impl SegmentCollector for SegmentPage {
    type Fruit = Collected;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        self.count(doc);
        if self.limit > 0 {
            self.keep(doc, score);
        }
    }

    fn harvest(self) -> Collected {
        let mut facets: BTreeMap<u64, u64> = self.sparse.into_iter().collect();
        for (place, table) in (0u64..).zip(&self.dense) {
            let counted = (0u64..).zip(table).filter(|(_, count)| **count > 0);
            facets.extend(counted.map(|(term, count)| ((place << 56) | term, *count)));
        }
        let placed = |(key, doc)| (key, DocAddress::new(self.segment, doc));
        Collected {
            top: self.top.into_iter().map(placed).collect(),
            before: self.before.into_iter().map(|Reverse(hit)| placed(hit)).collect(),
            total: self.total,
            facets,
            years: self.years,
        }
    }
}

/// Keeps the least of what comes, so many at the most; the greatest of them is on top.
pub(super) fn keep_least<T: Ord>(kept: &mut BinaryHeap<T>, most: usize, hit: T) {
    if kept.len() < most {
        kept.push(hit);
    } else if let Some(mut greatest) = kept.peek_mut()
        && hit < *greatest
    {
        *greatest = hit;
    }
}

/// Every clause id in a segment that is not deleted.
pub(super) fn ids(reader: &SegmentReader) -> Result<Vec<u64>, TantivyError> {
    let ids = reader.fast_fields().u64(name::ID)?;
    Ok(reader.doc_ids_alive().filter_map(|doc| ids.first(doc)).collect())
}
