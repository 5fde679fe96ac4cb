//! The store in one `SQLite` file.
//!
//! What comes in: documents, one transaction each, through the one connection that writes. What
//! goes out: model types, read by connections that can't write. A lock file keeps the writers of
//! several processes apart, for the length of one transaction only.

use std::{
    ops::Range,
    path::{Path, PathBuf},
    time::Duration,
};

use async_trait::async_trait;
use sqlx::{Sqlite, SqlitePool, Transaction};

use self::{
    rows::during,
    turn::{LOCK_WAIT, Turn, lock},
};
use super::{
    Change, DifferenceAspect, DifferenceFilter, DivisionRecord, Facet, FactKey, IndexedClause,
    ListedTreaty, News, OrderKey, Position, PutReport, Reading, Snapshot, SourceList, SourceRecord,
    Standing, Store, StoreError, Structure, Term, Totals, TreatyList, TreatyPlace, TreatyRecord,
    VersionChanges, VersionRecord,
    issued_log::IssuedLog,
    lock::{Attempt, FileLock},
};
use crate::model::{
    ClaimRecord, ClauseId, ClauseRecord, Document, Fact, Locator, Original, Property, RevisionHash,
    Slug, SourceType,
};

pub(super) mod backup;
mod differences;
mod divisions;
mod extents;
mod feed;
mod issued;
mod listing;
mod names;
mod news;
mod originals;
mod placing;
mod put;
mod read;
mod references;
mod retraction;
mod rows;
pub(super) mod schema;
mod snapshot;
mod source_list;
mod sql;
mod succession;
#[cfg(test)]
mod tests;
mod treaties;
mod treaty_list;
mod turn;
mod versions;
mod vocabulary;

/// Shared by all who have the store open.
const OPEN_LOCK: &str = "open.lock";

/// Everything Pacta keeps, in `pacta.db`.
pub(super) struct SqliteStore {
    folder: PathBuf,
    lock_wait: Duration,
    writer: SqlitePool,
    readers: SqlitePool,
    log: IssuedLog,
    /// Held while the store is open, so that nobody puts another file in its place.
    _open: FileLock,
}

impl SqliteStore {
    /// Opens the store in `folder`, making both where they are absent.
    ///
    /// # Errors
    /// [`StoreError::Newer`] where a newer version wrote it, [`StoreError::Busy`] where it has to
    /// be brought up to date and a neighbour writes, [`StoreError::Engine`] for all else.
    pub(super) async fn open(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(during("making the data folder"))?;
        let open = match FileLock::share(&folder.join(OPEN_LOCK)) {
            Ok(Attempt::Held(open)) => open,
            Ok(Attempt::HeldBy(pid)) => {
                return Err(StoreError::Busy { pid, folder: folder.display().to_string() });
            }
            Err(error) => return Err(during("locking the data folder")(error)),
        };
        let path = folder.join(schema::FILE);
        let shape = schema::shape(&path).await?;
        let writer = schema::writer(&path).await?;
        if shape == schema::Shape::Older {
            let _lock = lock(folder, LOCK_WAIT).await?;
            schema::migrate(&writer).await?;
        }
        let log = IssuedLog::of(folder);
        let mut connection = writer.acquire().await.map_err(during("opening the database"))?;
        if !issued::agree(&mut connection, &log).await? {
            // Who writes at this moment appends what it has just issued; then there is nothing left
            // to do.
            let _lock = lock(folder, LOCK_WAIT).await?;
            issued::reconcile(&mut connection, &log).await?;
        }
        let is_due = listing::is_due(&mut connection).await?;
        drop(connection);
        if is_due {
            let mut turn = Turn::take(&writer, folder, LOCK_WAIT).await?;
            let mut transaction = turn.begin().await?;
            listing::fill(&mut transaction).await?;
            transaction.commit().await.map_err(during("ending a transaction"))?;
        }
        let readers = schema::readers(&path).await?;
        Ok(Self {
            folder: folder.to_owned(),
            lock_wait: LOCK_WAIT,
            writer,
            readers,
            log,
            _open: open,
        })
    }

    /// Stores one document, and its new ids in the log, before either is acknowledged.
    async fn store(&self, document: &Document, again: bool) -> Result<PutReport, StoreError> {
        let mut turn = self.turn().await?;
        let mut transaction = turn.begin().await?;
        let stored = put::put(&mut transaction, document, again).await;
        match stored {
            Ok(PutReport { unchanged: false, .. }) => transaction.commit().await,
            _ => transaction.rollback().await,
        }
        .map_err(during("ending a transaction"))?;
        if stored.as_ref().is_ok_and(|report| !report.unchanged) {
            issued::reconcile(&mut turn.writer, &self.log).await?;
        }
        stored
    }

