//! One value, two faces: a page struct is both its template and its JSON.

use std::marker::PhantomData;

use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{error::WebError, twin::Twin};

/// An answer whose JSON, where that is asked for, is a `P`. It may also be a file, or lead elsewhere.
pub(super) struct Answer<P> {
    response: Response,
    page: PhantomData<fn() -> P>,
}

/// What an address that has nothing itself answers: it leads elsewhere.
pub(super) struct Elsewhere;

impl<P> Answer<P> {
    /// The same answer with more headers.
    pub(super) fn map(self, change: impl FnOnce(Response) -> Response) -> Self {
        change(self.response).into()
    }
}

impl<P> From<Response> for Answer<P> {
    fn from(response: Response) -> Self {
        Self { response, page: PhantomData }
    }
}

impl<P> IntoResponse for Answer<P> {
    fn into_response(self) -> Response {
        self.response
    }
}

/// Renders a page as its reader asked for it.
pub(super) fn answer<P: Template + Serialize>(twin: Twin, page: &P) -> Result<Answer<P>, WebError> {
    if twin == Twin::Html {
        return html(page);
    }
    // The routes let no other twin through to a page that has only its JSON.
    let mut body = serde_json::to_vec(page).map_err(WebError::internal)?;
    body.push(b'\n');
    let response = ([(header::CONTENT_TYPE, Twin::Json.media_type())], body).into_response();
    Ok(response.into())
}

fn html<P: Template>(page: &P) -> Result<Answer<P>, WebError> {
    let body = page.render().map_err(WebError::internal)?;
    let response = ([(header::CONTENT_TYPE, Twin::Html.media_type())], body).into_response();
    Ok(response.into())
}
