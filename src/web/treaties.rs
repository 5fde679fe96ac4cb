//! Treaties: the list.

use askama::Template;
use axum::{extract::State, response::Response};
use serde::Serialize;

use super::{
    AppState,
    chrome::Chrome,
    error::WebError,
    links,
    list::{self, List, Listing, Row},
    twin::Twin,
    view::counted,
};
use crate::{model::Slug, store::TreatyRecord};

/// A treaty in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TreatyItem {
    pub(super) slug: Slug,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) parties: Vec<String>,
    /// What is held: "0 of 47 articles held, 19 passages from one report".
    pub(super) held: String,
}

impl TreatyItem {
    pub(super) fn of(record: &TreatyRecord) -> Self {
        Self {
            slug: record.treaty.slug.clone(),
            title: record.treaty.title.clone(),
            href: links::treaty(&record.treaty.slug),
            parties: record.treaty.parties.clone(),
            held: held(record),
        }
    }
}

/// What Pacta holds of a treaty, told plainly.
fn held(record: &TreatyRecord) -> String {
    let text = match (record.texts, record.articles_held, &record.articles) {
        (0, _, Some(n)) => format!("0 of {n} articles held"),
        (0, _, None) => "text not held".to_owned(),
        (n, 0, _) => counted(n, "text held", "texts held"),
        // A text may count other articles than a report says it has; then both can't be told as one.
        (_, held, Some(n)) if n.parse().is_ok_and(|n: u64| held <= n) => {
            format!("{held} of {n} articles held")
        }
        (_, held, _) => counted(held, "article held", "articles held"),
    };
    let passages = counted(record.clauses, "passage", "passages");
    let from = match (record.sources, record.texts) {
        (1, 0) => "one report".to_owned(),
        (n, 0) => format!("{n} reports"),
        (1, _) => "one source".to_owned(),
        (n, _) => format!("{n} sources"),
    };
    format!("{text}, {passages} from {from}")
}

#[derive(Template, Serialize)]
#[template(path = "treaties.html")]
struct TreatiesPage {
    #[serde(skip)]
    chrome: Chrome,
    treaties: Vec<TreatyItem>,
}

impl List for TreatiesPage {
    fn listing(&self) -> Listing<'_> {
        let rows = self.treaties.iter().map(Row::treaty).collect();
        Listing::whole(&self.chrome, list::TREATIES, rows)
    }
}

pub(super) async fn list(State(state): State<AppState>, twin: Twin) -> Result<Response, WebError> {
    let mut treaties = state.store().treaties().await?;
    // One whose sources were all retracted keeps its page, but has nothing to show in a list.
    treaties.retain(|t| t.sources > 0);
    let page = TreatiesPage {
        chrome: Chrome {
            description: "Every treaty of which Pacta holds a text or a report.".to_owned(),
            ..Chrome::list("Treaties", "/treaties")
        },
        treaties: treaties.iter().map(TreatyItem::of).collect(),
    };
    list::answer(&state, twin, &page).await
}
