//! Help, about, and the accessibility statement.

use askama::Template;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    AppState, ROUTES, Route,
    chrome::Chrome,
    error::WebError,
    links,
    page::{Answer, answer},
    twin::Twin,
};
use crate::search::Sort;

/// A query that shows a part of the search language, on the bundled sources.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "QueryExample")]
struct Example {
    /// The query.
    query: &'static str,
    /// What it finds: passages…
    finds: &'static str,
}

impl Example {
    fn href(&self) -> String {
        links::search(self.query, Sort::Relevance, None)
    }
}

const fn example(query: &'static str, finds: &'static str) -> Example {
    Example { query, finds }
}

static EXAMPLES: [Example; 20] = [
    example("interbank ties", "with both words"),
    example("\"national currencies\"", "with these words in this order"),
    example("terrorism OR extremism", "with either word"),
    example("defence -military", "with the first word and without the second"),
    example("coopera*", "with a word that begins so"),
    example("(terrorism OR extremism) domain:defence", "with either word, on a subject"),
    example("domain:energy", "on a subject"),
    example("party:russia party:iran", "that concern both parties"),
    example("between:iran,russia", "on treaties between exactly these parties"),
    example("institution:state-duma", "that name a body"),
    example("place:moscow", "that name a place"),
    example("date:2025", "with a date in a year"),
    example("date:2025-01..2025-05", "with a date in a time"),
    example("date:..2024", "with a date up to the end of a year"),
    example(
        "kind:event",
        "that tell of an act: event, provision, statement or commentary; in texts also preamble, definition, final, testimonium, annex",
    ),
    example("treaty:iran-russia-2025", "on one treaty"),
    example("source:iran-russia-2025", "of one source"),
    example("type:report", "of one kind of source: text, official or report"),
    example("lang:en", "in one language, by its code"),
    example("art:3(2)", "of an article of treaty texts, with paragraph and point"),
];

/// How to search, and every address.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "help.html")]
pub(super) struct HelpPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The search language by examples.
    examples: &'static [Example],
    /// Every address of the site.
    routes: &'static [Route],
}

pub(super) async fn help(twin: Twin) -> Result<Answer<HelpPage>, WebError> {
    let description = "How to search, how to cite, and every address of this site.".to_owned();
    let chrome = Chrome { description, ..Chrome::of("Help", "/help") };
    answer(twin, &HelpPage { chrome, examples: &EXAMPLES, routes: ROUTES })
}

/// What Pacta is, in figures.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "about.html")]
pub(super) struct AboutPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The program's version.
    version: &'static str,
    /// Subjects of the codebook.
    domains: usize,
    /// Institutions of the codebook.
    institutions: usize,
    /// States and organisations of the codebook.
    countries: usize,
    /// BLAKE3 of the codebook.
    codebook: String,
}

pub(super) async fn about(
    State(state): State<AppState>,
    twin: Twin,
) -> Result<Answer<AboutPage>, WebError> {
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

/// What is done so that everybody can read the site.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "accessibility.html")]
pub(super) struct AccessibilityPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The guidelines aimed at.
    standard: &'static str,
}

pub(super) async fn accessibility(twin: Twin) -> Result<Answer<AccessibilityPage>, WebError> {
    let description = "What is done so that everybody can read Pacta, and what falls short.";
    let chrome = Chrome {
        description: description.to_owned(),
        ..Chrome::of("Accessibility", "/accessibility")
    };
    answer(twin, &AccessibilityPage { chrome, standard: "WCAG 2.2 AA" })
}
