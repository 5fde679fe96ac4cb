//! Full-text search over current clauses: derived from the store, never the truth.
//!
//! What comes in: the store's change feed (see [`follow`]) and [`Query`]s. What goes out: pages of
//! [`Hit`]s with facet counts, from one snapshot. Only [`open`] names an engine.

use std::{path::Path, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    annotate::Codebook,
    model::{Annotations, ClauseId, Kind, Locator, Slug, SourceType},
    store::{Facet, IndexedClause, Position},
};

mod embedded;
pub mod follow;
mod names;
pub mod query;
pub(crate) mod words;
mod years;

pub use names::by_present_names;
pub use query::{DateRange, Field, Filter, Query, QueryError};
pub use years::{Period, Years};

/// Why the index could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// There is no index yet, or it is being built for the first time.
    #[error("the search index is being built")]
    NotReady,
    /// `after` is not a key that a page gave.
    #[error("'after' is not a page key")]
    PageKey,
    /// The engine or its files failed.
    #[error("{context}: {source}")]
    Engine {
        /// What was being done.
        context: &'static str,
        /// The engine's own error, for the log.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// What the index has seen: which schema built it and where in which history it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Names the schema, the tokenizers and the codebook's expansions that built it.
    pub fingerprint: String,
    /// The last change it holds.
    #[serde(flatten)]
    pub position: Position,
}

/// The order of hits. Ties go by clause id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// By the earliest date in the clause; clauses without dates last.
    Date,
    /// As the sources have them.
    Document,
    /// Those first whose wording was issued last; of one version as its source has them.
    Newest,
}

impl Sort {
    /// Its name in addresses; none for the first, which needs none.
    #[must_use]
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Relevance => None,
            Self::Date => Some("date"),
            Self::Document => Some("document"),
            Self::Newest => Some("newest"),
        }
    }
}

/// What to search for and how to answer.
#[derive(Debug, Clone)]
pub struct SearchRequest {
    /// The query.
    pub query: Query,
    /// The order.
    pub sort: Sort,
    /// The key of the page before, as its [`SearchPage::next`] gave it.
    pub after: Option<String>,
    /// How many hits at the most.
    pub limit: usize,
}

/// A stretch of a clause's text, marked where the query matched it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragment {
    /// The words, unescaped.
    pub text: String,
    /// Whether the query matched exactly these.
    pub marked: bool,
}

/// A clause as it is shown in a list of hits; kept whole in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The clause.
    pub id: ClauseId,
    /// Its treaty.
    pub treaty: Slug,
    /// The treaty's title.
    pub treaty_title: String,
    /// Its source.
    pub source: Slug,
    /// The source's title.
    pub source_title: String,
    /// The source's type.
    pub r#type: SourceType,
    /// Where it stands.
    pub locator: Locator,
    /// Its place in the document, from 0.
    pub order: u32,
    /// The divisions that it stands in, outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub breadcrumb: Vec<String>,
    /// What it is.
    pub kind: Kind,
    /// BCP 47 language.
    pub language: String,
    /// The words.
    pub text: String,
    /// When its wording was issued, RFC 3339 in UTC.
    pub issued: String,
    /// What was read in it.
    #[serde(flatten)]
    pub annotations: Annotations,
    /// The text cut into matched and other stretches; all of them together are `text`.
    #[serde(default, skip_deserializing)]
    pub fragments: Vec<Fragment>,
}

/// How many hits carry one value of a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    /// Which vocabulary.
    pub facet: Facet,
    /// The value's number in the store ([`crate::store::Term::id`]).
    pub term: u64,
    /// Hits that carry it.
    pub count: u64,
}

/// One page of hits with counts over all hits, from one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchPage {
    /// Hits in order.
    pub hits: Vec<Hit>,
    /// All hits, on every page together.
    pub total: u64,
    /// The key of the next page, where there is one.
    pub next: Option<String>,
    /// On a later page: the key of the page before, none where that is the first.
    pub previous: Option<String>,
    /// Counts, most frequent first within a facet. Domain, party, institution and source are under
    /// all filters; kind, treaty, type and language leave out their own filter.
    pub facets: Vec<FacetCount>,
    /// Hits by the years of the dates in them, under all filters.
    pub years: Years,
    /// On the first page, where a word or value is nowhere: the query with the nearest that is.
    pub did_you_mean: Option<Suggestion>,
    /// On the first page, where nothing is found: the query without one of its parts each.
    pub without: Vec<Suggestion>,
    /// The snapshot.
    pub position: Position,
}

