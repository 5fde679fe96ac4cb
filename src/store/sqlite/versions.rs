//! The versions of a source, and what each changed.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
};

use async_trait::async_trait;
use sqlx::SqliteConnection;

use super::{
    SqliteStore,
    clauses::clauses_between,
    divisions, extents,
    rows::{clause_id, during, facet_number, from_json, json, named},
    sources::source_row,
    sql,
};
use crate::{
    model::{Locator, Original, RevisionHash, Slug},
    store::{
        DivisionRecord, Facet, PlacedWording, Reading, Retraction, StoreError, Structure,
        VersionChange, VersionChanges, VersionRecord, Versions,
    },
};

#[derive(sqlx::FromRow)]
pub(super) struct VersionRow {
    id: i64,
    number: u32,
    #[sqlx(try_from = "String")]
    hash: RevisionHash,
    added: String,
    first_placement: i64,
    #[sqlx(try_from = "i64")]
    clauses: u64,
    #[sqlx(try_from = "i64")]
    new_clauses: u64,
    #[sqlx(try_from = "i64")]
    lost_clauses: u64,
    at: Option<String>,
    reason: Option<String>,
}

impl VersionRow {
    fn record(self) -> VersionRecord {
        let retraction = self.at.zip(self.reason).map(|(at, reason)| Retraction { at, reason });
        VersionRecord {
            number: self.number,
            revision: self.hash,
            added: self.added,
            clauses: self.clauses,
            new: self.new_clauses,
            kept: self.clauses.saturating_sub(self.new_clauses),
            lost: self.lost_clauses,
            retraction,
        }
    }

    /// Its placements: number and clause, in order.
    async fn placed(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<Vec<(i64, i64)>, StoreError> {
        let first = self.first_placement;
        let clauses: Vec<i64> = sqlx::query_scalar(sql::PLACED_CLAUSES)
            .bind(first)
            .bind(first + self.clauses.cast_signed() - 1)
            .fetch_all(connection)
            .await
            .map_err(during("reading a version"))?;
        Ok((first..).zip(clauses).collect())
    }
}

async fn one(
    connection: &mut SqliteConnection,
    source: &Slug,
    number: u32,
) -> Result<Option<VersionRow>, StoreError> {
    sqlx::query_as(sql::VERSION)
        .bind(source.as_str())
        .bind(number)
        .fetch_optional(connection)
        .await
        .map_err(during("reading a version"))
}

/// A change as the placements that it is between.
type Pair = (Option<i64>, Option<i64>);

/// The changes between two versions in the order of the later one. What was taken out stands where
/// it stood: after the last clause before it that is still there or was replaced.
fn pairs(before: &[(i64, i64)], now: &[(i64, i64)], successors: &HashMap<i64, i64>) -> Vec<Pair> {
    let held: HashSet<i64> = before.iter().map(|(_, clause)| *clause).collect();
    let places: HashMap<i64, usize> = (1..).zip(now).map(|(n, (_, clause))| (*clause, n)).collect();
    let mut sorted: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
    let mut replacing = HashSet::new();
    let mut last = 0;
    for (i, (placement, clause)) in (1..).zip(before) {
        if let Some(place) = places.get(clause) {
            last = *place;
            continue;
        }
        let next = successors.get(clause).filter(|next| !held.contains(next));
        if let Some((next, place)) = next.and_then(|next| Some((next, *places.get(next)?))) {
            replacing.insert(*next);
            last = place;
            sorted.insert((place, i), (Some(*placement), Some(now[place - 1].0)));
        } else {
            sorted.insert((last, i), (Some(*placement), None));
        }
    }
    for (place, (placement, clause)) in (1..).zip(now) {
        if !held.contains(clause) && !replacing.contains(clause) {
            sorted.insert((place, 0), (None, Some(*placement)));
        }
    }
    sorted.into_values().collect()
}

#[derive(sqlx::FromRow)]
struct WordsRow {
    placement: i64,
    clause: i64,
    #[sqlx(try_from = "String")]
    locator: Locator,
    language: String,
    text: String,
}

async fn words(
    connection: &mut SqliteConnection,
    pairs: &[Pair],
) -> Result<HashMap<i64, PlacedWording>, StoreError> {
    let placements: Vec<i64> = pairs.iter().flat_map(|(a, b)| a.iter().chain(b)).copied().collect();
    let rows: Vec<WordsRow> = sqlx::query_as(sql::PLACED_WORDS)
        .bind(json(&placements)?)
        .fetch_all(connection)
        .await
        .map_err(during("reading what a version changed"))?;
    let word = |row: WordsRow| {
        let WordsRow { placement, clause, locator, language, text } = row;
        (placement, PlacedWording { id: clause_id(clause), locator, language, text })
    };
    Ok(rows.into_iter().map(word).collect())
}

#[async_trait]
impl Versions for SqliteStore {
    async fn revision(&self, source: &Slug) -> Result<Option<RevisionHash>, StoreError> {
        revision(&mut *self.reader().await?, source).await
    }

