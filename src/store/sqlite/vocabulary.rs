//! Vocabularies: which values clauses carry, how many, and what stands beside them.

use std::collections::{BTreeMap, HashMap};

use sqlx::SqliteConnection;

use super::{
    rows::{ClauseRow, TermRow, clause_id, during, facet_number, json, named, number, records},
    sql,
};
use crate::{
    model::{Clause, ClauseId, ClauseRecord, Kind, Slug, Source, Treaty},
    store::{Facet, OrderKey, StoreError, Term},
};

/// A vocabulary's number and a value's slug: what names a term before it has a number.
type Key = (i64, String);

/// The values that a clause carries, each with its label. A value that leaves nothing for a slug
/// can't be browsed and is left out; it stays among the clause's annotations.
fn values(treaty: &Treaty, source: &Source, clause: &Clause) -> BTreeMap<Key, String> {
    let read = &clause.annotations;
    let kind = clause.kind.as_str();
    let named = |facet, name: &str| {
        Slug::from_text(name).ok().map(|slug| (facet, slug.to_string(), name.to_owned()))
    };
    let domains = read.domains.iter().map(|domain| {
        let slug = domain.slug.to_string();
        let label = slug.replace('-', " ");
        (Facet::Domain, slug, label)
    });
    let bodies = read.institutions.iter().map(|body| {
        let slug = body.slug.to_string();
        (Facet::Institution, slug, body.name.clone())
    });
    let kind_of_source = source.r#type;
    [
        (Facet::Kind, kind.to_owned(), kind_label(clause.kind)),
        (Facet::Treaty, treaty.slug.to_string(), treaty.title.clone()),
        (Facet::Source, source.slug.to_string(), source.title.clone()),
        (Facet::Type, kind_of_source.as_str().to_owned(), kind_of_source.label().to_owned()),
    ]
    .into_iter()
    .chain(domains)
    .chain(bodies)
    .chain(read.parties.iter().filter_map(|party| named(Facet::Party, &party.name)))
    .chain(read.places.iter().filter_map(|place| named(Facet::Place, &place.name)))
    .chain(named(Facet::Language, &clause.language))
    .map(|(facet, slug, label)| ((facet_number(facet), slug), label))
    .collect()
}

/// The label of a kind over all types of source; a badge, which knows the type, says more.
fn kind_label(kind: Kind) -> String {
    let mut label = kind.as_str().to_owned();
    if let Some(first) = label.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    label
}

/// Takes the clauses of a source's previous version out of the vocabularies.
pub(super) async fn forget(
    connection: &mut SqliteConnection,
    source: i64,
    first: i64,
    last: i64,
) -> Result<(), StoreError> {
    for statement in [sql::UNCOUNT_TERMS, sql::FORGET_SOURCE_TERMS] {
        sqlx::query(statement)
            .bind(source)
            .execute(&mut *connection)
            .await
            .map_err(during("updating the vocabularies"))?;
    }
    sqlx::query(sql::FORGET_PLACEMENT_TERMS)
        .bind(first)
        .bind(last)
        .execute(connection)
        .await
        .map_err(during("updating the vocabularies"))?;
    Ok(())
}

