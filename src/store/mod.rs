//! The store holds the truth: sources, their versions, clauses, annotations, claims and the feed of
//! changes that the search index follows.
//!
//! What comes in: whole [`Document`]s. What goes out: model types. Nothing above this module knows
//! which engine keeps the rows; only [`connect`] names one.

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use async_trait::async_trait;

use crate::model::{
    ClaimRecord, ClauseId, ClauseRecord, Document, Fact, Locator, Original, Property, RevisionHash,
    Slug, SourceType,
};

mod error;
mod headings;
mod issued_log;
pub mod lock;
mod records;
mod sqlite;
mod succession;

pub use error::StoreError;
pub use headings::{UNKNOWN, UNNAMED};
pub use records::{
    Change, DifferenceAspect, DifferenceFilter, DivisionRecord, Extent, Facet, FactKey,
    IndexedClause, Issued, ListedTreaty, News, Op, OrderKey, PlacedWording, Position, PutReport,
    Reading, Retraction, SourceList, SourceRecord, Standing, Structure, Term, Totals, TreatyList,
    TreatyOrder, TreatyPlace, TreatyRecord, VersionChange, VersionChanges, VersionRecord,
};

/// Everything Pacta keeps. Speaks in whole aggregates and model types.
#[async_trait]
pub trait Store: Send + Sync {
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

    /// The newest version's hash of a source, where held.
    async fn revision(&self, source: &Slug) -> Result<Option<RevisionHash>, StoreError>;

    /// One clause in the newest version that has it, current or not.
    async fn clause(&self, id: ClauseId) -> Result<Option<ClauseRecord>, StoreError>;

    /// The last of a clause's successors, itself where it has none.
    async fn last_wording(&self, id: ClauseId) -> Result<Option<ClauseId>, StoreError>;

    /// Whether an id was given out whose words are not held: the store was restored from an older
    /// backup.
    async fn is_forgotten(&self, id: ClauseId) -> Result<bool, StoreError>;

    /// The source that a slug names or has named, retracted or not.
    async fn standing(&self, slug: &Slug) -> Result<Option<Standing>, StoreError>;

    /// The sources, `most` of them, that were once on a treaty and are no more: taken back, or of another
    /// treaty now. Those first that were so last.
    async fn departed(&self, treaty: &Slug, most: u32) -> Result<Vec<Standing>, StoreError>;

    /// The slug that a treaty goes by which has or had this one.
    async fn treaty_name(&self, slug: &Slug) -> Result<Option<Slug>, StoreError>;

    /// The versions of a source, newest first.
    async fn versions(&self, source: &Slug) -> Result<Vec<VersionRecord>, StoreError>;

    /// What a version changed; of its changes those in `range`.
    async fn version(
        &self,
        source: &Slug,
        number: u32,
        range: Range<usize>,
    ) -> Result<Option<VersionChanges>, StoreError>;

    /// The current clause at an address; for a division, its first clause.
    async fn clause_at(
        &self,
        source: &Slug,
        locator: &Locator,
    ) -> Result<Option<ClauseId>, StoreError>;

    /// What a source's newest version was derived from; none where it was stored before inputs were
    /// kept.
    async fn original(&self, source: &Slug) -> Result<Option<Original>, StoreError>;
    /// A source, where held.
    async fn source(&self, slug: &Slug) -> Result<Option<SourceRecord>, StoreError>;

    /// All sources, newest version first. For what walks through everything; pages ask for less.
    async fn sources(&self) -> Result<Vec<SourceRecord>, StoreError>;

    /// The sources of a list after one of them, newest version first; those of a treaty texts first, then
    /// officials, then reports. `None` where `after` is none of them.
    async fn sources_listed(
        &self,
        list: &SourceList,
        after: Option<&Slug>,
        limit: u32,
    ) -> Result<Option<Vec<SourceRecord>>, StoreError>;

    /// How many sources there are of each type, of a treaty or of all.
    async fn sources_counted(
        &self,
        treaty: Option<&Slug>,
    ) -> Result<Vec<(SourceType, u64)>, StoreError>;

    /// Those of these sources that are held, in any order.
    async fn sources_named(&self, slugs: &[&Slug]) -> Result<Vec<SourceRecord>, StoreError>;

    /// The sources of a treaty: its texts first, then officials, then reports, each newest first.
    async fn sources_of(&self, treaty: &Slug) -> Result<Vec<SourceRecord>, StoreError>;
    /// A source's newest version with its text, and of its clauses those with these orders.
    async fn reading(&self, slug: &Slug, orders: Range<u32>)
    -> Result<Option<Reading>, StoreError>;

    /// How a source's newest version is built, where held.
    async fn structure(&self, source: &Slug) -> Result<Option<Structure>, StoreError>;

    /// The orders of a source's current clauses that carry a value.
    async fn orders_with(
        &self,
        source: &Slug,
        facet: Facet,
        value: &Slug,
    ) -> Result<Vec<u32>, StoreError>;

    /// The divisions of a source's newest version in document order; none where it is no treaty text.
    async fn divisions(&self, source: &Slug) -> Result<Vec<DivisionRecord>, StoreError>;
    /// A treaty, where held.
    async fn treaty(&self, slug: &Slug) -> Result<Option<TreatyRecord>, StoreError>;

    /// Those of these treaties that are held, in any order.
    async fn treaties_named(&self, slugs: &[&Slug]) -> Result<Vec<TreatyRecord>, StoreError>;

    /// The treaty with this title, whatever its case; none where several have it.
    async fn treaty_titled(&self, title: &str) -> Result<Option<Slug>, StoreError>;
    /// All treaties by title. For what walks through everything; pages ask for less.
    async fn treaties(&self) -> Result<Vec<TreatyRecord>, StoreError>;

