//! Where one clause stands among all hits, and which stand beside it.

use std::{cmp::Reverse, collections::BinaryHeap, sync::Arc};

use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::ColumnValues,
};

use super::{
    Search,
    collect::keep_least,
    engine,
    order::{Key, Order, SegmentOrder},
    plan,
    schema::name,
};
use crate::{
    model::ClauseId,
    search::{Query, Rank, SearchError, Sort},
};

/// A hit with its place in the order.
type Placed = (Key, DocAddress);

/// Looks for one clause among the hits and, once its key is known, for those around it.
struct RankCollector {
    order: Arc<Order>,
    /// The clause.
    id: u64,
    /// Its key, where it is known.
    key: Option<Key>,
    /// How many hits before it to keep.
    keep: usize,
}

/// What was found, in a segment or in all of them.
#[derive(Default)]
struct Ranked {
    total: u64,
    clause: Option<Placed>,
    before: u64,
    /// The nearest hits before it; the furthest of them is on top.
    nearest: BinaryHeap<Reverse<Placed>>,
    after: Option<Placed>,
}

struct SegmentRank {
    segment: SegmentOrdinal,
    order: SegmentOrder,
    ids: Arc<dyn ColumnValues<u64>>,
    id: u64,
    key: Option<Key>,
    keep: usize,
    ranked: Ranked,
}

impl Collector for RankCollector {
    type Fruit = Ranked;
    type Child = SegmentRank;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentRank> {
        Ok(SegmentRank {
            segment,
            order: self.order.segment(segment, reader)?,
            ids: reader.fast_fields().u64(name::ID)?.first_or_default_col(0),
            id: self.id,
            key: self.key,
            keep: self.keep,
            ranked: Ranked::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        matches!(*self.order, Order::Relevance)
    }

    fn merge_fruits(&self, segments: Vec<Ranked>) -> tantivy::Result<Ranked> {
        let mut all = Ranked::default();
        for segment in segments {
            all.total += segment.total;
            all.before += segment.before;
            all.clause = all.clause.or(segment.clause);
            all.after = [all.after, segment.after].into_iter().flatten().min();
            for hit in segment.nearest {
                keep_least(&mut all.nearest, self.keep, hit);
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentRank {
    type Fruit = Ranked;

    fn collect(&mut self, doc: DocId, score: Score) {
        let id = self.ids.get_val(doc);
        let hit = (self.order.key(doc, score, id), DocAddress::new(self.segment, doc));
        self.ranked.total += 1;
        if id == self.id {
            self.ranked.clause = Some(hit);
        }
        let Some(key) = self.key else { return };
        if hit.0 < key {
            self.ranked.before += 1;
            keep_least(&mut self.ranked.nearest, self.keep, Reverse(hit));
        } else if hit.0 > key && self.ranked.after.is_none_or(|after| hit < after) {
            self.ranked.after = Some(hit);
        }
    }

    fn harvest(self) -> Ranked {
        self.ranked
    }
}

impl Search<'_> {
    /// Two passes: a clause's score is known only when it has come up.
    pub(super) fn rank(
        &self,
        query: &Query,
        sort: Sort,
        clause: ClauseId,
        limit: usize,
    ) -> Result<Option<Rank>, SearchError> {
        let failed = engine("looking for a hit");
        let order = Order::of(query, sort, None, &self.snapshot.searcher).map_err(&failed)?;
        let order = Arc::new(order);
        let plan = plan::plan(query, self.codebook);
        let id = clause.as_u64();
        let mut collector =
            RankCollector { order: Arc::clone(&order), id, key: None, keep: limit.max(1) };
        let found = self.collect(&plan, &collector).map_err(&failed)?;
        let Some((key, address)) = found.clause else { return Ok(None) };
        collector.key = Some(key);
        let found = self.collect(&plan, &collector).map_err(&failed)?;

        let hit = self.hit(address)?;
        let nearest: Vec<Placed> =
            found.nearest.into_sorted_vec().into_iter().map(|Reverse(hit)| hit).collect();
        // The page before ends with the hit that is as far back as the clause is down its page.
        let down = usize::try_from(found.before).unwrap_or(usize::MAX) % limit.max(1);
        let page = match nearest.get(down) {
            Some((key, address)) => Some(order.page_key(*key, &self.hit(*address)?)),
            None => None,
        };
        let id_of = |hit: Option<&Placed>| hit.map(|((.., id), _)| ClauseId::from_u64(*id));
        Ok(Some(Rank {
            rank: found.before + 1,
            total: found.total,
            previous: id_of(nearest.first()),
            next: id_of(found.after.as_ref()),
            page,
            fragments: self.fragments(&plan, &hit, address),
        }))
    }
}
