//! Help, about, and the accessibility statement.

use askama::Template;
use axum::{extract::State, response::Response};
use serde::Serialize;

use super::{AppState, ROUTES, Route, chrome::Chrome, error::WebError, page::answer, twin::Twin};

#[derive(Template, Serialize)]
#[template(path = "help.html")]
struct HelpPage {
    #[serde(skip)]
    chrome: Chrome,
    /// Every address of the site.
    routes: &'static [Route],
}

pub(super) async fn help(twin: Twin) -> Result<Response, WebError> {
    let description = "How to search, how to cite, and every address of this site.".to_owned();
    let chrome = Chrome { description, ..Chrome::of("Help", "/help") };
    answer(twin, &HelpPage { chrome, routes: ROUTES })
}

#[derive(Template, Serialize)]
#[template(path = "about.html")]
struct AboutPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The program's version.
    version: &'static str,
    domains: usize,
    institutions: usize,
    countries: usize,
    /// BLAKE3 of the codebook.
    codebook: String,
}

pub(super) async fn about(State(state): State<AppState>, twin: Twin) -> Result<Response, WebError> {
    let description = "What Pacta is, how it reads, and what its links promise.".to_owned();
    let chrome = Chrome { description, ..Chrome::of("About", "/about") };
    let codebook = state.codebook();
    let page = AboutPage {
        chrome,
        version: env!("CARGO_PKG_VERSION"),
        domains: codebook.domains.len(),
        institutions: codebook.institutions.len(),
        countries: codebook.countries.len(),
        codebook: codebook.fingerprint().to_owned(),
    };
    answer(twin, &page)
}

#[derive(Template, Serialize)]
#[template(path = "accessibility.html")]
struct AccessibilityPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The guidelines aimed at.
    standard: &'static str,
}

pub(super) async fn accessibility(twin: Twin) -> Result<Response, WebError> {
    let description = "What is done so that everybody can read Pacta, and what falls short.";
    let chrome = Chrome {
        description: description.to_owned(),
        ..Chrome::of("Accessibility", "/accessibility")
    };
    answer(twin, &AccessibilityPage { chrome, standard: "WCAG 2.2 AA" })
}
