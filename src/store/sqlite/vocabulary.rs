//! What writes vocabularies: which values clauses carry, and how many.

use std::collections::{BTreeMap, HashMap};

use sqlx::SqliteConnection;

use super::{
    rows::{during, facet_number, json},
    sql,
};
use crate::{
    model::{Clause, Kind, Slug, Source, Treaty},
    store::{Facet, StoreError},
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

pub(super) async fn term(
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