    /// The treaties of exactly these parties, alpha-3, sorted.
    async fn treaties_between(&self, parties: &[String]) -> Result<Vec<TreatyRecord>, StoreError>;

    /// The treaties of a list from a place on.
    async fn treaties_listed(
        &self,
        list: &TreatyList,
        from: &TreatyPlace,
        limit: u32,
    ) -> Result<Vec<ListedTreaty>, StoreError>;

    /// The headings of a list of treaties, in its order.
    async fn treaty_headings(&self, list: &TreatyList) -> Result<Vec<String>, StoreError>;

    /// How many treaties are listed, and of how many of them a text is held; of a party (alpha-3) or of
    /// all.
    async fn treaties_counted(&self, party: Option<&str>) -> Result<(u64, u64), StoreError>;

    /// The parties of listed treaties, alpha-3, each with how many treaties it has.
    async fn parties_counted(&self) -> Result<Vec<(String, u64)>, StoreError>;

    /// What one clause claims, in the newest version that has it.
    async fn claims_of_clause(&self, id: ClauseId) -> Result<Vec<ClaimRecord>, StoreError>;

    /// Claims of a treaty's current clauses.
    async fn claims(&self, treaty: &Slug) -> Result<Vec<ClaimRecord>, StoreError>;

    /// The values that current clauses give to a property of these treaties, each once for each type of
    /// source, by treaty.
    async fn values_of(
        &self,
        property: Property,
        treaties: &[&Slug],
    ) -> Result<Vec<(Slug, SourceType, String)>, StoreError>;

    /// The places of a treaty that current clauses of its reports and official statements refer to,
    /// each with the clause, by source and in document order.
    async fn reported_places(&self, treaty: &Slug) -> Result<Vec<(Locator, ClauseId)>, StoreError>;

    /// The facts of a treaty, each with at most so many claims of a value.
    async fn facts(&self, treaty: &Slug, shown: u32) -> Result<Vec<Fact>, StoreError>;

    /// Those of these facts of which something is claimed, each with at most so many claims of a value.
    async fn facts_on(&self, keys: &[FactKey], shown: u32) -> Result<Vec<Fact>, StoreError>;

    /// Where sources differ, by treaty, property and least value, after a difference; `None` where
    /// `after` is none any more.
    async fn differences(
        &self,
        filter: &DifferenceFilter,
        after: Option<&FactKey>,
        limit: u32,
    ) -> Result<Option<Vec<FactKey>>, StoreError>;

    /// How many differences there are, and how many claims on them.
    async fn differences_counted(
        &self,
        filter: &DifferenceFilter,
    ) -> Result<(u64, u64), StoreError>;

    /// The values that differences have in an aspect, each with the title where it is a treaty, and with
    /// how many there are; of more than `limit` treaties those with most.
    async fn differences_by(
        &self,
        filter: &DifferenceFilter,
        aspect: DifferenceAspect,
        limit: u32,
    ) -> Result<Vec<(String, String, u64)>, StoreError>;

    /// The values of a vocabulary that current clauses carry, by label, counted.
    async fn terms(&self, facet: Facet) -> Result<Vec<Term>, StoreError>;

    /// Those of these values of a vocabulary that current clauses carry, counted.
    async fn terms_named(&self, facet: Facet, slugs: &[Slug]) -> Result<Vec<Term>, StoreError>;

    /// The sources of a treaty and of a type, or of all; those first whose words changed last.
    async fn newest_sources(
        &self,
        treaty: Option<&Slug>,
        r#type: Option<SourceType>,
    ) -> Result<Vec<News>, StoreError>;

    /// The treaties of the party with this code, or all; those first of which a source's words changed
    /// last.
    async fn newest_treaties(&self, party: Option<&str>) -> Result<Vec<News>, StoreError>;

    /// The values of a vocabulary that current clauses carry; those first in whose sources words
    /// changed last.
    async fn newest_terms(&self, facet: Facet) -> Result<Vec<News>, StoreError>;

    /// The terms with these numbers, uncounted.
    async fn terms_by_id(&self, ids: &[u64]) -> Result<Vec<Term>, StoreError>;

    /// Current clauses that carry a value, in source order, after a key.
    async fn clauses_with(
        &self,
        facet: Facet,
        value: &Slug,
        after: Option<&OrderKey>,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError>;

    /// The first `limit` current clauses of a source that carry a value, in document order.
    async fn clauses_of(
        &self,
        source: &Slug,
        facet: Facet,
        value: &Slug,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError>;

    /// The values of a vocabulary that these clauses carry, as far as they are current.
    async fn terms_of(
        &self,
        facet: Facet,
        clauses: &[ClauseId],
    ) -> Result<Vec<(ClauseId, Slug)>, StoreError>;

    /// Values of `beside` on the current clauses that carry `value`, most frequent first.
    async fn terms_beside(
        &self,
        facet: Facet,
        value: &Slug,
        beside: Facet,
    ) -> Result<Vec<Term>, StoreError>;

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

    /// Ids of a source's current clauses in order, after the first `skipped`.
    async fn current_ids(
        &self,
        source: &Slug,
        skipped: u32,
        limit: u32,
    ) -> Result<Vec<ClauseId>, StoreError>;

    /// What is held at this moment, to be read at leisure while others write.
    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError>;

    /// Totals over everything held.
    async fn totals(&self) -> Result<Totals, StoreError>;

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

    /// Clauses as [`Store::clauses`] gives them.
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
