//! Pages for machines that watch or crawl.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::AppState;

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