    /// Waits until this task may write.
    async fn turn(&self) -> Result<Turn, StoreError> {
        Turn::take(&self.writer, &self.folder, self.lock_wait).await
    }

    /// A connection that sees one state of the store, however many queries it is asked.
    async fn reader(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        self.readers.begin().await.map_err(during("reading the database"))
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn put(&self, document: &Document) -> Result<PutReport, StoreError> {
        self.store(document, false).await
    }

    async fn reinstate(&self, document: &Document) -> Result<PutReport, StoreError> {
        self.store(document, true).await
    }

    async fn retract(&self, source: &Slug, reason: &str) -> Result<usize, StoreError> {
        let mut turn = self.turn().await?;
        let mut transaction = turn.begin().await?;
        let clauses = retraction::retract(&mut transaction, source, reason).await?;
        transaction.commit().await.map_err(during("ending a transaction"))?;
        Ok(clauses)
    }

    async fn rename(&self, facet: Facet, old: &Slug, new: &Slug) -> Result<(), StoreError> {
        let mut turn = self.turn().await?;
        let mut transaction = turn.begin().await?;
        names::rename(&mut transaction, facet, old, new).await?;
        transaction.commit().await.map_err(during("ending a transaction"))
    }

    async fn backup(&self, file: &Path) -> Result<(), StoreError> {
        backup::backup(&self.folder, file).await
    }

    async fn revision(&self, source: &Slug) -> Result<Option<RevisionHash>, StoreError> {
        read::revision(&mut *self.reader().await?, source).await
    }

    async fn clause(&self, id: ClauseId) -> Result<Option<ClauseRecord>, StoreError> {
        read::clause(&mut *self.reader().await?, id).await
    }

    async fn last_wording(&self, id: ClauseId) -> Result<Option<ClauseId>, StoreError> {
        succession::last_wording(&mut *self.reader().await?, id).await
    }

    async fn is_forgotten(&self, id: ClauseId) -> Result<bool, StoreError> {
        issued::is_forgotten(&mut *self.reader().await?, id).await
    }

    async fn standing(&self, slug: &Slug) -> Result<Option<Standing>, StoreError> {
        names::standing(&mut *self.reader().await?, slug).await
    }

    async fn departed(&self, treaty: &Slug, most: u32) -> Result<Vec<Standing>, StoreError> {
        names::departed(&mut *self.reader().await?, treaty, most).await
    }

    async fn treaty_name(&self, slug: &Slug) -> Result<Option<Slug>, StoreError> {
        names::treaty(&mut *self.reader().await?, slug).await
    }

    async fn versions(&self, source: &Slug) -> Result<Vec<VersionRecord>, StoreError> {
        versions::all(&mut *self.reader().await?, source).await
    }

    async fn version(
        &self,
        source: &Slug,
        number: u32,
        range: Range<usize>,
    ) -> Result<Option<VersionChanges>, StoreError> {
        versions::changes(&mut *self.reader().await?, source, number, range).await
    }

    async fn clause_at(
        &self,
        source: &Slug,
        locator: &Locator,
    ) -> Result<Option<ClauseId>, StoreError> {
        read::clause_at(&mut *self.reader().await?, source, locator).await
    }

    async fn original(&self, source: &Slug) -> Result<Option<Original>, StoreError> {
        originals::of(&mut *self.reader().await?, source).await
    }

    async fn source(&self, slug: &Slug) -> Result<Option<SourceRecord>, StoreError> {
        read::source(&mut *self.reader().await?, slug).await
    }

    async fn sources(&self) -> Result<Vec<SourceRecord>, StoreError> {
        read::sources(&mut *self.reader().await?).await
    }

    async fn sources_listed(
        &self,
        list: &SourceList,
        after: Option<&Slug>,
        limit: u32,
    ) -> Result<Option<Vec<SourceRecord>>, StoreError> {
        source_list::after(&mut *self.reader().await?, list, after, limit).await
    }

    async fn sources_counted(
        &self,
        treaty: Option<&Slug>,
    ) -> Result<Vec<(SourceType, u64)>, StoreError> {
        source_list::counted(&mut *self.reader().await?, treaty).await
    }

    async fn sources_named(&self, slugs: &[&Slug]) -> Result<Vec<SourceRecord>, StoreError> {
        source_list::named_so(&mut *self.reader().await?, slugs).await
    }

    async fn sources_of(&self, treaty: &Slug) -> Result<Vec<SourceRecord>, StoreError> {
        read::sources_of(&mut *self.reader().await?, treaty).await
    }

    async fn reading(
        &self,
        slug: &Slug,
        orders: Range<u32>,
    ) -> Result<Option<Reading>, StoreError> {
        read::reading(&mut *self.reader().await?, slug, orders).await
    }

    async fn structure(&self, source: &Slug) -> Result<Option<Structure>, StoreError> {
        let mut snapshot = self.reader().await?;
        let Some(revision) = read::revision(&mut snapshot, source).await? else {
            return Ok(None);
        };
        let extents = extents::of(&mut snapshot, source).await?;
        let divisions = divisions::of(&mut snapshot, source).await?;
        Ok(Some(Structure { revision, extents, divisions }))
    }

    async fn orders_with(
        &self,
        source: &Slug,
        facet: Facet,
        value: &Slug,
    ) -> Result<Vec<u32>, StoreError> {
        extents::orders_with(&mut *self.reader().await?, source, facet, value).await
    }

    async fn divisions(&self, source: &Slug) -> Result<Vec<DivisionRecord>, StoreError> {
        divisions::of(&mut *self.reader().await?, source).await
    }

    async fn treaty(&self, slug: &Slug) -> Result<Option<TreatyRecord>, StoreError> {
        read::treaty(&mut *self.reader().await?, slug).await
    }

    async fn treaties_named(&self, slugs: &[&Slug]) -> Result<Vec<TreatyRecord>, StoreError> {
        treaty_list::named_so(&mut *self.reader().await?, slugs).await
    }

    async fn treaty_titled(&self, title: &str) -> Result<Option<Slug>, StoreError> {
        read::treaty_titled(&mut *self.reader().await?, title).await
    }

    async fn treaties(&self) -> Result<Vec<TreatyRecord>, StoreError> {
        read::treaties(&mut *self.reader().await?).await
    }

    async fn treaties_between(&self, parties: &[String]) -> Result<Vec<TreatyRecord>, StoreError> {
        treaty_list::between(&mut *self.reader().await?, parties).await
    }

    async fn treaties_listed(
        &self,
        list: &TreatyList,
        from: &TreatyPlace,
        limit: u32,
    ) -> Result<Vec<ListedTreaty>, StoreError> {
        treaty_list::from(&mut *self.reader().await?, list, from, limit).await
    }

    async fn treaty_headings(&self, list: &TreatyList) -> Result<Vec<String>, StoreError> {
        treaty_list::headings(&mut *self.reader().await?, list).await
    }

    async fn treaties_counted(&self, party: Option<&str>) -> Result<(u64, u64), StoreError> {
        treaty_list::counted(&mut *self.reader().await?, party).await
    }

    async fn parties_counted(&self) -> Result<Vec<(String, u64)>, StoreError> {
        treaty_list::parties(&mut *self.reader().await?).await
    }

    async fn claims_of_clause(&self, id: ClauseId) -> Result<Vec<ClaimRecord>, StoreError> {
        read::claims_of_clause(&mut *self.reader().await?, id).await
    }

    async fn claims(&self, treaty: &Slug) -> Result<Vec<ClaimRecord>, StoreError> {
        read::claims(&mut *self.reader().await?, treaty).await
    }

    async fn values_of(
        &self,
        property: Property,
        treaties: &[&Slug],
    ) -> Result<Vec<(Slug, SourceType, String)>, StoreError> {
        treaty_list::values_of(&mut *self.reader().await?, property, treaties).await
    }

    async fn reported_places(&self, treaty: &Slug) -> Result<Vec<(Locator, ClauseId)>, StoreError> {
        references::to_treaty(&mut *self.reader().await?, treaty).await
    }

    async fn facts(&self, treaty: &Slug, shown: u32) -> Result<Vec<Fact>, StoreError> {
        differences::facts_of(&mut *self.reader().await?, treaty, shown).await
    }

    async fn facts_on(&self, keys: &[FactKey], shown: u32) -> Result<Vec<Fact>, StoreError> {
        differences::facts_on(&mut *self.reader().await?, keys, shown).await
    }

    async fn differences(
        &self,
        filter: &DifferenceFilter,
        after: Option<&FactKey>,
        limit: u32,
    ) -> Result<Option<Vec<FactKey>>, StoreError> {
        differences::after(&mut *self.reader().await?, filter, after, limit).await
    }

    async fn differences_counted(
        &self,
        filter: &DifferenceFilter,
    ) -> Result<(u64, u64), StoreError> {
        differences::counted(&mut *self.reader().await?, filter).await
    }

    async fn differences_by(
        &self,
        filter: &DifferenceFilter,
        aspect: DifferenceAspect,
        limit: u32,
    ) -> Result<Vec<(String, String, u64)>, StoreError> {
        differences::by(&mut *self.reader().await?, filter, aspect, limit).await
    }

    async fn terms(&self, facet: Facet) -> Result<Vec<Term>, StoreError> {
        vocabulary::terms(&mut *self.reader().await?, facet).await
    }

    async fn terms_named(&self, facet: Facet, slugs: &[Slug]) -> Result<Vec<Term>, StoreError> {
        vocabulary::terms_named(&mut *self.reader().await?, facet, slugs).await
    }

    async fn newest_sources(
        &self,
        treaty: Option<&Slug>,
        r#type: Option<SourceType>,
    ) -> Result<Vec<News>, StoreError> {
        news::sources(&mut *self.reader().await?, treaty, r#type).await
    }

    async fn newest_treaties(&self, party: Option<&str>) -> Result<Vec<News>, StoreError> {
        news::treaties(&mut *self.reader().await?, party).await
    }

    async fn newest_terms(&self, facet: Facet) -> Result<Vec<News>, StoreError> {
        news::terms(&mut *self.reader().await?, facet).await
    }

    async fn terms_by_id(&self, ids: &[u64]) -> Result<Vec<Term>, StoreError> {
        vocabulary::terms_by_id(&mut *self.reader().await?, ids).await
    }

    async fn clauses_with(
        &self,
        facet: Facet,
        value: &Slug,
        after: Option<&OrderKey>,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError> {
        vocabulary::clauses_with(&mut *self.reader().await?, (facet, value), after, limit).await
    }

    async fn clauses_of(
        &self,
        source: &Slug,
        facet: Facet,
        value: &Slug,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError> {
        vocabulary::clauses_of(&mut *self.reader().await?, source, (facet, value), limit).await
    }

    async fn terms_of(
        &self,
        facet: Facet,
        clauses: &[ClauseId],
    ) -> Result<Vec<(ClauseId, Slug)>, StoreError> {
        vocabulary::terms_of(&mut *self.reader().await?, facet, clauses).await
    }

    async fn terms_beside(
        &self,
        facet: Facet,
        value: &Slug,
        beside: Facet,
    ) -> Result<Vec<Term>, StoreError> {
        vocabulary::terms_beside(&mut *self.reader().await?, facet, value, beside).await
    }

    async fn clauses(
        &self,
        all: bool,
        after: Option<&OrderKey>,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError> {
        read::clauses(&mut *self.reader().await?, all, after, limit).await
    }

    async fn clauses_between(
        &self,
        source: &Slug,
        first: u32,
        last: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError> {
        read::clauses_between(&mut *self.reader().await?, source, first, last).await
    }

    async fn superseded_with(
        &self,
        words: &[&str],
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError> {
        read::superseded_with(&mut *self.reader().await?, words, limit).await
    }

    async fn current_ids(
        &self,
        source: &Slug,
        skipped: u32,
        limit: u32,
    ) -> Result<Vec<ClauseId>, StoreError> {
        read::current_ids(&mut *self.reader().await?, source, skipped, limit).await
    }

    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        Ok(Box::new(snapshot::SqliteSnapshot(self.reader().await?)))
    }

    async fn totals(&self) -> Result<Totals, StoreError> {
        read::totals(&mut *self.reader().await?).await
    }

    async fn position(&self) -> Result<Position, StoreError> {
        feed::position(&mut *self.reader().await?).await
    }

    async fn head_at(&self, seq: u64) -> Result<Option<String>, StoreError> {
        feed::head_at(&mut *self.reader().await?, seq).await
    }

    async fn changes(&self, after: u64, limit: u32) -> Result<Vec<Change>, StoreError> {
        feed::changes(&mut *self.reader().await?, after, limit).await
    }

    async fn only_put_since(&self, seq: u64) -> Result<bool, StoreError> {
        feed::only_put_since(&mut *self.reader().await?, seq).await
    }

    async fn indexed(&self, ids: &[ClauseId]) -> Result<Vec<IndexedClause>, StoreError> {
        feed::indexed(&mut *self.reader().await?, ids).await
    }

    async fn close(&self) {
        self.readers.close().await;
        // A log left behind is read at the next start, so this failing costs nothing but its size.
        if let Err(error) = sqlx::query(sql::CHECKPOINT).execute(&self.writer).await {
            tracing::debug!(%error, "the write-ahead log stays");
        }
        self.writer.close().await;
    }
}
