//! The search index in a folder beside the store, kept by tantivy.
//!
//! Readers share one snapshot, which is swapped whole; see `files` for the layout of the folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use arc_swap::ArcSwapOption;
use tantivy::{
    DocAddress, TantivyDocument, TantivyError,
    collector::{Collector, TopDocs},
    schema::Value,
};

use self::{
    collect::PageCollector,
    compile::Compiler,
    order::Order,
    plan::Plan,
    schema::{TERM_MASK, facet_value},
    snapshot::{Snapshot, is_damage},
};
use super::{
    Cursor, FacetCount, Hit, IndexWriter, Query, Rank, SearchError, SearchIndex, SearchPage,
    SearchRequest, Sort,
};
use crate::{
    annotate::Codebook,
    model::ClauseId,
    store::{
        Facet,
        lock::{Attempt, FileLock},
    },
};

mod collect;
mod compile;
mod except;
mod files;
mod order;
mod plan;
mod rank;
mod resembling;
mod schema;
mod snapshot;
mod snippet;
mod suggest;
#[cfg(test)]
mod tests;
mod tokenize;
mod writer;

/// Facets of which a clause has one value, so that counts leave out their own filter.
const SINGLE: [Facet; 4] = [Facet::Kind, Facet::Treaty, Facet::Type, Facet::Language];

/// Names what is being done where the engine fails.
fn engine<E: std::error::Error + Send + Sync + 'static>(
    context: &'static str,
) -> impl Fn(E) -> SearchError {
    move |source| SearchError::Engine { context, source: Box::new(source) }
}

/// The index that readers share.
pub(super) struct EmbeddedIndex {
    shared: Arc<Shared>,
}

/// What readers and the follower of this process share.
struct Shared {
    /// `index/` in the data folder.
    folder: PathBuf,
    /// `index.lock` in the data folder.
    lock: PathBuf,
    codebook: Arc<Codebook>,
    fingerprint: String,
    snapshot: ArcSwapOption<Snapshot>,
    /// One refresh at a time, so that an older snapshot never replaces a newer one.
    refreshing: Mutex<()>,
}

impl EmbeddedIndex {
    /// Opens the index of a data folder; a missing or damaged one waits for a follower.
    pub(super) fn open(data: &Path, codebook: Arc<Codebook>) -> Result<Self, SearchError> {
        let folder = data.join("index");
        fs::create_dir_all(&folder).map_err(engine("making the index folder"))?;
        let fingerprint = schema::fingerprint(&codebook);
        let shared = Shared {
            folder,
            lock: data.join("index.lock"),
            codebook,
            fingerprint,
            snapshot: ArcSwapOption::empty(),
            refreshing: Mutex::new(()),
        };
        shared.refresh()?;
        Ok(Self { shared: Arc::new(shared) })
    }
}

impl Shared {
    fn refresh(&self) -> Result<(), SearchError> {
        let _one = self.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
        let held = self.snapshot.load_full();
        let name =
            files::current(&self.folder).map_err(engine("reading which index is current"))?;
        let Some(name) = name else { return Ok(()) };
        let opened = match &held {
            Some(snapshot) if snapshot.name == name => snapshot.newer(),
            _ => Snapshot::open(&files::path(&self.folder, &name), name.clone(), &self.fingerprint),
        };
        match opened {
            Ok(Some(snapshot)) => self.snapshot.store(Some(Arc::new(snapshot))),
            // Nothing new, or built by another version of the program: what is open stays readable.
            Ok(None) => {}
            Err(error) if is_damage(&error) => {
                tracing::warn!(index = name, %error, "the search index is damaged or incomplete");
            }
            Err(error) => return Err(engine("opening the search index")(error)),
        }
        Ok(())
    }

    fn ready(&self) -> Result<Arc<Snapshot>, SearchError> {
        self.snapshot.load_full().ok_or(SearchError::NotReady)
    }
}

impl SearchIndex for EmbeddedIndex {
    fn search(&self, request: &SearchRequest) -> Result<SearchPage, SearchError> {
        let snapshot = self.shared.ready()?;
        Search { snapshot: &snapshot, codebook: &self.shared.codebook }.page(request)
    }

    fn rank(
        &self,
        query: &Query,
        sort: Sort,
        clause: ClauseId,
        limit: usize,
    ) -> Result<Option<Rank>, SearchError> {
        let snapshot = self.shared.ready()?;
        Search { snapshot: &snapshot, codebook: &self.shared.codebook }
            .rank(query, sort, clause, limit)
    }

    fn resembling(&self, text: &str, limit: usize) -> Result<Vec<Hit>, SearchError> {
        let snapshot = self.shared.ready()?;
        Search { snapshot: &snapshot, codebook: &self.shared.codebook }.resembling(text, limit)
    }

    fn cursor(&self) -> Option<Cursor> {
        self.shared.snapshot.load().as_ref().map(|s| s.cursor.clone())
    }

    fn refresh(&self) -> Result<(), SearchError> {
        self.shared.refresh()
    }

    fn ids(&self) -> Result<Vec<ClauseId>, SearchError> {
        let snapshot = self.shared.ready()?;
        let mut ids = Vec::new();
        for segment in snapshot.searcher.segment_readers() {
            let segment = collect::ids(segment).map_err(engine("reading the ids in the index"))?;
            ids.extend(segment.into_iter().map(ClauseId::from_u64));
        }
        Ok(ids)
    }

