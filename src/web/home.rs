//! The front page.

use askama::Template;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    AppState,
    chrome::Chrome,
    error::WebError,
    facts::{self, FactItem},
    links,
    page::{Answer, answer},
    sources::SourceItem,
    treaties::TreatyItem,
    twin::Twin,
    view::{Link, TermLink, counted},
};
use crate::{
    search::Sort,
    store::{DifferenceFilter, Facet, SourceList, Totals, TreatyList, TreatyPlace},
};

/// Differences, treaties and sources shown here; the rest is a link away.
const SHOWN: u32 = 5;

/// Searches that show what the box can do.
const EXAMPLES: [&str; 3] =
    ["energy", "\"national currencies\"", "party:russia institution:state-duma"];

/// What is held, at a glance.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "home.html")]
pub(super) struct HomePage {
    #[serde(skip)]
    chrome: Chrome,
    /// How much is held.
    totals: Totals,
    #[serde(skip)]
    examples: Vec<Link>,
    /// Where sources differ, the first few.
    differences: Vec<FactItem>,
    /// How many differences there are.
    difference_count: u64,
    /// Domains with passages.
    domains: Vec<TermLink>,
    /// Domains without.
    empty_domains: Vec<Link>,
    /// The first treaties.
    treaties: Vec<TreatyItem>,
    /// The sources that were added last.
    recent: Vec<SourceItem>,
}

impl HomePage {
    fn more_differences(&self) -> bool {
        self.difference_count > self.differences.len() as u64
    }

    /// "25,000 passages from 40 sources on 38 treaties, with 900 claims."
    fn held(&self) -> String {
        let Totals { treaties, sources, clauses, claims } = self.totals;
        format!(
            "{} from {} on {}, with {}.",
            counted(clauses, "passage", "passages"),
            counted(sources, "source", "sources"),
            counted(treaties, "treaty", "treaties"),
            counted(claims, "claim", "claims"),
        )
    }

    fn more_treaties(&self) -> bool {
        self.totals.treaties > self.treaties.len() as u64
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
) -> Result<Answer<HomePage>, WebError> {
    let store = state.store();
    let treaties =
        store.treaties_listed(&TreatyList::default(), &TreatyPlace::Start, SHOWN).await?;
    let recent = store.sources_listed(&SourceList::default(), None, SHOWN).await?;
    let differing = DifferenceFilter::default();
    let found = store.differences(&differing, None, SHOWN).await?.unwrap_or_default();
    let found = store.facts_on(&found, facts::SHOWN).await?;
    let (difference_count, _) = store.differences_counted(&differing).await?;
    let terms = store.terms(Facet::Domain).await?;
    let domains: Vec<TermLink> = terms.iter().map(|t| TermLink::of(&state, t)).collect();
    let empty_domains = state
        .codebook()
        .domains
        .iter()
        .filter(|d| terms.iter().all(|t| t.slug != d.slug))
        .map(|d| Link { label: d.label.clone(), href: format!("/domains/{}", d.slug) })
        .collect();
    let page = HomePage {
        chrome: Chrome {
            description: "Find, compare and cite treaty provisions, each linked to the exact words and the source they come from.".to_owned(),
            ..Chrome::of("What does the treaty say, and who says so?", "/")
                // What is new on the site.
                .with(&[Twin::Atom], "/feed")
        },
        totals: store.totals().await?,
        examples: EXAMPLES
            .into_iter()
            .map(|q| Link { label: q.to_owned(), href: links::search(q, Sort::Relevance, None) })
            .collect(),
        difference_count,
        differences: facts::items(&state, &found, twin).await?,
        domains,
        empty_domains,
        treaties: treaties.iter().map(|t| TreatyItem::of(&t.record)).collect(),
        recent: recent.iter().flatten().map(SourceItem::of).collect(),
    };
    answer(twin, &page)
}
