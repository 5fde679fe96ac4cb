//! One value, two faces: a page struct is both its template and its JSON.

use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{error::WebError, twin::Twin};

/// Renders a page as its reader asked for it.
pub(super) fn answer<P: Template + Serialize>(twin: Twin, page: &P) -> Result<Response, WebError> {
    if twin == Twin::Html {
        return html(page);
    }
    // The routes let no other twin through to a page that has only its JSON.
    let mut body = serde_json::to_vec(page).map_err(WebError::internal)?;
    body.push(b'\n');
    Ok(([(header::CONTENT_TYPE, Twin::Json.media_type())], body).into_response())
}

fn html<P: Template>(page: &P) -> Result<Response, WebError> {
    let body = page.render().map_err(WebError::internal)?;
    Ok(([(header::CONTENT_TYPE, Twin::Html.media_type())], body).into_response())
}
