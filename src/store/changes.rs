//! The feed of changes that the index follows.

use async_trait::async_trait;

use super::{StoreError, Term};
use crate::model::{ClauseId, ClauseRecord};

/// What happened to a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// It was placed, or placed anew with other annotations.
    Put,
    /// It no longer stands in the newest version of its source.
    Delete,
}

/// One entry of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number, from 1, without gaps.
    pub seq: u64,
    /// Which clause.
    pub clause: ClauseId,
    /// What happened.
    pub op: Op,
    /// BLAKE3(previous head, entry, content hash), hexadecimal: says which history this is.
    pub head: String,
}

/// Where the feed stands: the last entry's number and head. `seq` 0 has an empty head.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub struct Position {
    /// Number of the last entry.
    pub seq: u64,
    /// Its head.
    pub head: String,
}

/// A current clause with everything that the search index keeps of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedClause {
    /// The clause.
    pub record: ClauseRecord,
    /// Title of its source.
    pub source_title: String,
    /// Title of its treaty.
    pub treaty_title: String,
    /// The treaty's parties, alpha-3, sorted.
    pub treaty_parties: Vec<String>,
    /// Its vocabulary values, over all facets.
    pub terms: Vec<Term>,
    /// When its wording came.
    pub issued: Issued,
}

/// When a wording was first held, and its id given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// Goes up with every version of any source: what came later has a greater number.
    pub version: u64,
    /// RFC 3339 in UTC.
    pub at: String,
}

/// What reads the feed of changes.
#[async_trait]
pub trait Changes {
    /// Where the feed stands.
    async fn position(&self) -> Result<Position, StoreError>;

    /// The head of entry `seq`, where there is such an entry.
    async fn head_at(&self, seq: u64) -> Result<Option<String>, StoreError>;

    /// Entries after `seq`, oldest first.
    async fn changes(&self, after: u64, limit: u32) -> Result<Vec<Change>, StoreError>;

    /// Whether clauses were only put after entry `seq`, and none was taken back or superseded.
    async fn only_put_since(&self, seq: u64) -> Result<bool, StoreError>;

    /// Those of these clauses that are current, with what the index keeps of them.
    async fn indexed(&self, ids: &[ClauseId]) -> Result<Vec<IndexedClause>, StoreError>;
}
