//! Storing one document, in the caller's one transaction.

use std::collections::{HashMap, HashSet};

use jiff::{Timestamp, Unit};
use sqlx::SqliteConnection;

use super::{
    divisions,
    feed::{self, Entry},
    listing, names, originals,
    placing::{self, Place},
    rows::{clause_id, during, json, number},
    sql, succession, treaties, vocabulary,
};
use crate::{
    model::{Clause, ClauseId, Document, Slug, Source},
    store::{Facet, Op, PutReport, StoreError},
};

/// The newest version of a source before this one.
#[derive(sqlx::FromRow)]
pub(super) struct Held {
    pub(super) id: i64,
    pub(super) treaty: i64,
    #[sqlx(try_from = "String")]
    slug: Slug,
    #[sqlx(try_from = "String")]
    id_slug: Slug,
    retracted: bool,
    hash: String,
    number: u32,
    changed: i64,
    #[sqlx(try_from = "i64")]
    clauses: usize,
    pub(super) first_placement: i64,
    pub(super) last_placement: i64,
}

/// Stores `document` unless its source's newest version is the same. A retracted source is only
/// stored where it is taken up `again` on purpose, and then as a further version even if it is the
/// same.
pub(super) async fn put(
    connection: &mut SqliteConnection,
    document: &Document,
    again: bool,
) -> Result<PutReport, StoreError> {
    let source = &document.source;
    let held = held(connection, source).await?;
    match &held {
        Some(held) if held.retracted && !again => {
            let standing = names::standing(connection, &held.slug).await?;
            let retraction = standing.and_then(|s| s.retraction).unwrap_or_default();
            return Err(StoreError::Retracted(held.slug.clone(), retraction));
        }
        Some(held) if !held.retracted && held.hash == document.revision.to_string() => {
            return Ok(PutReport { unchanged: true, new: 0, kept: held.clauses, superseded: 0 });
        }
        _ => {}
    }
    go_by(connection, &source.slug, held.as_ref()).await?;
    let treaty = treaties::found(connection, &document.treaty, source).await?;
    let mut clauses: Vec<&Clause> = document.clauses.iter().collect();
    clauses.sort_by_key(|clause| clause.order);

    let before = match &held {
        Some(held) => placed(connection, held).await?,
        None => Vec::new(),
    };
    let report = counts(&before, &clauses);
    let added = now();
    let place =
        add_revision(connection, document, (treaty.id, held.as_ref()), &report, &added).await?;
    if let Some(held) = &held {
        supersede(connection, held).await?;
    }
    originals::add(connection, place.revision, &document.original).await?;
    let paths = divisions::paths(&document.divisions);
    divisions::add(connection, place.revision, document, &paths, &clauses).await?;
    let contents = clauses
        .iter()
        .map(|clause| {
            let path = clause.division.and_then(|d| paths.get(d as usize));
            Ok((*clause, feed::content(&treaty.treaty, source, clause, path)?))
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    placing::place(connection, &place, &contents).await?;
    vocabulary::enter(connection, &treaty.treaty, (place.source, source), place.first, &clauses)
        .await?;
    let treaties = held.iter().map(|held| held.treaty).chain([treaty.id]).collect();
    listing::renew(connection, place.source, treaties).await?;

    let ids: Vec<ClauseId> = before.iter().map(|(clause, _)| clause_id(*clause)).collect();
    succession::add(connection, place.revision, &ids, &clauses).await?;

    let listed = held.is_some_and(|held| !held.retracted);
    let mut entries = compare(if listed { before } else { Vec::new() }, contents);
    if treaty.filled {
        entries.extend(treaties::beside(connection, treaty.id, place.source).await?);
    }
    feed::append(connection, &entries).await?;
    Ok(report)
}

/// Sees to it that the source may go by its slug, and keeps the one that it went by before.
async fn go_by(
    connection: &mut SqliteConnection,
    slug: &Slug,
    held: Option<&Held>,
) -> Result<(), StoreError> {
    if held.is_some_and(|held| held.slug == *slug) {
        return Ok(());
    }
    names::is_free(connection, Facet::Source, slug, held.map(|held| held.id)).await?;
    match held {
        Some(held) => names::give_up(connection, Facet::Source, &held.slug, held.id).await,
        None => Ok(()),
    }
}

/// The time in UTC, to the second.
pub(super) fn now() -> String {
    let now = Timestamp::now();
    now.round(Unit::Second).unwrap_or(now).to_string()
}

/// What is held of a source, by the slug it goes by or by the one it was founded with.
pub(super) async fn held(
    connection: &mut SqliteConnection,
    source: &Source,
) -> Result<Option<Held>, StoreError> {
    let held: Option<Held> = sqlx::query_as(sql::HELD)
        .bind(source.slug.as_str())
        .bind(source.id_slug.as_str())
        .fetch_optional(connection)
        .await
        .map_err(during("reading a source"))?;
    match held {
        Some(held) if held.id_slug != source.id_slug => {
            Err(StoreError::Founded(held.slug, held.id_slug))
        }
        held => Ok(held),
    }
}

/// Adds the version and makes it the source's newest.
async fn add_revision<'a>(
    connection: &mut SqliteConnection,
    document: &Document,
    (treaty, held): (i64, Option<&Held>),
    report: &PutReport,
    added: &'a str,
) -> Result<Place<'a>, StoreError> {
    let metadata = &document.source;
    let (revision, first): (i64, i64) = sqlx::query_as(sql::NEXT_NUMBERS)
        .fetch_one(&mut *connection)
        .await
        .map_err(during("numbering a version"))?;
    let clauses = i64::try_from(document.clauses.len()).unwrap_or(i64::MAX);
    let claims: usize = document.clauses.iter().map(|clause| clause.claims.len()).sum();
    let source = sqlx::query_scalar(sql::PUT_SOURCE)
        .bind(metadata.slug.as_str())
        .bind(metadata.id_slug.as_str())
        .bind(treaty)
        .bind(metadata.r#type.as_str())
        .bind(&metadata.title)
        .bind(revision)
        .bind(first)
        .bind(first + clauses - 1)
        .bind(clauses)
        .bind(i64::try_from(claims).unwrap_or(i64::MAX))
        .bind(i64::try_from(document.named_articles()).unwrap_or(i64::MAX))
        .bind(held.filter(|_| !report.changes_words()).map_or(revision, |held| held.changed))
        .fetch_one(&mut *connection)
        .await
        .map_err(during("storing a source"))?;
    sqlx::query(sql::ADD_REVISION)
        .bind(revision)
        .bind(source)
        .bind(held.map_or(0, |held| held.number) + 1)
        .bind(document.revision.to_string())
        .bind(added)
        .bind(json(metadata)?)
        .bind(first)
        .bind(clauses)
        .bind(i64::try_from(report.new).unwrap_or(i64::MAX))
        .bind(i64::try_from(report.superseded).unwrap_or(i64::MAX))
        .execute(&mut *connection)
        .await
        .map_err(during("storing a version"))?;
    sqlx::query(sql::ADD_TEXT)
        .bind(revision)
        .bind(&document.text)
        .bind(json(&document.outline)?)
        .execute(connection)
        .await
        .map_err(during("storing a text"))?;
    Ok(Place { revision, source, first, added })
}

/// A clause's number and the hash of its content.
pub(super) type Placed = (i64, String);

/// The clauses of a source's newest version, in order.
pub(super) async fn placed(
    connection: &mut SqliteConnection,
    held: &Held,
) -> Result<Vec<Placed>, StoreError> {
    sqlx::query_as(sql::PLACED)
        .bind(held.first_placement)
        .bind(held.last_placement)
        .fetch_all(connection)
        .await
        .map_err(during("reading the previous version"))
}

/// Takes the previous version out of what is current.
async fn supersede(connection: &mut SqliteConnection, held: &Held) -> Result<(), StoreError> {
    let (first, last) = (held.first_placement, held.last_placement);
    if held.retracted {
        sqlx::query(sql::READMIT_CLAUSES)
            .bind(held.id)
            .execute(&mut *connection)
            .await
            .map_err(during("readmitting clauses"))?;
    }
    sqlx::query(sql::SUPERSEDE)
        .bind(first)
        .bind(last)
        .execute(&mut *connection)
        .await
        .map_err(during("superseding the previous version"))?;
    vocabulary::forget(connection, held.id, first, last).await
}

/// How many clauses are new, were there before, and are there no longer.
fn counts(before: &[Placed], now: &[&Clause]) -> PutReport {
    let before: HashSet<i64> = before.iter().map(|(clause, _)| *clause).collect();
    let kept = now.iter().filter(|clause| before.contains(&number(clause.id))).count();
    PutReport {
        unchanged: false,
        new: now.len() - kept,
        kept,
        superseded: before.len().saturating_sub(kept),
    }
}

/// What the feed has to tell: clauses that are new or read otherwise, then clauses that vanished.
fn compare(before: Vec<Placed>, now: Vec<(&Clause, String)>) -> Vec<Entry> {
    let mut gone: HashMap<ClauseId, String> =
        before.iter().map(|(clause, content)| (clause_id(*clause), content.clone())).collect();
    let mut entries = Vec::new();
    for (clause, content) in now {
        if gone.remove(&clause.id).as_ref() != Some(&content) {
            entries.push(Entry { clause: clause.id, op: Op::Put, content });
        }
    }
    for (clause, content) in before {
        let clause = clause_id(clause);
        if gone.contains_key(&clause) {
            entries.push(Entry { clause, op: Op::Delete, content });
        }
    }
    entries
}
