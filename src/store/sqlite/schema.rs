//! The file: how it is opened, how its shape is brought up to date, and which shapes are refused.

use std::{cmp::Ordering, num::NonZero, path::Path, thread::available_parallelism, time::Duration};

use sqlx::{
    ConnectOptions, SqlSafeStr, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{rows::during, sql};
use crate::store::StoreError;

/// The database in the data folder.
pub(in crate::store) const FILE: &str = "pacta.db";

/// Each migration's number, name and text; the highest number is the shape that this program knows.
const MIGRATIONS: [(i64, &str, &str); 7] = [
    (1, "initial", include_str!("../../../migrations/sqlite/0001_initial.sql")),
    (2, "treaty texts", include_str!("../../../migrations/sqlite/0002_treaty_texts.sql")),
    (3, "versions", include_str!("../../../migrations/sqlite/0003_versions.sql")),
    (4, "news", include_str!("../../../migrations/sqlite/0004_news.sql")),
    (5, "lists", include_str!("../../../migrations/sqlite/0005_lists.sql")),
    (6, "told", include_str!("../../../migrations/sqlite/0006_told.sql")),
    (7, "feeds", include_str!("../../../migrations/sqlite/0007_feeds.sql")),
];

/// "Pact" in ASCII, as the first migration writes it.
pub(super) const APPLICATION_ID: i64 = 0x5061_6374;

/// Older libraries have defects in the write-ahead log that can damage a file.
const OLDEST_LIBRARY: [u32; 3] = [3, 51, 3];

/// How far the file's shape is behind what this program knows.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// It is what this program writes.
    Known,
    /// It is absent, empty or older.
    Older,
}

/// Looks at the file without changing it.
///
/// # Errors
/// [`StoreError::Newer`] where a newer version wrote it.
pub(super) async fn shape(path: &Path) -> Result<Shape, StoreError> {
    if !path.exists() {
        return Ok(Shape::Older);
    }
    let mut connection = read_only(path).connect().await.map_err(during("opening the database"))?;
    let id: i64 = sqlx::query_scalar(sql::APPLICATION_ID)
        .fetch_one(&mut connection)
        .await
        .map_err(during("reading the database's header"))?;
    if id != 0 && id != APPLICATION_ID {
        return Err(during("opening the database")("the file belongs to another program"));
    }
    let version: i64 = sqlx::query_scalar(sql::USER_VERSION)
        .fetch_one(&mut connection)
        .await
        .map_err(during("reading the database's header"))?;
    let known = MIGRATIONS.map(|(number, ..)| number).into_iter().max().unwrap_or_default();
    match version.cmp(&known) {
        Ordering::Greater => Err(StoreError::Newer(path.display().to_string())),
        Ordering::Equal => Ok(Shape::Known),
        Ordering::Less => Ok(Shape::Older),
    }
}

/// Runs the migrations that the file does not have yet.
pub(super) async fn migrate(writer: &SqlitePool) -> Result<(), StoreError> {
    let migrations = MIGRATIONS
        .map(|(number, name, text)| {
            let kind = MigrationType::Simple;
            Migration::new(number, name.into(), kind, text.into_sql_str(), false)
        })
        .to_vec();
    Migrator::with_migrations(migrations)
        .run(writer)
        .await
        .map_err(during("bringing the database up to date"))
}

/// The one connection that writes.
pub(super) async fn writer(path: &Path) -> Result<SqlitePool, StoreError> {
    // The driver sets the busy timeout before it sends the pragmas, so that the change to WAL
    // waits for a neighbour instead of failing.
    let options = common(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("journal_size_limit", "67108864")
        // A put touches pages all over the file. Statements keep what they may have to undo in
        // memory instead of in a file, and a page that many puts touch is moved from the log once.
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-12288")
        .pragma("wal_autocheckpoint", "8192");
    let pool = pool(1).connect_with(options).await.map_err(during("opening the database"))?;
    let library: String = sqlx::query_scalar(sql::LIBRARY_VERSION)
        .fetch_one(&pool)
        .await
        .map_err(during("asking for the engine's version"))?;
    if library.split('.').map_while(|n| n.parse::<u32>().ok()).lt(OLDEST_LIBRARY) {
        return Err(during("opening the database")(format!("SQLite {library} is too old")));
    }
    Ok(pool)
}

/// The connections that read.
pub(super) async fn readers(path: &Path) -> Result<SqlitePool, StoreError> {
    let size = available_parallelism().map_or(4, NonZero::get).clamp(4, 16);
    pool(u32::try_from(size).unwrap_or(4))
        .connect_with(read_only(path))
        .await
        .map_err(during("opening the database"))
}

fn pool(size: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(size)
        .max_lifetime(None)
        .idle_timeout(None)
        .test_before_acquire(false)
}

fn common(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(true)
        .pragma("trusted_schema", "OFF")
}

fn read_only(path: &Path) -> SqliteConnectOptions {
    // Rows cross from the engine's thread in batches: a small buffer is a switch of threads for
    // every few of them.
    // Each has pages of its own, and there are several: what they miss is in the system's cache.
    common(path)
        .read_only(true)
        .row_buffer_size(1024)
        .pragma("cache_size", "-4096")
        .pragma("query_only", "ON")
}
