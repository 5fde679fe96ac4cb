//! The order of hits as keys that compare as numbers, and as the opaque key of a page.

use std::{collections::BTreeSet, sync::Arc};

use tantivy::{
    DocId, Score, Searcher, SegmentOrdinal, SegmentReader, TantivyError,
    columnar::{Column, ColumnValues},
};

use super::schema::name;
use crate::{
    model::ClauseId,
    search::{Hit, Query, SearchError, Sort},
};

/// Two sort values and the clause id; the least is the first hit.
pub(super) type Key = (u64, u64, u64);

/// How hits are ordered in one snapshot.
pub(super) enum Order {
    /// By score.
    Relevance,
    /// By the earliest day.
    Date,
    /// By source slug and place in the source.
    Document {
        /// Every slug of a source, in order.
        slugs: Vec<String>,
        /// By segment and the slug's number there: its place in `slugs`.
        places: Vec<Vec<u64>>,
    },
    /// By the version that brought the wording, the last first, and place in the source.
    Newest,
}

/// The order with a segment's columns.
pub(super) enum SegmentOrder {
    Relevance,
    Date(Column<i64>),
    Document { sources: Option<Column<u64>>, places: Vec<u64>, orders: Arc<dyn ColumnValues<u64>> },
    Newest { versions: Arc<dyn ColumnValues<u64>>, orders: Arc<dyn ColumnValues<u64>> },
}

impl Order {
    /// The order of a query's hits. Those that all match alike stand as their sources have them; keys of
    /// pages that were by relevance go on working.
    pub(super) fn of(
        query: &Query,
        sort: Sort,
        after: Option<&str>,
        searcher: &Searcher,
    ) -> Result<Self, TantivyError> {
        let alike = sort == Sort::Relevance && !query.ranks();
        let by_relevance = after.is_some_and(|key| key.starts_with("r."));
        Self::new(if alike && !by_relevance { Sort::Document } else { sort }, searcher)
    }

    /// The order that was asked for.
    pub(super) fn new(sort: Sort, searcher: &Searcher) -> Result<Self, TantivyError> {
        match sort {
            Sort::Relevance => Ok(Self::Relevance),
            Sort::Date => Ok(Self::Date),
            Sort::Newest => Ok(Self::Newest),
            Sort::Document => {
                let mut by_segment = Vec::new();
                for reader in searcher.segment_readers() {
                    let mut slugs = Vec::new();
                    if let Some(column) = reader.fast_fields().str(name::SOURCE)? {
                        let mut terms = column.dictionary().stream()?;
                        while terms.advance() {
                            slugs.push(String::from_utf8_lossy(terms.key()).into_owned());
                        }
                    }
                    by_segment.push(slugs);
                }
                let all: BTreeSet<&String> = by_segment.iter().flatten().collect();
                let slugs: Vec<String> = all.into_iter().cloned().collect();
                let places = by_segment
                    .iter()
                    .map(|segment| segment.iter().map(|slug| place(&slugs, slug)).collect())
                    .collect();
                Ok(Self::Document { slugs, places })
            }
        }
    }

    pub(super) fn segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> Result<SegmentOrder, TantivyError> {
        let fast = reader.fast_fields();
        Ok(match self {
            Self::Relevance => SegmentOrder::Relevance,
            Self::Date => SegmentOrder::Date(fast.i64(name::EARLIEST)?),
            Self::Document { places, .. } => SegmentOrder::Document {
                sources: fast.str(name::SOURCE)?.map(|column| column.ords().clone()),
                places: places.get(segment as usize).cloned().unwrap_or_default(),
                orders: fast.u64(name::ORDER)?.first_or_default_col(0),
            },
            Self::Newest => SegmentOrder::Newest {
                versions: fast.u64(name::ISSUED)?.first_or_default_col(0),
                orders: fast.u64(name::ORDER)?.first_or_default_col(0),
            },
        })
    }

    /// The page key that stands for a hit: opaque to everyone else.
    pub(super) fn page_key(&self, key: Key, hit: &Hit) -> String {
        match self {
            Self::Relevance => format!("r.{:x}.{}", key.0, hit.id),
            Self::Date => format!("d.{:x}.{}", key.0, hit.id),
            Self::Document { .. } => format!("s.{}.{}.{}", hit.order, hit.id, hit.source),
            Self::Newest => format!("n.{}.{}.{}", hit.order, hit.id, u64::MAX - key.0),
        }
    }

    /// The key of the hit that a page key stands for.
    pub(super) fn read_page_key(&self, written: &str) -> Result<Key, SearchError> {
        self.parts(written).ok_or(SearchError::PageKey)
    }

    fn parts(&self, written: &str) -> Option<Key> {
        let mut parts = written.splitn(4, '.');
        let (letter, value, id) = (parts.next()?, parts.next()?, parts.next()?);
        let id = id.parse::<ClauseId>().ok()?.as_u64();
        let key = match (self, letter) {
            (Self::Relevance, "r") | (Self::Date, "d") => {
                (u64::from_str_radix(value, 16).ok()?, 0, id)
            }
            (Self::Document { slugs, .. }, "s") => {
                return Some((place(slugs, parts.next()?), value.parse::<u32>().ok()?.into(), id));
            }
            (Self::Newest, "n") => {
                let version = parts.next()?.parse::<u64>().ok()?;
                return Some((u64::MAX - version, value.parse::<u32>().ok()?.into(), id));
            }
            _ => return None,
        };
        parts.next().is_none().then_some(key)
    }
}

/// A slug’s place: odd where it is held, even between those where its source has gone.
fn place(slugs: &[String], slug: &str) -> u64 {
    match slugs.binary_search_by(|s| s.as_str().cmp(slug)) {
        Ok(at) => at as u64 * 2 + 1,
        Err(at) => at as u64 * 2,
    }
}

impl SegmentOrder {
    pub(super) fn key(&self, doc: DocId, score: Score, id: u64) -> Key {
        match self {
            // Bits of scores, which are not negative, compare as the scores do.
            Self::Relevance => (u64::from(!score.to_bits()), 0, id),
            Self::Date(days) => (days.first(doc).map_or(u64::MAX, tantivy::i64_to_u64), 0, id),
            Self::Document { sources, places, orders } => {
                let source = sources.as_ref().and_then(|s| s.first(doc)).unwrap_or_default();
                let place = usize::try_from(source).ok().and_then(|s| places.get(s)).copied();
                (place.unwrap_or_default(), orders.get_val(doc), id)
            }
            Self::Newest { versions, orders } => {
                (u64::MAX - versions.get_val(doc), orders.get_val(doc), id)
            }
        }
    }
}
