//! Treaties: the list, and what sources say of one.

use askama::Template;
use axum::{extract::State, http::Uri, response::Response};
use serde::Serialize;

use super::{
    AppState, absent,
    chrome::Chrome,
    cite::{CiteSection, Subject},
    contents::{self, Entry},
    error::WebError,
    extract::SlugPath,
    facts::FactItem,
    links,
    list::{self, List, Listing, Row},
    sources::SourceItem,
    twin::Twin,
    view::{Link, TermLink, counted},
};
use crate::{
    cite::TreatyFacts,
    model::{Slug, SourceType, facts},
    search::Sort,
    store::{Facet, TreatyRecord},
};

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

/// A text of the treaty with the articles that it has.
#[derive(Debug, Serialize)]
struct HeldText {
    source: Link,
    articles: Vec<Entry>,
}

#[derive(Template, Serialize)]
#[template(path = "treaty.html")]
struct TreatyPage {
    #[serde(skip)]
    chrome: Chrome,
    treaty: TreatyItem,
    parties: Vec<Link>,
    /// Whether the treaty's own text is held.
    text_held: bool,
    /// What sources say, by property; differing ones first in the page, marked in both.
    facts: Vec<FactItem>,
    domains: Vec<TermLink>,
    /// The texts held, each with its articles.
    texts: Vec<HeldText>,
    sources: Vec<SourceItem>,
    citation: CiteSection,
    /// All its passages.
    #[serde(skip)]
    passages: String,
}

impl TreatyPage {
    fn differing(&self) -> impl Iterator<Item = &FactItem> {
        self.facts.iter().filter(|f| f.differs)
    }

    fn agreed(&self) -> impl Iterator<Item = &FactItem> {
        self.facts.iter().filter(|f| !f.differs)
    }
}

impl List for TreatyPage {
    fn listing(&self) -> Listing<'_> {
        let rows = self.facts.iter().flat_map(Row::claims).collect();
        Listing::whole(&self.chrome, list::CLAIMS, rows)
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    uri: Uri,
    SlugPath(slug): SlugPath,
) -> Result<Response, WebError> {
    let store = state.store();
    let Some(record) = store.treaty(&slug).await? else {
        return absent::treaty(&state, twin, &uri, &slug).await;
    };
    let claims = store.claims(&slug).await?;
    let sources = store.sources_of(&slug).await?;
    let documents = sources.iter().map(|s| &s.source);
    let known = TreatyFacts::of(&record.treaty, &claims, documents, state.codebook());
    let subject = Subject::treaty(state.citing(&known));
    if let Some(file) = subject.file(twin) {
        return Ok(file);
    }
    let mut texts = Vec::new();
    for text in sources.iter().map(|s| &s.source).filter(|s| s.r#type == SourceType::Text) {
        let articles = contents::articles(&text.slug, &store.divisions(&text.slug).await?);
        let source = Link { label: text.title.clone(), href: links::source(&text.slug) };
        texts.push(HeldText { source, articles });
    }
    let domains = store.terms_beside(Facet::Treaty, &slug, Facet::Domain).await?;
    let item = TreatyItem::of(&record);
    let parties = record
        .treaty
        .parties
        .iter()
        .filter_map(|code| {
            let country = state.codebook().country(code)?;
            let slug = Slug::from_text(&country.name).ok()?;
            Some(Link { label: country.name.clone(), href: format!("/parties/{slug}") })
        })
        .collect();
    let page = TreatyPage {
        chrome: subject.introduce(Chrome {
            description: format!(
                "{}: what sources say, with the exact words. {}.",
                item.title, item.held
            ),
            ..Chrome::list(item.title.clone(), &links::treaty(&slug))
        }),
        parties,
        text_held: record.texts > 0,
        facts: facts(&claims).iter().map(|f| FactItem::of(f, &item.title)).collect(),
        domains: domains.iter().map(|t| TermLink::of(&state, t)).collect(),
        texts,
        sources: sources.iter().map(SourceItem::of).collect(),
        passages: links::search(&format!("treaty:{slug}"), Sort::Document, None),
        citation: subject.section()?,
        treaty: item,
    };
    Ok(subject.told(list::answer(&state, twin, &page).await?))
}
