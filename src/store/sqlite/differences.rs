//! What sources say on facts, and where they differ.

use async_trait::async_trait;
use sqlx::{Sqlite, query::QueryAs, sqlite::SqliteArguments};

use super::{
    SqliteStore,
    rows::{ClaimRow, clause_id, during, json, named, number},
    sql,
};
use crate::{
    model::{ClaimRecord, ClauseId, Fact, Locator, Property, Slug, SourceType, facts},
    store::{Claims, DifferenceAspect, DifferenceFilter, FactKey, StoreError},
};

#[derive(sqlx::FromRow)]
struct ToldRow {
    #[sqlx(flatten)]
    claim: ClaimRow,
    alike: i64,
    differs: bool,
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

#[async_trait]
impl Claims for SqliteStore {
    async fn claims_of_clause(&self, id: ClauseId) -> Result<Vec<ClaimRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<ClaimRow> = sqlx::query_as(sql::CLAIMS_OF_CLAUSE)
            .bind(number(id))
            .fetch_all(connection)
            .await
            .map_err(during("reading a clause's claims"))?;
        rows.into_iter().map(ClaimRow::record).collect()
    }

    async fn claims(&self, treaty: &Slug) -> Result<Vec<ClaimRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<ClaimRow> = sqlx::query_as(sql::CLAIMS_OF_TREATY)
            .bind(treaty.as_str())
            .fetch_all(connection)
            .await
            .map_err(during("reading claims"))?;
        rows.into_iter().map(ClaimRow::record).collect()
    }

    async fn claims_counted(&self, treaty: &Slug) -> Result<u64, StoreError> {
        let connection = &mut *self.reader().await?;
        let claims: i64 = sqlx::query_scalar(sql::CLAIMS_COUNTED)
            .bind(treaty.as_str())
            .fetch_one(connection)
            .await
            .map_err(during("counting claims"))?;
        Ok(claims.cast_unsigned())
    }

    async fn values_of(
        &self,
        property: Property,
        treaties: &[&Slug],
    ) -> Result<Vec<(Slug, SourceType, String)>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<(String, u32, String)> = sqlx::query_as(sql::VALUES_OF)
            .bind(property.as_str())
            .bind(json(&treaties)?)
            .fetch_all(connection)
            .await
            .map_err(during("reading what is claimed of treaties"))?;
        let value = |(treaty, rank, value): (String, u32, String)| {
            let by = SourceType::ALL.get(rank as usize).copied();
            let by =
                by.ok_or_else(|| during("reading a claim")("a type of source that is not known"))?;
            Ok((named(&treaty)?, by, value))
        };
        rows.into_iter().map(value).collect()
    }

    async fn reported_places(&self, treaty: &Slug) -> Result<Vec<(Locator, ClauseId)>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<(String, i64)> = sqlx::query_as(sql::REPORTED_PLACES)
            .bind(treaty.as_str())
            .fetch_all(connection)
            .await
            .map_err(during("reading references to a treaty"))?;
        rows.into_iter().map(|(place, clause)| Ok((named(&place)?, clause_id(clause)))).collect()
    }

    async fn facts(&self, treaty: &Slug, shown: u32) -> Result<Vec<Fact>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows = sqlx::query_as(sql::FACTS)
            .bind(shown)
            .bind(treaty.as_str())
            .fetch_all(connection)
            .await
            .map_err(during("reading facts"))?;
        told(rows)
    }

    async fn facts_on(&self, keys: &[FactKey], shown: u32) -> Result<Vec<Fact>, StoreError> {
        let connection = &mut *self.reader().await?;
        let keys: Vec<_> = keys.iter().map(|k| (&k.treaty, k.property, &k.actor)).collect();
        let rows = sqlx::query_as(sql::FACTS_ON)
            .bind(shown)
            .bind(json(&keys)?)
            .fetch_all(connection)
            .await
            .map_err(during("reading facts"))?;
        told(rows)
    }

    async fn differences(
        &self,
        filter: &DifferenceFilter,
        after: Option<&FactKey>,
        limit: u32,
    ) -> Result<Option<Vec<FactKey>>, StoreError> {
        let connection = &mut *self.reader().await?;
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

    async fn differences_counted(
        &self,
        filter: &DifferenceFilter,
    ) -> Result<(u64, u64), StoreError> {
        let connection = &mut *self.reader().await?;
        let (differences, claims): (i64, i64) = narrowed(sql::DIFFERENCES_COUNTED, filter)
            .fetch_one(connection)
            .await
            .map_err(during("counting differences"))?;
        Ok((differences.cast_unsigned(), claims.cast_unsigned()))
    }

    async fn differences_by(
        &self,
        filter: &DifferenceFilter,
        aspect: DifferenceAspect,
        limit: u32,
    ) -> Result<Vec<(String, String, u64)>, StoreError> {
        let connection = &mut *self.reader().await?;
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
}
