//! One value, two faces: a page struct is both its template and its JSON.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{assets, error::WebError, links, twin::Twin};

/// What every HTML page carries around its content.
#[derive(Debug, Clone, Default)]
pub(super) struct Chrome {
    /// The page's title, without the site's name.
    pub(super) title: String,
    /// What stands in the search box.
    pub(super) q: String,
    /// One sentence for search engines and previews.
    pub(super) description: String,
    /// Address of the JSON twin, where there is one.
    pub(super) json: Option<String>,
    /// Whether crawlers should leave the page out: combinations of filters are endless.
    pub(super) noindex: bool,
}

impl Chrome {
    /// The chrome of the page at `path` (without query), which has a JSON twin.
    pub(super) fn of(title: impl Into<String>, path: &str) -> Self {
        Self { title: title.into(), json: Some(links::json(path)), ..Self::default() }
    }

    pub(super) fn asset(name: &str) -> &'static str {
        assets::url(name)
    }
}

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

/// Renders a page that has no data twin.
pub(super) fn html<P: Template>(page: &P) -> Result<Response, WebError> {
    let body = page.render().map_err(WebError::internal)?;
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, kind)], body).into_response())
}
