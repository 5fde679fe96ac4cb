//! What has a page of its own: names and times only, for those who list every address.

use sqlx::SqliteConnection;

use super::{
    rows::{clause_id, during, named},
    sql,
};
use crate::{
    model::Slug,
    store::{Address, AddressCount, StoreError},
};

/// The sources with how many clauses they have, by slug.
pub(super) async fn counted(
    connection: &mut SqliteConnection,
) -> Result<Vec<AddressCount>, StoreError> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(sql::ADDRESSES_COUNTED)
        .fetch_all(connection)
        .await
        .map_err(during("counting addresses"))?;
    let count = |(slug, added, clauses): (String, String, i64)| {
        Ok(AddressCount { source: named(&slug)?, added, clauses: clauses.cast_unsigned() })
    };
    rows.into_iter().map(count).collect()
}

/// Current clauses from a source on; their orders count from 0 without gaps.
pub(super) async fn from(
    connection: &mut SqliteConnection,
    from: &Slug,
    skipped: u32,
    limit: u32,
) -> Result<Vec<Address>, StoreError> {
    let rows: Vec<(String, String, Option<i64>)> = sqlx::query_as(sql::ADDRESSES)
        .bind(from.as_str())
        .bind(skipped)
        .bind(limit)
        .fetch_all(connection)
        .await
        .map_err(during("reading addresses"))?;
    let address = |(slug, added, clause): (String, String, Option<i64>)| {
        Ok(Address { source: named(&slug)?, added, clause: clause.map(clause_id) })
    };
    rows.into_iter().map(address).collect()
}

/// The treaties, each with when the newest version of a source was added.
pub(super) async fn treaties(
    connection: &mut SqliteConnection,
) -> Result<Vec<(Slug, Option<String>)>, StoreError> {
    let rows: Vec<(String, Option<String>)> = sqlx::query_as(sql::TREATIES_ADDED)
        .fetch_all(connection)
        .await
        .map_err(during("reading treaties"))?;
    rows.into_iter().map(|(slug, added)| Ok((named(&slug)?, added))).collect()
}