    fn writer(&self) -> Result<Option<Box<dyn IndexWriter>>, SearchError> {
        match FileLock::attempt(&self.shared.lock).map_err(engine("locking the search index"))? {
            Attempt::HeldBy(_) => Ok(None),
            Attempt::Held(lock) => {
                let writer = writer::EmbeddedWriter::open(Arc::clone(&self.shared), lock)?;
                Ok(Some(Box::new(writer)))
            }
        }
    }
}

/// Searches in one snapshot.
struct Search<'a> {
    snapshot: &'a Snapshot,
    codebook: &'a Codebook,
}

impl Search<'_> {
    fn page(&self, request: &SearchRequest) -> Result<SearchPage, SearchError> {
        let failed = engine("searching");
        let searcher = &self.snapshot.searcher;
        let SearchRequest { query, sort, after, .. } = request;
        let order = Order::of(query, *sort, after.as_deref(), searcher).map_err(&failed)?;
        let order = Arc::new(order);
        let after = after.as_deref().map(|a| order.read_page_key(a)).transpose()?;
        let plan = plan::plan(&request.query, self.codebook);
        let limit = request.limit;
        let collector = PageCollector { order: Arc::clone(&order), after, limit };
        let mut found = self.collect(&plan, &collector).map_err(&failed)?;

        let more = found.top.len() > limit;
        found.top.truncate(limit);
        let mut hits = Vec::with_capacity(found.top.len());
        for (_, address) in &found.top {
            let mut hit = self.hit(*address)?;
            hit.fragments = self.fragments(&plan, &hit, *address);
            hits.push(hit);
        }
        let last = found.top.last().zip(hits.last()).filter(|_| more);
        let next = last.map(|((key, _), hit)| order.page_key(*key, hit));
        // The page before ends with `after` itself, which is not among what is before it.
        let previous = match limit.checked_sub(1).and_then(|last| found.before.get(last)) {
            Some((key, address)) => Some(order.page_key(*key, &self.hit(*address)?)),
            None => None,
        };
        let facets = self.facets(&request.query, found.facets).map_err(&failed)?;
        let (did_you_mean, without) = match request.after {
            None => self.suggestions(&request.query, found.total).map_err(&failed)?,
            Some(_) => (None, Vec::new()),
        };
        Ok(SearchPage {
            hits,
            total: found.total,
            next,
            previous,
            facets,
            years: found.years,
            did_you_mean,
            without,
            position: self.snapshot.cursor.position.clone(),
        })
    }

    fn resembling(&self, text: &str, limit: usize) -> Result<Vec<Hit>, SearchError> {
        let failed = engine("looking for a text");
        let Snapshot { searcher, fields, .. } = self.snapshot;
        let plan = resembling::plan(text, searcher, fields).map_err(&failed)?;
        let best = TopDocs::with_limit(limit).order_by_score();
        let found = self.collect(&plan, &best).map_err(&failed)?;
        found.into_iter().map(|(_, address)| self.hit(address)).collect()
    }

    /// The stored record of a clause, unmarked.
    fn hit(&self, address: DocAddress) -> Result<Hit, SearchError> {
        let document: TantivyDocument =
            self.snapshot.searcher.doc(address).map_err(engine("reading a hit"))?;
        let stored = document.get_first(self.snapshot.fields.hit);
        let stored = stored.as_ref().and_then(Value::as_bytes).unwrap_or_default();
        serde_json::from_slice(stored).map_err(engine("reading a hit"))
    }

    /// Counts by facet. Where the query requires a value of a single-valued facet, the facet's
    /// counts are of the query without: they say what another choice would find.
    fn facets(
        &self,
        query: &Query,
        mut counts: std::collections::BTreeMap<u64, u64>,
    ) -> Result<Vec<FacetCount>, TantivyError> {
        for facet in SINGLE {
            let Some(without) = query.without_field(facet.into()) else { continue };
            let plan = plan::plan(&without, self.codebook);
            let order = Arc::new(Order::new(Sort::Relevance, &self.snapshot.searcher)?);
            let found = self.collect(&plan, &PageCollector { order, after: None, limit: 0 })?;
            let range = facet_value(facet, 0)..=facet_value(facet, TERM_MASK);
            counts.retain(|value, _| !range.contains(value));
            counts.extend(found.facets.range(range));
        }
        let mut facets = Vec::with_capacity(counts.len());
        for facet in Facet::ALL {
            let range = facet_value(facet, 0)..=facet_value(facet, TERM_MASK);
            let start = facets.len();
            facets.extend(counts.range(range).map(|(value, count)| FacetCount {
                facet,
                term: value & TERM_MASK,
                count: *count,
            }));
            facets[start..].sort_by_key(|f: &FacetCount| (std::cmp::Reverse(f.count), f.term));
        }
        Ok(facets)
    }

    fn collect<C: Collector>(&self, plan: &Plan, collector: &C) -> Result<C::Fruit, TantivyError> {
        self.snapshot.searcher.search(&self.compile(plan), collector)
    }

    fn compile(&self, plan: &Plan) -> Box<dyn tantivy::query::Query> {
        let Snapshot { fields, stemmers, .. } = self.snapshot;
        Compiler { fields, stemmers }.compile(plan)
    }
}

/// Input and output errors as engine errors.
fn io_error(context: &'static str) -> impl Fn(io::Error) -> SearchError {
    engine(context)
}
