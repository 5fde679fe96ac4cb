//! Where sources differ.

use askama::Template;
use axum::{extract::State, response::Response};
use serde::Serialize;

use super::{
    AppState,
    chrome::Chrome,
    error::WebError,
    facts::{FactItem, items},
    list::{self, List, Listing, Row},
    twin::Twin,
};

#[derive(Template, Serialize)]
#[template(path = "differences.html")]
struct DifferencesPage {
    #[serde(skip)]
    chrome: Chrome,
    differences: Vec<FactItem>,
}

impl List for DifferencesPage {
    fn listing(&self) -> Listing<'_> {
        let rows = self.differences.iter().flat_map(Row::claims).collect();
        Listing::whole(&self.chrome, list::CLAIMS, rows)
    }
}

pub(super) async fn show(State(state): State<AppState>, twin: Twin) -> Result<Response, WebError> {
    let treaties = state.store().treaties().await?;
    let found = state.differences().await?;
    let page = DifferencesPage {
        chrome: Chrome {
            description:
                "Facts about treaties on which sources differ, each with the words and who says so."
                    .to_owned(),
            ..Chrome::list("Where sources differ", "/differences")
        },
        differences: items(&found, &treaties),
    };
    list::answer(&state, twin, &page).await
}
