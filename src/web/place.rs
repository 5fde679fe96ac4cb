//! Addresses of places in sources: whatever stands there now.

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    AppState,
    error::{Way, WebError},
    links,
    sources::no_such_source,
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
    Path((slug, typed)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let slug =
        Slug::from_text(&slug).map_err(|_| WebError::not_found("There is no such source."))?;
    if state.store().source(&slug).await?.is_none() {
        return Err(no_such_source(&slug));
    }
    let nothing = || {
        WebError::not_found(format!(
            "Nothing stands at “{}” in this source.",
            typed.chars().take(60).collect::<String>()
        ))
        .way(Way::new("Read the source in order", links::source(&slug)))
    };
    let written = typed.parse::<Locator>().ok();
    let meant = Locator::from_typed(&typed).ok();
    for locator in written.into_iter().chain(meant) {
        if let Some(id) = at_or_around(&state, &slug, &locator).await? {
            let to = twin.address(&links::clause(id));
            return Ok((StatusCode::FOUND, [(header::LOCATION, to)]).into_response());
        }
    }
    Err(nothing())
}

/// What stands at a place, else at the nearest place around it: a point that a text does not part
/// from its paragraph is in the paragraph.
async fn at_or_around(
    state: &AppState,
    source: &Slug,
    locator: &Locator,
) -> Result<Option<ClauseId>, StoreError> {
    let mut place = Some(locator.clone());
    while let Some(locator) = place {
        if let Some(id) = state.store().clause_at(source, &locator).await? {
            return Ok(Some(id));
        }
        place = locator.around();
    }
    Ok(None)
}
