//! The store holds the truth: sources, their versions, clauses, annotations, claims and the feed of
//! changes that the search index follows.
//!
//! What comes in: whole [`Document`]s. What goes out: model types. Nothing above this module knows
//! which engine keeps the rows; only [`connect`] names one.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use async_trait::async_trait;

use crate::model::{ClaimRecord, ClauseRecord, Document, Slug};

mod changes;
mod claims;
mod clauses;
mod error;
mod headings;
mod issued_log;
pub mod lock;
mod news;
mod sources;
mod sqlite;
mod succession;
mod treaties;
mod versions;
mod vocabularies;

pub use changes::{Change, Changes, IndexedClause, Issued, Op, Position};
pub use claims::{Claims, DifferenceAspect, DifferenceFilter, FactKey};
pub use clauses::{Address, Clauses, OrderKey};
pub use error::StoreError;
pub use headings::{UNKNOWN, UNNAMED};
pub use news::{ClaimKey, ClaimNews, Feeds, Newest, News, NewsOf};
pub use sources::{AddressCount, Retraction, SourceList, SourceRecord, Sources, Standing};
pub use treaties::{ListedTreaty, Treaties, TreatyList, TreatyOrder, TreatyPlace, TreatyRecord};
pub use versions::{
    DivisionRecord, Extent, PlacedWording, Reading, Structure, VersionChange, VersionChanges,
    VersionRecord, Versions,
};
pub use vocabularies::{Facet, Term, Vocabularies};

/// What [`Store::put`] did with a document.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct PutReport {
    /// True where the same revision was held already and nothing was written.
    pub unchanged: bool,
    /// Clauses that are new in this version.
    pub new: usize,
    /// Clauses that the version before had too.
    pub kept: usize,
    /// Clauses of the version before that this one no longer has.
    pub superseded: usize,
}

impl PutReport {
    /// Whether this version has other wordings than the one before.
    #[must_use]
    pub fn changes_words(&self) -> bool {
        self.new > 0 || self.superseded > 0
    }
}

/// Totals over everything held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Totals {
    /// Treaties.
    pub treaties: u64,
    /// Sources.
    pub sources: u64,
    /// Current clauses.
    pub clauses: u64,
    /// Claims in current clauses.
    pub claims: u64,
}

/// Everything Pacta keeps. Speaks in whole aggregates and model types; what reads is told subject by subject.
#[async_trait]
pub trait Store:
    Clauses + Sources + Versions + Treaties + Claims + Vocabularies + Feeds + Changes + Send + Sync
{
    /// Stores one document: wholly there or not at all.
    async fn put(&self, document: &Document) -> Result<PutReport, StoreError>;

    /// Stores one document of a retracted source, which thereby is no longer retracted.
    async fn reinstate(&self, document: &Document) -> Result<PutReport, StoreError>;

    /// Takes a source back: its clauses leave everything that is listed and counted. Returns how many.
    async fn retract(&self, source: &Slug, reason: &str) -> Result<usize, StoreError>;

    /// Renames a source or a treaty. The old name leads on to it for ever.
    async fn rename(&self, facet: Facet, old: &Slug, new: &Slug) -> Result<(), StoreError>;

    /// Writes everything held to one file, while others read and write.
    async fn backup(&self, file: &Path) -> Result<(), StoreError>;

    /// What is held at this moment, to be read at leisure while others write.
    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError>;

    /// Totals over everything held.
    async fn totals(&self) -> Result<Totals, StoreError>;

    /// Waits for what is under way and closes the files.
    async fn close(&self);
}

/// What was held at one moment. As long as it lives, the engine keeps what others overwrite meanwhile.
#[async_trait]
pub trait Snapshot: Send {
    /// Where the feed stood.
    async fn position(&mut self) -> Result<Position, StoreError>;

    /// Totals over everything held.
    async fn totals(&mut self) -> Result<Totals, StoreError>;

    /// Clauses as [`Clauses::clauses`] gives them.
    async fn clauses(
        &mut self,
        all: bool,
        after: Option<&OrderKey>,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError>;

    /// Claims of the first source after this one that makes any, in document order; none where all were
    /// read.
    async fn claims(&mut self, after: Option<&Slug>) -> Result<Vec<ClaimRecord>, StoreError>;
}

/// Whether a data folder holds a store.
#[must_use]
pub fn is_held(folder: &Path) -> bool {
    folder.join(sqlite::schema::FILE).is_file()
}

/// Opens the store in a data folder, making it where it is absent.
///
/// # Errors
/// [`StoreError::Newer`] where a newer version wrote it; [`StoreError::Engine`] where the folder
/// can't be used.
pub async fn connect(folder: &Path) -> Result<Arc<dyn Store>, StoreError> {
    Ok(Arc::new(sqlite::SqliteStore::open(folder).await?))
}

/// Puts a backup in place of a data folder's store, which nobody may have open. The log of issued
/// ids stays, and the store before is kept beside; returns where.
///
/// # Errors
/// [`StoreError::Backup`] where the file is no whole backup, [`StoreError::Newer`] where a newer
/// version wrote it, [`StoreError::InUse`] and [`StoreError::Busy`] where others are at work.
pub async fn restore(folder: &Path, file: &Path) -> Result<Option<PathBuf>, StoreError> {
    sqlite::backup::restore(folder, file).await
}
