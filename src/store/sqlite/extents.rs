//! What paging a source needs of its clauses, without their words.

use sqlx::SqliteConnection;

use super::{
    rows::{during, facet_number},
    sql,
};
use crate::{
    model::{Locator, Slug},
    store::{Extent, Facet, StoreError},
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

/// The orders of a source's current clauses that carry a value.
pub(super) async fn orders_with(
    connection: &mut SqliteConnection,
    source: &Slug,
    facet: Facet,
    value: &Slug,
) -> Result<Vec<u32>, StoreError> {
    sqlx::query_scalar(sql::ORDERS_WITH)
        .bind(source.as_str())
        .bind(facet_number(facet))
        .bind(value.as_str())
        .fetch_all(connection)
        .await
        .map_err(during("reading which clauses carry a value"))
}
