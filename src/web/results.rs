//! A clause's page as one of the results of a search: which it is, the ones beside it, and the way back.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;
use tokio::time::timeout;

use super::{AppState, clause::ClauseParams, links, references::Place, search, view::number};
use crate::{
    model::ClauseId,
    search::{Fragment, Query, Rank, Sort, by_present_names},
};

/// Where a passage stands among the results of the search that led to it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ResultPlace")]
pub(super) struct Result {
    /// The search, as typed.
    pub(super) q: String,
    /// The page of results that it is on.
    pub(super) back: String,
    /// Which of the results it is; null where it is none of them any more.
    rank: Option<Ranked>,
    /// The result before it.
    pub(super) previous: Option<String>,
    /// The result after it.
    pub(super) next: Option<String>,
    /// Where the search matched the passage's text.
    #[serde(skip)]
    pub(super) matched: Vec<Place>,
}

/// Which result a passage is.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "ResultRank")]
struct Ranked {
    /// Its number, from 1.
    number: u64,
    /// How many results there are.
    of: u64,
}

impl Result {
    /// What `?in=` asks for. The passage is shown whatever becomes of the search.
    pub(super) async fn of(state: &AppState, asked: &ClauseParams, id: ClauseId) -> Option<Self> {
        let (q, sort) = (asked.r#in.as_deref()?.trim(), asked.sort);
        let query = by_present_names(state.store(), Query::parse(q).ok()?).await.ok()?;
        let rank = rank(state, query, sort, id).await;
        let link = |id: Option<ClauseId>| id.map(|id| links::result(id, q, sort));
        let page = rank.as_ref().and_then(|r| r.page.as_deref());
        Some(Self {
            q: q.to_owned(),
            back: format!("{}#c-{id}", links::search(q, sort, page)),
            rank: rank.as_ref().map(|r| Ranked { number: r.rank, of: r.total }),
            previous: link(rank.as_ref().and_then(|r| r.previous)),
            next: link(rank.as_ref().and_then(|r| r.next)),
            matched: rank.map(|r| matched(&r.fragments)).unwrap_or_default(),
        })
    }

    /// "Result 7 of 2,000".
    pub(super) fn words(&self) -> String {
        self.rank.map_or_else(
            || "No result of this search any more".to_owned(),
            |rank| format!("Result {} of {}", number(rank.number), number(rank.of)),
        )
    }
}

/// How long a passage waits for its place among results: permanent links come first.
const PATIENCE: Duration = Duration::from_millis(500);

/// Nothing where the index can't answer now.
async fn rank(state: &AppState, query: Query, sort: Sort, id: ClauseId) -> Option<Rank> {
    let page = search::PAGE as usize;
    let asked = state.ask(move |index| index.rank(&query, sort, id, page));
    match timeout(PATIENCE, asked).await.ok()?.ok()? {
        Ok(rank) => rank,
        Err(error) => {
            tracing::debug!(%error, "a passage is shown without its place among results");
            None
        }
    }
}

/// Where the marked fragments of a text stand in it.
fn matched(fragments: &[Fragment]) -> Vec<Place> {
    let mut at = 0;
    let mut places = Vec::new();
    for fragment in fragments {
        let end = at + fragment.text.len();
        if fragment.marked {
            places.push(Place { start: at, end });
        }
        at = end;
    }
    places
}
