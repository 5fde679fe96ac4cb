//! What sources say on facts, and where they differ.

use sqlx::{Sqlite, SqliteConnection, query::QueryAs, sqlite::SqliteArguments};

use super::{
    rows::{ClaimRow, during, json, named},
    sql,
};
use crate::{
    model::{ClaimRecord, Fact, Property, Slug, facts},
    store::{DifferenceAspect, DifferenceFilter, FactKey, StoreError},
};

#[derive(sqlx::FromRow)]
struct ToldRow {
    #[sqlx(flatten)]
    claim: ClaimRow,
    alike: i64,
    differs: bool,
}

/// All facts of a treaty, with the first claims of each value.
pub(super) async fn facts_of(
    connection: &mut SqliteConnection,
    treaty: &Slug,
    shown: u32,
) -> Result<Vec<Fact>, StoreError> {
    let rows = sqlx::query_as(sql::FACTS)
        .bind(shown)
        .bind(treaty.as_str())
        .fetch_all(connection)
        .await
        .map_err(during("reading facts"))?;
    told(rows)
}

/// These facts, as far as something is claimed on them, with the first claims of each value.
pub(super) async fn facts_on(
    connection: &mut SqliteConnection,
    keys: &[FactKey],
    shown: u32,
) -> Result<Vec<Fact>, StoreError> {
    let keys: Vec<_> = keys.iter().map(|k| (&k.treaty, k.property, &k.actor)).collect();
    let rows = sqlx::query_as(sql::FACTS_ON)
        .bind(shown)
        .bind(json(&keys)?)
        .fetch_all(connection)
        .await
        .map_err(during("reading facts"))?;
    told(rows)
}

/// Facts from some of their claims: counts and differences are those of all.
fn told(rows: Vec<ToldRow>) -> Result<Vec<Fact>, StoreError> {
    let mut claims: Vec<ClaimRecord> = Vec::with_capacity(rows.len());
    let mut told = std::collections::HashMap::new();
    for ToldRow { claim, alike, differs } in rows {
        let claim = claim.record()?;
        let of = (claim.treaty.clone(), claim.claim.property, claim.claim.actor.clone());
        told.insert((of, claim.claim.value.clone()), (alike.cast_unsigned(), differs));
        claims.push(claim);
    }
    let mut facts = facts(&claims);
    for fact in &mut facts {
        let actor = fact.claims.first().and_then(|c| c.claim.actor.clone());
        let of = (fact.treaty.clone(), fact.property, actor);
        for (value, count) in &mut fact.counts {
            if let Some((alike, differs)) = told.get(&(of.clone(), value.clone())) {
                (*count, fact.differs) = (*alike, *differs);
            }
        }
    }
    Ok(facts)
}

pub(super) type Narrowed<'q, T> = QueryAs<'q, Sqlite, T, SqliteArguments>;

/// A statement about the differences that are asked for.
pub(super) fn narrowed<'q, T>(
    statement: &'static str,
    filter: &'q DifferenceFilter,
) -> Narrowed<'q, T>
where
    T: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow>,
{
    sqlx::query_as(statement)
        .bind(filter.treaty.as_ref().map(Slug::as_str))
        .bind(filter.property.map(Property::as_str))
        .bind(filter.party.as_deref())
        .bind(filter.domain.as_ref().map(Slug::as_str))
}

/// Differences by treaty, property and least value, after one of them; `None` where that is no
/// difference any more.
pub(super) async fn after(
    connection: &mut SqliteConnection,
    filter: &DifferenceFilter,
    after: Option<&FactKey>,
    limit: u32,
) -> Result<Option<Vec<FactKey>>, StoreError> {
    let (mut treaty, mut place, mut actor) = ("", (0, String::new()), "");
    if let Some(key) = after {
        (treaty, actor) = (key.treaty.as_str(), key.actor.as_deref().unwrap_or_default());
        let found: Option<(i64, String)> = sqlx::query_as(sql::DIFFERENCE_PLACE)
            .bind(treaty)
            .bind(key.property.as_str())
            .bind(actor)
            .fetch_optional(&mut *connection)
            .await
            .map_err(during("looking for a place in a list"))?;
        let Some(found) = found else { return Ok(None) };
        place = found;
    }
    let rows: Vec<(String, String, String)> = narrowed(sql::DIFFERENCES_AFTER, filter)
        .bind(treaty)
        .bind(place.0)
        .bind(place.1)
        .bind(actor)
        .bind(limit)
        .fetch_all(connection)
        .await
        .map_err(during("reading differences"))?;
    let key = |(treaty, property, actor): (String, String, String)| {
        let actor = Some(actor).filter(|a| !a.is_empty());
        Ok(FactKey { treaty: named(&treaty)?, property: named(&property)?, actor })
    };
    rows.into_iter().map(key).collect::<Result<_, _>>().map(Some)
}

/// How many claims there are on a treaty.
pub(super) async fn claims(
    connection: &mut SqliteConnection,
    treaty: &Slug,
) -> Result<u64, StoreError> {
    let claims: i64 = sqlx::query_scalar(sql::CLAIMS_COUNTED)
        .bind(treaty.as_str())
        .fetch_one(connection)
        .await
        .map_err(during("counting claims"))?;
    Ok(claims.cast_unsigned())
}

/// How many differences there are, and how many claims on them.
pub(super) async fn counted(
    connection: &mut SqliteConnection,
    filter: &DifferenceFilter,
) -> Result<(u64, u64), StoreError> {
    let (differences, claims): (i64, i64) = narrowed(sql::DIFFERENCES_COUNTED, filter)
        .fetch_one(connection)
        .await
        .map_err(during("counting differences"))?;
    Ok((differences.cast_unsigned(), claims.cast_unsigned()))
}

/// The values of an aspect, each with the title where it is a treaty, and with how many differences
/// have it; of treaties those with most.
pub(super) async fn by(
    connection: &mut SqliteConnection,
    filter: &DifferenceFilter,
    aspect: DifferenceAspect,
    limit: u32,
) -> Result<Vec<(String, String, u64)>, StoreError> {
    let statement = match aspect {
        DifferenceAspect::Treaty => sql::DIFFERENCES_BY_TREATY,
        DifferenceAspect::Property => sql::DIFFERENCES_BY_PROPERTY,
        DifferenceAspect::Party => sql::DIFFERENCES_BY_PARTY,
        DifferenceAspect::Domain => sql::DIFFERENCES_BY_DOMAIN,
    };
    let rows: Vec<(String, String, i64)> = narrowed(statement, filter)
        .bind(limit)
        .fetch_all(connection)
        .await
        .map_err(during("counting differences"))?;
    Ok(rows.into_iter().map(|(value, title, n)| (value, title, n.cast_unsigned())).collect())
}
