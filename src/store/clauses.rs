//! Clauses: what was said, and where.

use async_trait::async_trait;

use super::StoreError;
use crate::model::{ClauseId, ClauseRecord, Locator, Slug};

/// A place in the order of all clauses: source slug, then order in the source.
pub type OrderKey = (Slug, u32);

/// A current clause, or a source that has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The source.
    pub source: Slug,
    /// When its newest version was added, RFC 3339 in UTC.
    pub added: String,
    /// The clause.
    pub clause: Option<ClauseId>,
}

/// What reads clauses.
#[async_trait]
pub trait Clauses {
    /// One clause in the newest version that has it, current or not.
    async fn clause(&self, id: ClauseId) -> Result<Option<ClauseRecord>, StoreError>;

    /// The last of a clause's successors, itself where it has none.
    async fn last_wording(&self, id: ClauseId) -> Result<Option<ClauseId>, StoreError>;

    /// Whether an id was given out whose words are not held: the store was restored from an older
    /// backup.
    async fn is_forgotten(&self, id: ClauseId) -> Result<bool, StoreError>;

    /// The current clause at an address; for a division, its first clause.
    async fn clause_at(
        &self,
        source: &Slug,
        locator: &Locator,
    ) -> Result<Option<ClauseId>, StoreError>;

    /// Clauses in source order after a key: current ones, or with `all` every one ever held, in the
    /// newest version that has it. Clauses that are not current may share a key with others; then the page is
    /// longer than `limit` by as many as it takes not to end between them.
    async fn clauses(
        &self,
        all: bool,
        after: Option<&OrderKey>,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError>;

    /// Current clauses of a source from one order to another, both included.
    async fn clauses_between(
        &self,
        source: &Slug,
        first: u32,
        last: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError>;

    /// Superseded clauses that have all of these words, letter by letter.
    async fn superseded_with(
        &self,
        words: &[&str],
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError>;

    /// Current clauses from a source on, of that without the first `skipped`, by slug and in document
    /// order.
    async fn addresses(
        &self,
        from: &Slug,
        skipped: u32,
        limit: u32,
    ) -> Result<Vec<Address>, StoreError>;
}
