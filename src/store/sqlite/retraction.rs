//! Taking a source back.

use sqlx::SqliteConnection;

use super::{
    feed::{self, Entry},
    listing, names,
    put::{self, Held},
    rows::{clause_id, during},
    sql, vocabulary,
};
use crate::{
    model::Slug,
    store::{Facet, Op, StoreError},
};

/// Takes a source out of everything that is listed and counted; returns how many clauses left.
///
/// # Errors
/// [`StoreError::NotHeld`], [`StoreError::Retracted`].
pub(super) async fn retract(
    connection: &mut SqliteConnection,
    slug: &Slug,
    reason: &str,
) -> Result<usize, StoreError> {
    let Some(standing) = names::standing(connection, slug).await? else {
        return Err(StoreError::NotHeld(Facet::Source, slug.clone()));
    };
    let source = standing.record.source;
    if let Some(before) = standing.retraction {
        return Err(StoreError::Retracted(source.slug, before));
    }
    let Some(held) = put::held(connection, &source).await? else {
        return Err(StoreError::NotHeld(Facet::Source, slug.clone()));
    };
    let Held { id, treaty, first_placement, last_placement, .. } = held;
    let placed = put::placed(connection, &held).await?;
    let retraction: i64 = sqlx::query_scalar(sql::ADD_RETRACTION)
        .bind(id)
        .bind(put::now())
        .bind(reason)
        .fetch_one(&mut *connection)
        .await
        .map_err(during("writing a retraction"))?;
    sqlx::query(sql::RETRACT)
        .bind(id)
        .bind(retraction)
        .execute(&mut *connection)
        .await
        .map_err(during("retracting a source"))?;
    vocabulary::forget(connection, id, first_placement, last_placement).await?;
    sqlx::query(sql::RETRACT_CLAUSES)
        .bind(id)
        .execute(&mut *connection)
        .await
        .map_err(during("retracting clauses"))?;
    listing::renew(connection, id, [treaty].into()).await?;
    let gone = |(clause, content)| Entry { clause: clause_id(clause), op: Op::Delete, content };
    let entries: Vec<Entry> = placed.into_iter().map(gone).collect();
    feed::append(connection, &entries).await?;
    Ok(entries.len())
}