/// Another query, with what it finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The query.
    pub query: Query,
    /// What changed: the part that was left out, or the query as it is put right.
    pub part: String,
    /// Its hits.
    pub total: u64,
}

/// Where a clause stands among the hits of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rank {
    /// From 1.
    pub rank: u64,
    /// All hits.
    pub total: u64,
    /// The hit before it.
    pub previous: Option<ClauseId>,
    /// The hit after it.
    pub next: Option<ClauseId>,
    /// What [`SearchRequest::after`] leads to the page that it is on; none for the first page.
    pub page: Option<String>,
    /// The clause's text, marked where the query matched it.
    pub fragments: Vec<Fragment>,
}

/// Something to do to the index.
#[derive(Debug, Clone)]
pub enum IndexOp {
    /// Put this clause, replacing what was there under its id.
    Put(Box<IndexedClause>),
    /// Take this clause out.
    Delete(ClauseId),
}

/// A search index that readers use and one follower at a time writes.
pub trait SearchIndex: Send + Sync {
    /// Answers a query. Blocks: call it where blocking is allowed.
    ///
    /// # Errors
    /// [`SearchError::NotReady`] where there is no index yet.
    fn search(&self, request: &SearchRequest) -> Result<SearchPage, SearchError>;

    /// Where a clause stands among the hits of a query, in pages of `limit`; `None` where it is no hit.
    /// Blocks as [`SearchIndex::search`] does.
    ///
    /// # Errors
    /// [`SearchError::NotReady`] where there is no index yet.
    fn rank(
        &self,
        query: &Query,
        sort: Sort,
        clause: ClauseId,
        limit: usize,
    ) -> Result<Option<Rank>, SearchError>;

    /// The clauses that have most of a text's words and of their order, the likeliest first, unmarked.
    /// Blocks as [`SearchIndex::search`] does.
    ///
    /// # Errors
    /// [`SearchError::NotReady`] where there is no index yet.
    fn resembling(&self, text: &str, limit: usize) -> Result<Vec<Hit>, SearchError>;

    /// What readers see now, or `None` where there is no index.
    fn cursor(&self) -> Option<Cursor>;

    /// Sees what another process committed or swapped in since.
    ///
    /// # Errors
    /// When the files can't be read.
    fn refresh(&self) -> Result<(), SearchError>;

    /// Every clause id in the index, for checking it against the store.
    ///
    /// # Errors
    /// When the files can't be read.
    fn ids(&self) -> Result<Vec<ClauseId>, SearchError>;

    /// Becomes the one follower, or `None` while another process is.
    ///
    /// # Errors
    /// When the lock or the files can't be used.
    fn writer(&self) -> Result<Option<Box<dyn IndexWriter>>, SearchError>;
}

/// The one follower's hold on the index. Dropping it lets another process follow.
pub trait IndexWriter: Send {
    /// What the index being written holds, or `None` where it is new, foreign or damaged.
    fn cursor(&self) -> Option<Cursor>;

    /// Whether its files are still where readers look for them.
    fn in_place(&self) -> bool;

    /// Starts a new, empty index beside the one that readers use.
    ///
    /// # Errors
    /// When the folder can't be made.
    fn start_over(&mut self) -> Result<(), SearchError>;

    /// Does these operations and commits them together with the position they lead to.
    ///
    /// # Errors
    /// When the engine fails; the last commit stays as it was.
    fn apply(&mut self, ops: Vec<IndexOp>, position: &Position) -> Result<(), SearchError>;

    /// Shows readers what was committed; after [`IndexWriter::start_over`] swaps the new index in.
    ///
    /// # Errors
    /// When the swap can't be made durable.
    fn publish(&mut self) -> Result<(), SearchError>;
}

/// Opens the index in a data folder. It may be absent: then searching is [`SearchError::NotReady`]
/// until a follower has built it.
///
/// # Errors
/// When the folder can't be used.
pub fn open(folder: &Path, codebook: Arc<Codebook>) -> Result<Arc<dyn SearchIndex>, SearchError> {
    Ok(Arc::new(embedded::EmbeddedIndex::open(folder, codebook)?))
}