/// Enters the clauses of a source's new version, which are placed from `first` on.
pub(super) async fn enter(
    connection: &mut SqliteConnection,
    treaty: &Treaty,
    source: (i64, &Source),
    first: i64,
    clauses: &[&Clause],
) -> Result<(), StoreError> {
    let (source, metadata) = source;
    let carried: Vec<_> = clauses.iter().map(|c| values(treaty, metadata, c)).collect();
    let labels: BTreeMap<&Key, &String> = carried.iter().flatten().collect();
    let rows: Vec<_> = labels.iter().map(|((facet, slug), label)| (facet, slug, label)).collect();
    let rows = json(&rows)?;
    sqlx::query(sql::ADD_TERMS)
        .bind(&rows)
        .execute(&mut *connection)
        .await
        .map_err(during("adding terms"))?;
    let found: Vec<(i64, String, i64)> = sqlx::query_as(sql::TERM_NUMBERS)
        .bind(rows)
        .fetch_all(&mut *connection)
        .await
        .map_err(during("reading terms"))?;
    let numbers: HashMap<Key, i64> =
        found.into_iter().map(|(facet, slug, term)| ((facet, slug), term)).collect();

    let mut counts: BTreeMap<(i64, i64), u32> = BTreeMap::new();
    let mut rows: Vec<(i64, i64, i64)> = Vec::new();
    for (placement, keys) in (first..).zip(&carried) {
        for (key, term) in keys.keys().filter_map(|key| Some((key, *numbers.get(key)?))) {
            *counts.entry((term, key.0)).or_default() += 1;
            rows.push((term, placement, key.0));
        }
    }
    for some in rows.chunks(10_000) {
        sqlx::query(sql::ADD_PLACEMENT_TERMS)
            .bind(json(&some)?)
            .execute(&mut *connection)
            .await
            .map_err(during("adding terms to clauses"))?;
    }
    let counts: Vec<_> = counts.into_iter().map(|((term, facet), n)| (term, facet, n)).collect();
    sqlx::query(sql::ADD_SOURCE_TERMS)
        .bind(json(&counts)?)
        .bind(metadata.slug.as_str())
        .bind(source)
        .execute(&mut *connection)
        .await
        .map_err(during("counting terms"))?;
    sqlx::query(sql::COUNT_TERMS)
        .bind(source)
        .execute(connection)
        .await
        .map_err(during("counting terms"))?;
    Ok(())
}

/// Gives what carries one value of a vocabulary another value instead: a source or treaty was renamed.
pub(super) async fn rename(
    connection: &mut SqliteConnection,
    facet: i64,
    old: &Slug,
    new: &Slug,
) -> Result<(), StoreError> {
    let context = "renaming a term";
    let Some(before) = term(connection, facet, old).await? else { return Ok(()) };
    sqlx::query(sql::ADD_RENAMED_TERM)
        .bind(facet)
        .bind(old.as_str())
        .bind(new.as_str())
        .execute(&mut *connection)
        .await
        .map_err(during(context))?;
    let Some(now) = term(connection, facet, new).await? else { return Ok(()) };
    for statement in [sql::RENAME_PLACEMENT_TERM, sql::RENAME_SOURCE_TERM, sql::COUNT_RENAMED_TERM]
    {
        sqlx::query(statement)
            .bind(before)
            .bind(now)
            .execute(&mut *connection)
            .await
            .map_err(during(context))?;
    }
    sqlx::query(sql::UNCOUNT_RENAMED_TERM)
        .bind(before)
        .execute(connection)
        .await
        .map_err(during(context))?;
    Ok(())
}

fn counted(rows: Vec<TermRow>) -> Result<Vec<Term>, StoreError> {
    rows.into_iter().map(TermRow::term).collect()
}

async fn term(
    connection: &mut SqliteConnection,
    facet: i64,
    value: &Slug,
) -> Result<Option<i64>, StoreError> {
    sqlx::query_scalar(sql::TERM)
        .bind(facet)
        .bind(value.as_str())
        .fetch_optional(connection)
        .await
        .map_err(during("reading a term"))
}

/// The values of a vocabulary that current clauses carry, by label, counted.
pub(super) async fn terms(
    connection: &mut SqliteConnection,
    facet: Facet,
) -> Result<Vec<Term>, StoreError> {
    let rows = sqlx::query_as(sql::TERMS)
        .bind(facet_number(facet))
        .fetch_all(connection)
        .await
        .map_err(during("reading a vocabulary"))?;
    counted(rows)
}

/// Those of these values of a vocabulary that current clauses carry, counted, in that order.
pub(super) async fn terms_named(
    connection: &mut SqliteConnection,
    facet: Facet,
    slugs: &[Slug],
) -> Result<Vec<Term>, StoreError> {
    let rows = sqlx::query_as(sql::TERMS_NAMED)
        .bind(facet_number(facet))
        .bind(json(&slugs)?)
        .fetch_all(connection)
        .await
        .map_err(during("reading terms"))?;
    counted(rows)
}

