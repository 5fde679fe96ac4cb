//! Addresses of places in sources: whatever stands there now.

use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri, header},
    response::IntoResponse,
};

use super::{
    AppState, absent,
    error::{Way, WebError},
    excerpt::short,
    links,
    page::{Answer, Elsewhere},
    twin::Twin,
};
use crate::{
    model::{ClauseId, Locator, Slug},
    search::Sort,
    store::StoreError,
};

/// `/sources/{slug}/{locator}`: what stands at a place now. The wording there may change, so this
/// redirects, and does so for a time only (302).
pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    uri: Uri,
    Path((slug, typed)): Path<(String, String)>,
) -> Result<Answer<Elsewhere>, WebError> {
    let slug =
        Slug::from_text(&slug).map_err(|_| WebError::not_found("There is no such source."))?;
    if let Some((_, id)) = find(&state, &slug, &typed).await? {
        let to = twin.address(&links::clause(id));
        return Ok((StatusCode::FOUND, [(header::LOCATION, to)]).into_response().into());
    }
    if state.store().source(&slug).await?.is_none() {
        return absent::source(&state, twin, &uri, &slug).await;
    }
    Err(nothing_at(&state, &slug, &typed).await?)
}

/// The answer where nothing stands at a place of a source that is held.
pub(super) async fn nothing_at(
    state: &AppState,
    source: &Slug,
    typed: &str,
) -> Result<WebError, StoreError> {
    let shown = short(typed);
    let mut nothing = WebError::not_found(format!("Nothing stands at “{shown}” in this source."));
    if let Some(near) = nearest(state, source, typed).await? {
        nothing = nothing.way(Way::new(near.words(), links::place(source, &near)));
    }
    let within = links::search(&format!("source:{source}"), Sort::Document, None);
    Ok(nothing
        .way(Way::new("The source from its start, with its contents", links::source(source)))
        .way(Way::new("Search in this source", within)))
}

/// The place that a person meant in a source, and the clause that stands there.
pub(super) async fn find(
    state: &AppState,
    source: &Slug,
    typed: &str,
) -> Result<Option<(Locator, ClauseId)>, StoreError> {
    for place in meant(typed) {
        if let Some(id) = at(state, source, &place).await? {
            return Ok(Some((place, id)));
        }
    }
    Ok(None)
}

/// The places that may be meant, the likeliest first.
fn meant(typed: &str) -> Vec<Locator> {
    let mut places: Vec<Locator> = typed.parse::<Locator>().into_iter().collect();
    places.extend(Locator::candidates(typed));
    places
}

/// The nearest place around one that is not there: the article of a paragraph, the paragraph of a
/// sentence.
async fn nearest(
    state: &AppState,
    source: &Slug,
    typed: &str,
) -> Result<Option<Locator>, StoreError> {
    let mut places = meant(typed);
    while !places.is_empty() {
        places = places.iter().filter_map(|p| p.around().or_else(|| p.first_sentence())).collect();
        for place in &places {
            if at(state, source, place).await?.is_some() {
                return Ok(Some(place.clone()));
            }
        }
    }
    Ok(None)
}

/// What stands at a place: a passage, or the opening words of its points.
async fn at(
    state: &AppState,
    source: &Slug,
    place: &Locator,
) -> Result<Option<ClauseId>, StoreError> {
    let found = state.store().clause_at(source, place).await?;
    match place.opening().filter(|_| found.is_none()) {
        Some(opening) => state.store().clause_at(source, &opening).await,
        None => Ok(found),
    }
}
