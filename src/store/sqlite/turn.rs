//! Taking turns: one transaction at a time writes, of all tasks and all processes.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use sqlx::{Connection, Sqlite, SqlitePool, Transaction, pool::PoolConnection};

use super::rows::during;
use crate::store::{
    StoreError,
    lock::{Attempt, FileLock},
};

/// How long a neighbour's transaction is waited for; most sources take far less.
pub(super) const LOCK_WAIT: Duration = Duration::from_secs(5);

/// How often the lock is tried meanwhile.
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// The right to write, for the length of one transaction.
pub(super) struct Turn {
    pub(super) writer: PoolConnection<Sqlite>,
    _lock: FileLock,
}

impl Turn {
    /// Waits until one of this process's tasks may write, and then for neighbours.
    pub(super) async fn take(
        writer: &SqlitePool,
        folder: &Path,
        wait: Duration,
    ) -> Result<Self, StoreError> {
        let writer = writer.acquire().await.map_err(during("waiting to write"))?;
        let lock = lock(folder, wait).await?;
        Ok(Self { writer, _lock: lock })
    }

    /// Begins the transaction.
    pub(super) async fn begin(&mut self) -> Result<Transaction<'_, Sqlite>, StoreError> {
        let began = Connection::begin_with(&mut *self.writer, "BEGIN IMMEDIATE").await;
        began.map_err(during("beginning to write"))
    }
}

/// Waits for the lock between writing processes.
pub(super) async fn lock(folder: &Path, wait: Duration) -> Result<FileLock, StoreError> {
    let until = Instant::now() + wait;
    loop {
        match FileLock::attempt(&folder.join("store.lock")) {
            Ok(Attempt::Held(lock)) => return Ok(lock),
            Ok(Attempt::HeldBy(pid)) if Instant::now() >= until => {
                return Err(StoreError::Busy { pid, folder: folder.display().to_string() });
            }
            Ok(Attempt::HeldBy(_)) => tokio::time::sleep(LOCK_PAUSE).await,
            Err(error) => return Err(during("locking the data folder")(error)),
        }
    }
}