/// The terms with these numbers, uncounted, in that order.
pub(super) async fn terms_by_id(
    connection: &mut SqliteConnection,
    ids: &[u64],
) -> Result<Vec<Term>, StoreError> {
    let rows = sqlx::query_as(sql::TERMS_BY_ID)
        .bind(json(&ids)?)
        .fetch_all(connection)
        .await
        .map_err(during("reading terms"))?;
    counted(rows)
}

/// The values of a vocabulary that these clauses carry.
pub(super) async fn terms_of(
    connection: &mut SqliteConnection,
    facet: Facet,
    clauses: &[ClauseId],
) -> Result<Vec<(ClauseId, Slug)>, StoreError> {
    let ids: Vec<i64> = clauses.iter().map(|id| number(*id)).collect();
    let rows: Vec<(i64, String)> = sqlx::query_as(sql::TERMS_OF)
        .bind(json(&ids)?)
        .bind(facet_number(facet))
        .fetch_all(connection)
        .await
        .map_err(during("reading the terms of clauses"))?;
    rows.into_iter().map(|(clause, slug)| Ok((clause_id(clause), named(&slug)?))).collect()
}

/// Values of `beside` on the current clauses that carry `value`, most frequent first.
pub(super) async fn terms_beside(
    connection: &mut SqliteConnection,
    facet: Facet,
    value: &Slug,
    beside: Facet,
) -> Result<Vec<Term>, StoreError> {
    let Some(term) = term(connection, facet_number(facet), value).await? else {
        return Ok(Vec::new());
    };
    let rows = sqlx::query_as(sql::TERMS_BESIDE)
        .bind(term)
        .bind(facet_number(beside))
        .fetch_all(connection)
        .await
        .map_err(during("counting terms"))?;
    counted(rows)
}

/// The first current clauses of a source that carry a value, in document order.
pub(super) async fn clauses_of(
    connection: &mut SqliteConnection,
    source: &Slug,
    (facet, value): (Facet, &Slug),
    limit: u32,
) -> Result<Vec<ClauseRecord>, StoreError> {
    let Some(term) = term(connection, facet_number(facet), value).await? else {
        return Ok(Vec::new());
    };
    let rows = sqlx::query_as(sql::WITH_TERM_IN)
        .bind(term)
        .bind(source.as_str())
        .bind(limit)
        .fetch_all(&mut *connection)
        .await
        .map_err(during("reading clauses by term"))?;
    records(connection, rows).await
}

/// Current clauses that carry a value, in source order, after a key.
pub(super) async fn clauses_with(
    connection: &mut SqliteConnection,
    (facet, value): (Facet, &Slug),
    after: Option<&OrderKey>,
    limit: u32,
) -> Result<Vec<ClauseRecord>, StoreError> {
    let Some(term) = term(connection, facet_number(facet), value).await? else {
        return Ok(Vec::new());
    };
    let mut rows: Vec<ClauseRow> = Vec::new();
    if let Some((source, order)) = after {
        rows = sqlx::query_as(sql::WITH_TERM_REST)
            .bind(term)
            .bind(source.as_str())
            .bind(order)
            .bind(limit)
            .fetch_all(&mut *connection)
            .await
            .map_err(during("reading clauses by term"))?;
    }
    let left = limit.saturating_sub(u32::try_from(rows.len()).unwrap_or(limit));
    if left > 0 {
        let later: Vec<ClauseRow> = sqlx::query_as(sql::WITH_TERM_LATER)
            .bind(term)
            .bind(after.map_or("", |(source, _)| source.as_str()))
            .bind(left)
            .fetch_all(&mut *connection)
            .await
            .map_err(during("reading clauses by term"))?;
        rows.extend(later);
    }
    records(connection, rows).await
}
