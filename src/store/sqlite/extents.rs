//! What paging a source needs of its clauses, without their words.

use sqlx::SqliteConnection;

use super::{rows::during, sql};
use crate::{
    model::{Locator, Slug},
    store::{Extent, StoreError},
};

#[derive(sqlx::FromRow)]
struct ExtentRow {
    #[sqlx(try_from = "String")]
    locator: Locator,
    #[sqlx(try_from = "i64")]
    start_byte: usize,
    #[sqlx(try_from = "i64")]
    end_byte: usize,
}

/// Where a source's current clauses stand, in order.
pub(super) async fn of(
    connection: &mut SqliteConnection,
    source: &Slug,
) -> Result<Vec<Extent>, StoreError> {
    let rows: Vec<ExtentRow> = sqlx::query_as(sql::EXTENTS)
        .bind(source.as_str())
        .fetch_all(connection)
        .await
        .map_err(during("reading where clauses stand"))?;
    let extent = |r: ExtentRow| Extent { locator: r.locator, start: r.start_byte, end: r.end_byte };
    Ok(rows.into_iter().map(extent).collect())
}
