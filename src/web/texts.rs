//! Help and about.

use askama::Template;
use axum::{extract::State, response::Response};

use super::{
    AppState, ROUTES, Route, chrome::Chrome, error::WebError, extract::HtmlOnly, page::html,
};

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    chrome: Chrome,
    routes: &'static [Route],
}

pub(super) async fn help(_: HtmlOnly) -> Result<Response, WebError> {
    let description = "How to search, how to cite, and every address of this site.".to_owned();
    let chrome = Chrome { title: "Help".to_owned(), description, ..Chrome::default() };
    html(&HelpPage { chrome, routes: &ROUTES })
}

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    chrome: Chrome,
    version: &'static str,
    domains: usize,
    institutions: usize,
    countries: usize,
}

pub(super) async fn about(
    State(state): State<AppState>,
    _: HtmlOnly,
) -> Result<Response, WebError> {
    let description = "What Pacta is, how it reads, and what its links promise.".to_owned();
    let chrome = Chrome { title: "About".to_owned(), description, ..Chrome::default() };
    let codebook = state.codebook();
    html(&AboutPage {
        chrome,
        version: env!("CARGO_PKG_VERSION"),
        domains: codebook.domains.len(),
        institutions: codebook.institutions.len(),
        countries: codebook.countries.len(),
    })
}
