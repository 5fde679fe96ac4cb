//! The inputs that versions were derived from, on their way in and out.

use sqlx::SqliteConnection;

use super::{rows::during, sql};
use crate::{model::Original, store::StoreError};

/// Keeps what a version was derived from.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    revision: i64,
    original: &Original,
) -> Result<(), StoreError> {
    let digest = blake3::hash(&original.bytes).to_hex();
    sqlx::query(sql::ADD_INPUT)
        .bind(digest.as_str())
        .bind(&original.bytes[..])
        .execute(&mut *connection)
        .await
        .map_err(during("keeping an input"))?;
    sqlx::query(sql::ADD_REVISION_INPUT)
        .bind(revision)
        .bind(&original.name)
        .bind(digest.as_str())
        .bind(&original.stated)
        .execute(connection)
        .await
        .map_err(during("keeping an input"))?;
    Ok(())
}