    async fn original(&self, source: &Slug) -> Result<Option<Original>, StoreError> {
        let connection = &mut *self.reader().await?;
        let row: Option<(String, Vec<u8>, String)> = sqlx::query_as(sql::ORIGINAL)
            .bind(source.as_str())
            .fetch_optional(connection)
            .await
            .map_err(during("reading an input"))?;
        Ok(row.map(|(name, bytes, stated)| Original { name, bytes: bytes.into(), stated }))
    }

    async fn reading(
        &self,
        slug: &Slug,
        orders: Range<u32>,
    ) -> Result<Option<Reading>, StoreError> {
        let connection = &mut *self.reader().await?;
        let Some(source) = source_row(connection, slug).await? else { return Ok(None) };
        let (text, outline): (String, String) = sqlx::query_as(sql::TEXT)
            .bind(source.revision)
            .fetch_one(&mut *connection)
            .await
            .map_err(during("reading a text"))?;
        let last = orders.end.saturating_sub(1);
        let clauses = clauses_between(connection, slug, orders.start, last).await?;
        Ok(Some(Reading { record: source.record()?, text, outline: from_json(&outline)?, clauses }))
    }

    async fn structure(&self, source: &Slug) -> Result<Option<Structure>, StoreError> {
        let mut snapshot = self.reader().await?;
        let Some(revision) = revision(&mut snapshot, source).await? else {
            return Ok(None);
        };
        let extents = extents::of(&mut snapshot, source).await?;
        let divisions = divisions::of(&mut snapshot, source).await?;
        Ok(Some(Structure { revision, extents, divisions }))
    }

    async fn divisions(&self, source: &Slug) -> Result<Vec<DivisionRecord>, StoreError> {
        divisions::of(&mut *self.reader().await?, source).await
    }

    async fn orders_with(
        &self,
        source: &Slug,
        facet: Facet,
        value: &Slug,
    ) -> Result<Vec<u32>, StoreError> {
        let connection = &mut *self.reader().await?;
        sqlx::query_scalar(sql::ORDERS_WITH)
            .bind(source.as_str())
            .bind(facet_number(facet))
            .bind(value.as_str())
            .fetch_all(connection)
            .await
            .map_err(during("reading which clauses carry a value"))
    }

    async fn versions(&self, source: &Slug) -> Result<Vec<VersionRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<VersionRow> = sqlx::query_as(sql::VERSIONS)
            .bind(source.as_str())
            .fetch_all(connection)
            .await
            .map_err(during("reading versions"))?;
        Ok(rows.into_iter().map(VersionRow::record).collect())
    }

    async fn version(
        &self,
        source: &Slug,
        number: u32,
        range: Range<usize>,
    ) -> Result<Option<VersionChanges>, StoreError> {
        let connection = &mut *self.reader().await?;
        let Some(version) = one(connection, source, number).await? else { return Ok(None) };
        let now = version.placed(connection).await?;
        let before = match one(connection, source, number.saturating_sub(1)).await? {
            Some(before) => before.placed(connection).await?,
            None => Vec::new(),
        };
        let successions: Vec<(i64, i64)> = sqlx::query_as(sql::SUCCESSIONS_IN)
            .bind(version.id)
            .fetch_all(&mut *connection)
            .await
            .map_err(during("reading successors"))?;
        let pairs = pairs(&before, &now, &successions.into_iter().collect());
        let end = range.end.min(pairs.len());
        let here = pairs.get(range.start.min(end)..end).unwrap_or_default();
        let words = words(connection, here).await?;
        let word = |placement: &Option<i64>| placement.and_then(|p| words.get(&p).cloned());
        let changes = here
            .iter()
            .map(|(before, after)| VersionChange { before: word(before), after: word(after) })
            .collect();
        Ok(Some(VersionChanges { version: version.record(), total: pairs.len(), changes }))
    }
}

/// The newest version's hash of a source, where held.
async fn revision(
    connection: &mut SqliteConnection,
    source: &Slug,
) -> Result<Option<RevisionHash>, StoreError> {
    let hash: Option<String> = sqlx::query_scalar(sql::REVISION)
        .bind(source.as_str())
        .fetch_optional(connection)
        .await
        .map_err(during("reading a version"))?;
    hash.as_deref().map(named).transpose()
}
