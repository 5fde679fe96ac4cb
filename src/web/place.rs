//! Addresses of places in sources: whatever stands there now.

use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::{
    AppState, absent,
    error::{Way, WebError},
    links,
    twin::Twin,
};
use crate::{
    model::{ClauseId, Locator, Slug},
    store::StoreError,
};

/// `/sources/{slug}/{locator}`: what stands at a place now. The wording there may change, so this
/// redirects, and does so for a time only (302).
pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    uri: Uri,
    Path((slug, typed)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let slug =
        Slug::from_text(&slug).map_err(|_| WebError::not_found("There is no such source."))?;
    if state.store().source(&slug).await?.is_none() {
        return absent::source(&state, twin, &uri, &slug).await;
    }
    let nothing = || {
        WebError::not_found(format!(
            "Nothing stands at “{}” in this source.",
            typed.chars().take(60).collect::<String>()
        ))
        .way(Way::new("Read the source in order", links::source(&slug)))
    };
    let mut places: Vec<Locator> = typed.parse::<Locator>().into_iter().collect();
    places.extend(Locator::candidates(&typed));
    // What was meant stands there, if any reading of it does; else the nearest place around it.
    while !places.is_empty() {
        for place in &places {
            if let Some(id) = at(&state, &slug, place).await? {
                let to = twin.address(&links::clause(id));
                return Ok((StatusCode::FOUND, [(header::LOCATION, to)]).into_response());
            }
        }
        places = places.iter().filter_map(Locator::around).collect();
    }
    Err(nothing())
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
