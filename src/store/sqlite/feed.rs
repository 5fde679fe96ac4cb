//! The feed of changes: what the index has to follow, chained so that a history is recognised.

use async_trait::async_trait;
use serde::Serialize;
use sqlx::SqliteConnection;

use super::{
    SqliteStore,
    rows::{ClauseRow, TermRow, clause_id, during, from_json, json, number, records},
    sql,
};
use crate::{
    model::{
        Annotations, Claim, Clause, ClauseId, Kind, Locator, Slug, Source, SourceType, Treaty,
    },
    store::{Change, Changes, IndexedClause, Issued, Op, Position, StoreError},
};

/// All that the index and the pages show of a clause. Where it stands in bytes, and in which
/// version, is no part of it: an edit elsewhere in the source is no reason to index it anew.
#[derive(Serialize)]
struct Content<'a> {
    treaty: &'a Treaty,
    source: &'a Slug,
    r#type: SourceType,
    source_title: &'a str,
    locator: &'a Locator,
    order: u32,
    division: Option<&'a Vec<String>>,
    kind: Kind,
    language: &'a str,
    text: &'a str,
    annotations: &'a Annotations,
    claims: &'a [Claim],
}

/// The hash of a clause's [`Content`], hexadecimal.
pub(super) fn content(
    treaty: &Treaty,
    source: &Source,
    clause: &Clause,
    division: Option<&Vec<String>>,
) -> Result<String, StoreError> {
    let content = Content {
        treaty,
        source: &source.slug,
        r#type: source.r#type,
        source_title: &source.title,
        locator: &clause.locator,
        order: clause.order,
        division,
        kind: clause.kind,
        language: &clause.language,
        text: &clause.text,
        annotations: &clause.annotations,
        claims: &clause.claims,
    };
    Ok(blake3::hash(json(&content)?.as_bytes()).to_hex().to_string())
}

/// What is to be told of one clause.
pub(super) struct Entry {
    /// Which clause.
    pub(super) clause: ClauseId,
    /// What happened.
    pub(super) op: Op,
    /// The hash of its content, of the last one where it is gone.
    pub(super) content: String,
}

/// Appends entries to the feed.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    entries: &[Entry],
) -> Result<(), StoreError> {
    let Position { mut seq, mut head } = position(connection).await?;
    for some in entries.chunks(1000) {
        let mut rows = Vec::with_capacity(some.len());
        for entry in some {
            let op = match entry.op {
                Op::Put => "put",
                Op::Delete => "delete",
            };
            seq += 1;
            let mut hasher = blake3::Hasher::new();
            hasher.update(head.as_bytes());
            hasher.update(&seq.to_be_bytes());
            hasher.update(&entry.clause.as_u64().to_be_bytes());
            hasher.update(op.as_bytes());
            hasher.update(entry.content.as_bytes());
            head = hasher.finalize().to_hex().to_string();
            rows.push((seq, number(entry.clause), op, head.clone()));
        }
        sqlx::query(sql::ADD_CHANGES)
            .bind(json(&rows)?)
            .execute(&mut *connection)
            .await
            .map_err(during("writing the feed"))?;
    }
    Ok(())
}

/// Where the feed stands.
pub(super) async fn position(connection: &mut SqliteConnection) -> Result<Position, StoreError> {
    let last: Option<(i64, String)> = sqlx::query_as(sql::POSITION)
        .fetch_optional(connection)
        .await
        .map_err(during("reading the feed"))?;
    Ok(last.map(|(seq, head)| Position { seq: seq.cast_unsigned(), head }).unwrap_or_default())
}

#[derive(sqlx::FromRow)]
struct IndexedRow {
    #[sqlx(flatten)]
    clause: ClauseRow,
    source_title: String,
    treaty_title: String,
    parties: String,
    #[sqlx(try_from = "i64")]
    first_version: u64,
    issued: String,
}

#[async_trait]
impl Changes for SqliteStore {
    async fn position(&self) -> Result<Position, StoreError> {
        position(&mut *self.reader().await?).await
    }

    async fn head_at(&self, seq: u64) -> Result<Option<String>, StoreError> {
        let connection = &mut *self.reader().await?;
        sqlx::query_scalar(sql::HEAD_AT)
            .bind(seq.cast_signed())
            .fetch_optional(connection)
            .await
            .map_err(during("reading the feed"))
    }

    async fn changes(&self, after: u64, limit: u32) -> Result<Vec<Change>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows: Vec<(i64, i64, String, String)> = sqlx::query_as(sql::CHANGES)
            .bind(after.cast_signed())
            .bind(limit)
            .fetch_all(connection)
            .await
            .map_err(during("reading the feed"))?;
        let change = |(seq, clause, op, head): (i64, i64, String, String)| Change {
            seq: seq.cast_unsigned(),
            clause: clause_id(clause),
            op: if op == "put" { Op::Put } else { Op::Delete },
            head,
        };
        Ok(rows.into_iter().map(change).collect())
    }

    async fn only_put_since(&self, seq: u64) -> Result<bool, StoreError> {
        let connection = &mut *self.reader().await?;
        sqlx::query_scalar(sql::ONLY_PUT)
            .bind(seq.cast_signed())
            .fetch_one(connection)
            .await
            .map_err(during("reading the feed"))
    }

    async fn indexed(&self, ids: &[ClauseId]) -> Result<Vec<IndexedClause>, StoreError> {
        let connection = &mut *self.reader().await?;
        let numbers: Vec<i64> = ids.iter().copied().map(number).collect();
        let rows: Vec<IndexedRow> = sqlx::query_as(sql::INDEXED)
            .bind(json(&numbers)?)
            .fetch_all(&mut *connection)
            .await
            .map_err(during("reading clauses for the index"))?;
        let placements: Vec<i64> = rows.iter().map(|row| row.clause.placement).collect();
        let terms: Vec<TermRow> = sqlx::query_as(sql::INDEXED_TERMS)
            .bind(json(&placements)?)
            .fetch_all(&mut *connection)
            .await
            .map_err(during("reading terms for the index"))?;
        let mut terms = terms.into_iter().peekable();

        let (clauses, others): (Vec<_>, Vec<_>) = rows
            .into_iter()
            .map(|row| {
                let issued = Issued { version: row.first_version, at: row.issued };
                (row.clause, (row.source_title, row.treaty_title, row.parties, issued))
            })
            .unzip();
        let records = records(connection, clauses).await?;
        let mut indexed = Vec::with_capacity(records.len());
        for ((record, placement), others) in records.into_iter().zip(placements).zip(others) {
            let (source_title, treaty_title, parties, issued) = others;
            let mut own = Vec::new();
            while let Some(row) = terms.next_if(|row| row.placement == placement) {
                own.push(row.term()?);
            }
            indexed.push(IndexedClause {
                record,
                source_title,
                treaty_title,
                treaty_parties: from_json(&parties)?,
                terms: own,
                issued,
            });
        }
        Ok(indexed)
    }
}
