//! One value, two faces: a page struct is both its template and its JSON.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{error::WebError, twin::Twin};

/// Renders a page as its reader asked for it.
pub(super) fn answer<P: Template + Serialize>(twin: Twin, page: &P) -> Result<Response, WebError> {
    match twin {
        Twin::Html => html(page),
        Twin::Json => {
            let mut body = serde_json::to_vec(page).map_err(WebError::internal)?;
            body.push(b'\n');
            Ok(([(header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response())
        }
    }
}

fn html<P: Template>(page: &P) -> Result<Response, WebError> {
    let body = page.render().map_err(WebError::internal)?;
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, kind)], body).into_response())
}
