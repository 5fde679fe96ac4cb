//! One file that holds everything, and putting it back in place.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sqlx::{ConnectOptions, sqlite::SqliteConnectOptions};

use super::{
    OPEN_LOCK,
    rows::during,
    schema, sql,
    turn::{LOCK_WAIT, lock},
};
use crate::store::{
    StoreError,
    issued_log::sync_folder_of,
    lock::{Attempt, FileLock},
};

/// Copies the store of `folder` to `file` as it stands at one moment. The file is there whole or not
/// at all; one of the same name is replaced.
pub(super) async fn backup(folder: &Path, file: &Path) -> Result<(), StoreError> {
    let unfit = |reason: &dyn ToString| unfit(file, reason);
    let (Some(name), Some(_)) = (file.file_name(), file.parent()) else {
        return Err(unfit(&"not the name of a file"));
    };
    let mut beside = name.to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let part = file.with_file_name(beside);
    let Some(target) = part.to_str() else { return Err(unfit(&"not a name in UTF-8")) };
    // What a copy that was killed left behind is in the way of the next.
    let _ = fs::remove_file(&part);
    let copied = async {
        let mut store = SqliteConnectOptions::new()
            .filename(folder.join(schema::FILE))
            .connect()
            .await
            .map_err(during("opening the database"))?;
        let copy = sqlx::query(sql::COPY).bind(target).execute(&mut store).await;
        copy.map_err(|e| unfit(&e))?;
        check(&part, file).await?;
        let synced = fs::File::open(&part).and_then(|file| file.sync_all());
        let placed = synced.and_then(|()| fs::rename(&part, file));
        placed.and_then(|()| sync_folder_of(file)).map_err(|e| unfit(&e))
    }
    .await;
    if copied.is_err() {
        let _ = fs::remove_file(&part);
    }
    copied
}

/// Puts `file` in place of the store of `folder`, and says where that one is kept.
pub(in crate::store) async fn restore(
    folder: &Path,
    file: &Path,
) -> Result<Option<PathBuf>, StoreError> {
    let context = "restoring the database";
    if !file.is_file() {
        return Err(unfit(file, &"no such file"));
    }
    fs::create_dir_all(folder).map_err(during("making the data folder"))?;
    let in_use = || StoreError::InUse(folder.display().to_string());
    let open = FileLock::attempt(&folder.join(OPEN_LOCK)).map_err(during(context))?;
    let Attempt::Held(_open) = open else { return Err(in_use()) };
    let _lock = lock(folder, LOCK_WAIT).await?;

    let store = folder.join(schema::FILE);
    let part = folder.join("pacta.db.part");
    fs::copy(file, &part).map_err(|e| unfit(file, &e))?;
    let checked = check(&part, file).await;
    if checked.is_err() {
        let _ = fs::remove_file(&part);
    }
    checked?;
    fs::File::open(&part).and_then(|file| file.sync_all()).map_err(during(context))?;
    let kept = set_aside(&store).await?;
    fs::rename(&part, &store).map_err(during(context))?;
    sync_folder_of(&store).map_err(during(context))?;
    Ok(kept)
}

/// Keeps the store that is to be replaced under another name, without taking it from its place, and
/// leaves no log beside that place that belongs to it.
async fn set_aside(store: &Path) -> Result<Option<PathBuf>, StoreError> {
    let context = "setting the database aside";
    if !store.exists() {
        return Ok(None);
    }
    // What is in its log goes into the file, where the file can still be read.
    if let Ok(writer) = schema::writer(store).await {
        if let Err(error) = sqlx::query(sql::CHECKPOINT).execute(&writer).await {
            tracing::warn!(%error, "the replaced database lost what was in its log");
        }
        writer.close().await;
    }
    let kept = store.with_extension("db.replaced");
    let _ = fs::remove_file(&kept);
    fs::hard_link(store, &kept)
        .or_else(|_| fs::copy(store, &kept).map(drop))
        .map_err(during(context))?;
    for log in ["db-wal", "db-shm"] {
        match fs::remove_file(store.with_extension(log)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(during(context)(e)),
            _ => {}
        }
    }
    Ok(Some(kept))
}

/// Sees to it that `part` is a whole store of a version that is known; `file` is what it is called.
async fn check(part: &Path, file: &Path) -> Result<(), StoreError> {
    match schema::shape(part).await {
        Err(StoreError::Newer(_)) => return Err(StoreError::Newer(file.display().to_string())),
        Err(_) => return Err(unfit(file, &"not a backup of Pacta")),
        Ok(_) => {}
    }
    let whole = async {
        let mut copy = SqliteConnectOptions::new().filename(part).read_only(true).connect().await?;
        let id: i64 = sqlx::query_scalar(sql::APPLICATION_ID).fetch_one(&mut copy).await?;
        let told: String = sqlx::query_scalar(sql::IS_WHOLE).fetch_one(&mut copy).await?;
        Ok::<_, sqlx::Error>((id, told))
    };
    match whole.await {
        Ok((schema::APPLICATION_ID, told)) if told == "ok" => Ok(()),
        Ok((schema::APPLICATION_ID, _)) | Err(_) => Err(unfit(file, &"damaged")),
        Ok(_) => Err(unfit(file, &"not a backup of Pacta")),
    }
}

fn unfit(file: &Path, reason: &dyn ToString) -> StoreError {
    StoreError::Backup { file: file.display().to_string(), reason: reason.to_string() }
}
