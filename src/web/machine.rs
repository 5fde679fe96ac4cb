//! Pages for machines that watch or crawl.

use std::fmt::Write;

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::{SignedDuration, Timestamp};

use super::{AppState, error::WebError};

/// How long what `security.txt` says may be relied on: under a year, as RFC 9116 asks.
const RELIABLE: SignedDuration = SignedDuration::from_hours(180 * 24);

/// The process answers.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// Searches are answered and the index holds what the store holds.
pub(super) async fn readyz(State(state): State<AppState>) -> Response {
    let ready = match (state.store().position().await, state.0.index.cursor()) {
        (Ok(store), Some(index)) => store == index.position,
        _ => false,
    };
    if ready {
        "ready\n".into_response()
    } else {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            [(header::RETRY_AFTER, "1")],
            "the index is catching up\n",
        )
            .into_response()
    }
}

/// Where to report a vulnerability of this site (RFC 9116).
pub(super) async fn security_txt(State(state): State<AppState>) -> Result<Response, WebError> {
    let Some(contact) = &state.0.public.security_contact else {
        return Err(WebError::not_found(
            "Whoever runs this site has named no contact for security.",
        ));
    };
    // By the day, so that it is the same for a day.
    let today = Timestamp::now().strftime("%Y-%m-%dT00:00:00Z").to_string();
    let expires = today.parse::<Timestamp>().map_err(WebError::internal)? + RELIABLE;
    let mut text = format!("Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en\n");
    if let Some(base) = state.base_url() {
        let _ = writeln!(text, "Canonical: {base}/.well-known/security.txt");
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}
