//! References in a passage, as links where what they name is held.

use schemars::JsonSchema;
use serde::Serialize;

use super::{AppState, links};
use crate::{
    model::{ClauseRecord, ReferenceMention, Slug, SourceType},
    search::Fragment,
    store::{SourceList, StoreError},
};

/// A stretch of a passage's words, linked where it refers to something held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "TextPiece")]
pub(super) struct Piece {
    /// The words.
    pub(super) text: String,
    /// The text, cut where words are marked.
    #[serde(skip)]
    pub(super) fragments: Vec<Fragment>,
    /// What they refer to, where that is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) href: Option<String>,
}

impl Piece {
    fn new(text: &str, href: Option<String>) -> Self {
        let fragments = vec![Fragment { text: text.to_owned(), marked: false }];
        Self { text: text.to_owned(), fragments, href }
    }
}

/// A place in a text.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "TextPlace")]
pub(super) struct Place {
    /// Its first byte.
    pub(super) start: usize,
    /// The first byte behind it.
    pub(super) end: usize,
}

/// Marks places of a passage's words, which are given in order.
pub(super) fn mark(pieces: &mut [Piece], places: &[Place]) {
    let mut start = 0;
    for piece in pieces {
        let end = start + piece.text.len();
        let mut at = start;
        piece.fragments.clear();
        let mut push = |from: usize, to: usize, marked| {
            let text = piece.text.get(from - start..to - start).unwrap_or_default();
            if !text.is_empty() {
                piece.fragments.push(Fragment { text: text.to_owned(), marked });
            }
        };
        for place in places.iter().filter(|p| p.start < end && start < p.end) {
            push(at, place.start.max(at), false);
            at = place.end.min(end);
            push(place.start.max(start), at, true);
        }
        push(at, end, false);
        start = end;
    }
}

/// The words of a passage, cut at its references.
pub(super) async fn pieces(
    state: &AppState,
    clause: &ClauseRecord,
) -> Result<Vec<Piece>, StoreError> {
    let text = &clause.text;
    let mut pieces = Vec::new();
    let mut at = 0;
    let plain = |text: &str| Piece::new(text, None);
    for reference in &clause.annotations.references {
        let Some(words) = reference.evidence.first().filter(|e| e.start >= at) else { continue };
        let (Some(before), Some(linked)) =
            (text.get(at..words.start), text.get(words.start..words.end))
        else {
            continue;
        };
        let Some(href) = target(state, clause, reference).await? else { continue };
        pieces.extend(Some(plain(before)).filter(|p| !p.text.is_empty()));
        pieces.push(Piece::new(linked, Some(href)));
        at = words.end;
    }
    pieces.extend(text.get(at..).filter(|rest| !rest.is_empty()).map(plain));
    Ok(pieces)
}

/// Where a reference leads, if what it names is held.
async fn target(
    state: &AppState,
    clause: &ClauseRecord,
    reference: &ReferenceMention,
) -> Result<Option<String>, StoreError> {
    let store = state.store();
    let text = match &reference.instrument {
        // A treaty's text speaks of itself; a report speaks of the treaty's text.
        None if clause.r#type == SourceType::Text => Some(clause.source.clone()),
        None => text_of(state, &clause.treaty).await?,
        Some(name) => {
            let title = name.strip_prefix("the ").unwrap_or(name);
            let Some(treaty) = store.treaty_titled(title).await? else { return Ok(None) };
            if reference.locator.is_none() {
                return Ok(Some(links::treaty(&treaty)));
            }
            text_of(state, &treaty).await?
        }
    };
    let Some(source) = text else { return Ok(None) };
    for candidate in reference.candidates() {
        for place in [Some(&candidate), candidate.opening().as_ref()].into_iter().flatten() {
            if store.clause_at(&source, place).await?.is_some() {
                return Ok(Some(links::place(&source, place)));
            }
        }
    }
    Ok(None)
}

/// The newest text of a treaty.
async fn text_of(state: &AppState, treaty: &Slug) -> Result<Option<Slug>, StoreError> {
    let texts = SourceList { treaty: Some(treaty.clone()), r#type: Some(SourceType::Text) };
    let newest = state.store().sources_listed(&texts, None, 1).await?;
    Ok(newest.into_iter().flatten().next().map(|s| s.source.slug))
}
