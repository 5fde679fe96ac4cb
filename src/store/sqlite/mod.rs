//! The store in one `SQLite` file.
//!
//! What comes in: documents, one transaction each, through the one connection that writes. What
//! goes out: model types, read by connections that can't write. A lock file keeps the writers of
//! several processes apart, for the length of one transaction only.

use std::{
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
    Facet, PutReport, Snapshot, Store, StoreError, Totals,
    issued_log::IssuedLog,
    lock::{Attempt, FileLock},
};
use crate::model::{Document, Slug};

pub(super) mod backup;
mod clauses;
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
mod references;
mod retraction;
mod rows;
pub(super) mod schema;
mod snapshot;
mod sources;
mod sql;
mod succession;
mod terms;
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

    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        Ok(Box::new(snapshot::SqliteSnapshot(self.reader().await?)))
    }

    async fn totals(&self) -> Result<Totals, StoreError> {
        snapshot::totals(&mut *self.reader().await?).await
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
