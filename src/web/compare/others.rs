//! What a passage may be compared with: passages of other sources on its subjects.

use schemars::JsonSchema;
use serde::Serialize;

use super::Held;
use crate::{
    model::ClauseId,
    search::{Hit, Query, SearchRequest, Sort},
    web::{AppState, error::WebError, excerpt::beginning, links, search},
};

/// Passages that are offered.
const OFFERED: usize = 5;

/// Subjects of the passage that are looked for: a query has no room for all that there are.
const SUBJECTS: usize = 8;

/// A passage to compare with.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Other {
    /// Its permanent id.
    id: ClauseId,
    /// The comparison with it.
    pub(super) href: String,
    /// The title of its source.
    pub(super) title: String,
    /// Where it stands, in words.
    pub(super) place: String,
    /// Its first words.
    pub(super) words: String,
    /// Its language, BCP 47.
    pub(super) language: String,
}

impl Other {
    fn of(with: ClauseId, hit: Hit) -> Self {
        Self {
            id: hit.id,
            href: links::compare(&[with, hit.id]),
            title: hit.source_title,
            place: hit.locator.words(),
            words: beginning(&hit.text),
            language: hit.language,
        }
    }
}

/// Passages of other sources on the same subjects: on the same treaty, else on any. None where the
/// passage has no subject, and while there is no index.
pub(super) async fn others(state: &AppState, held: &Held) -> Result<Vec<Other>, WebError> {
    let clause = &held.clause;
    let subjects = clause.annotations.domains.iter().take(SUBJECTS);
    let subjects: Vec<String> = subjects.map(|d| format!("domain:{}", d.slug)).collect();
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    let elsewhere = format!("({}) -source:{}", subjects.join(" OR "), clause.source);
    for query in [format!("{elsewhere} treaty:{}", clause.treaty), elsewhere] {
        let query = Query::parse(&query)?;
        let request = SearchRequest { query, sort: Sort::Relevance, after: None, limit: OFFERED };
        match search::run(state, request).await {
            Ok(found) if found.hits.is_empty() => {}
            Ok(found) => {
                return Ok(found.hits.into_iter().map(|hit| Other::of(clause.id, hit)).collect());
            }
            Err(WebError::SearchUnavailable) => break,
            Err(other) => return Err(other),
        }
    }
    Ok(Vec::new())
}
