//! What reads vocabularies: values that clauses carry, and clauses that carry a value.

use async_trait::async_trait;

use super::{
    SqliteStore,
    rows::{ClauseRow, TermRow, clause_id, during, facet_number, json, named, number, records},
    sql,
    vocabulary::term,
};
use crate::{
    model::{ClauseId, ClauseRecord, Slug},
    store::{Facet, OrderKey, StoreError, Term, Vocabularies},
};

#[async_trait]
impl Vocabularies for SqliteStore {
    async fn terms(&self, facet: Facet) -> Result<Vec<Term>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows = sqlx::query_as(sql::TERMS)
            .bind(facet_number(facet))
            .fetch_all(connection)
            .await
            .map_err(during("reading a vocabulary"))?;
        counted(rows)
    }

    async fn terms_named(&self, facet: Facet, slugs: &[Slug]) -> Result<Vec<Term>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows = sqlx::query_as(sql::TERMS_NAMED)
            .bind(facet_number(facet))
            .bind(json(&slugs)?)
            .fetch_all(connection)
            .await
            .map_err(during("reading terms"))?;
        counted(rows)
    }

    async fn terms_by_id(&self, ids: &[u64]) -> Result<Vec<Term>, StoreError> {
        let connection = &mut *self.reader().await?;
        let rows = sqlx::query_as(sql::TERMS_BY_ID)
            .bind(json(&ids)?)
            .fetch_all(connection)
            .await
            .map_err(during("reading terms"))?;
        counted(rows)
    }

    async fn clauses_with(
        &self,
        facet: Facet,
        value: &Slug,
        after: Option<&OrderKey>,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
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

    async fn clauses_of(
        &self,
        source: &Slug,
        facet: Facet,
        value: &Slug,
        limit: u32,
    ) -> Result<Vec<ClauseRecord>, StoreError> {
        let connection = &mut *self.reader().await?;
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

    async fn terms_of(
        &self,
        facet: Facet,
        clauses: &[ClauseId],
    ) -> Result<Vec<(ClauseId, Slug)>, StoreError> {
        let connection = &mut *self.reader().await?;
        let ids: Vec<i64> = clauses.iter().map(|id| number(*id)).collect();
        let rows: Vec<(i64, String)> = sqlx::query_as(sql::TERMS_OF)
            .bind(json(&ids)?)
            .bind(facet_number(facet))
            .fetch_all(connection)
            .await
            .map_err(during("reading the terms of clauses"))?;
        rows.into_iter().map(|(clause, slug)| Ok((clause_id(clause), named(&slug)?))).collect()
    }

    async fn terms_beside(
        &self,
        facet: Facet,
        value: &Slug,
        beside: Facet,
    ) -> Result<Vec<Term>, StoreError> {
        let connection = &mut *self.reader().await?;
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
}

fn counted(rows: Vec<TermRow>) -> Result<Vec<Term>, StoreError> {
    rows.into_iter().map(TermRow::term).collect()
}
