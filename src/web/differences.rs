//! Where sources differ.

use askama::Template;
use axum::{extract::State, response::Response};
use serde::Serialize;

use super::{
    AppState,
    error::WebError,
    page::{Chrome, answer},
    twin::Twin,
    view::{FactItem, difference},
};

#[derive(Template, Serialize)]
#[template(path = "differences.html")]
struct DifferencesPage {
    #[serde(skip)]
    chrome: Chrome,
    differences: Vec<FactItem>,
}

pub(super) async fn show(State(state): State<AppState>, twin: Twin) -> Result<Response, WebError> {
    let treaties = state.store().treaties().await?;
    let title = |slug: &_| {
        treaties
            .iter()
            .find(|t| t.treaty.slug == *slug)
            .map_or_else(String::new, |t| t.treaty.title.clone())
    };
    let found = state.differences().await?;
    let page = DifferencesPage {
        chrome: Chrome {
            description:
                "Facts about treaties on which sources differ, each with the words and who says so."
                    .to_owned(),
            ..Chrome::of("Where sources differ", "/differences")
        },
        differences: found.iter().map(|d| difference(d, title)).collect(),
    };
    answer(twin, &page)
}
