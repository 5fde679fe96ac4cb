//! The page of one domain, party or institution: its passages, and what stands beside it in them.

use askama::Template;
use axum::{
    extract::State,
    response::Response,
    routing::{MethodRouter, get},
};
use serde::Serialize;

use super::{
    AppState,
    chrome::Chrome,
    error::{Way, WebError},
    extract::{Params, SlugPath},
    links,
    list::{self, List, Listing},
    twin::Twin,
    view::{ClauseItem, Link, SourceGroup, TermLink, counted, grouped, label, title_of},
    vocabulary::{Codes, Kind},
};
use crate::{
    model::{Slug, SourceType},
    search::Sort,
    store::{Facet, OrderKey, Term},
};

/// Passages on a page.
const PAGE: u32 = 50;
/// Neighbouring values shown.
const BESIDE: usize = 12;

#[derive(Template, Serialize)]
#[template(path = "entry.html")]
struct EntryPage {
    #[serde(skip)]
    chrome: Chrome,
    #[serde(skip)]
    parent: Link,
    label: String,
    slug: Slug,
    /// One honest sentence on what is held.
    lead: String,
    clauses_total: u64,
    scope: Option<String>,
    codes: Option<Codes>,
    groups: Vec<SourceGroup>,
    /// What else stands in the same passages, by vocabulary.
    beside: Vec<Beside>,
    /// Search within these passages.
    #[serde(skip)]
    search: String,
    /// The rest of the list.
    next: Option<String>,
}

impl List for EntryPage {
    fn listing(&self) -> Listing<'_> {
        Listing {
            chrome: &self.chrome,
            columns: list::CLAUSES,
            rows: list::grouped(&self.groups),
            total: self.clauses_total,
            next: self.next.as_deref(),
        }
    }
}

#[derive(Debug, Serialize)]
struct Beside {
    title: &'static str,
    terms: Vec<TermLink>,
}

/// The page of one value of a vocabulary.
pub(super) fn entry_of(kind: &'static Kind) -> MethodRouter<AppState> {
    get(move |state: State<AppState>, twin: Twin, slug: SlugPath, params: Params| {
        entry(kind, state, twin, slug, params)
    })
}

async fn entry(
    kind: &Kind,
    State(state): State<AppState>,
    twin: Twin,
    SlugPath(slug): SlugPath,
    params: Params,
) -> Result<Response, WebError> {
    let after = params.get("after").map(page_key).transpose()?;
    let store = state.store();
    let terms = store.terms(kind.facet).await?;
    let term = terms.iter().find(|t| t.slug == slug);
    let domain =
        (kind.facet == Facet::Domain).then(|| state.codebook().domain(slug.as_str())).flatten();
    // A domain without passages is still a domain; a party nobody names is not held.
    if term.is_none() && domain.is_none() {
        return Err(unknown(&state, kind, &slug, &terms));
    }
    let label = match (domain, term) {
        (Some(d), _) => d.label.clone(),
        (None, Some(t)) => label(&state, t),
        (None, None) => slug.to_string(),
    };
    let total = term.map_or(0, |t| t.clauses);
    let clauses = store.clauses_with(kind.facet, &slug, after.as_ref(), PAGE).await?;
    let sources = store.sources().await?;
    let next = clauses
        .last()
        .filter(|_| clauses.len() == PAGE as usize)
        .map(|c| format!("{}/{slug}?after={}.{}", kind.path, c.source, c.order));
    let mut beside = Vec::new();
    for (title, facet) in [
        ("Subjects", Facet::Domain),
        ("Parties", Facet::Party),
        ("Institutions", Facet::Institution),
    ] {
        let terms: Vec<TermLink> = store
            .terms_beside(kind.facet, &slug, facet)
            .await?
            .iter()
            .filter(|t| facet != kind.facet || t.slug != slug)
            .take(BESIDE)
            .map(|t| TermLink::of(&state, t))
            .collect();
        if !terms.is_empty() {
            beside.push(Beside { title, terms });
        }
    }
    let within = if domain.is_some() { label.to_lowercase() } else { label.clone() };
    let lead = lead(&state, kind, &slug, &within, total).await?;
    let path = match &after {
        None => format!("{}/{slug}", kind.path),
        Some((source, order)) => format!("{}/{slug}?after={source}.{order}", kind.path),
    };
    let page = EntryPage {
        chrome: Chrome {
            description: lead.clone(),
            noindex: after.is_some(),
            ..Chrome::list(label.clone(), &path)
        },
        parent: Link { label: kind.title.to_owned(), href: kind.path.to_owned() },
        search: format!("{}:{slug} ", kind.facet.as_str()),
        lead,
        clauses_total: total,
        scope: domain.map(|d| d.scope.clone()),
        codes: domain.map(Codes::of),
        groups: grouped(clauses.iter().map(|c| ClauseItem::of(&state, c)), |s| {
            title_of(&sources, s)
        }),
        beside,
        next,
        label,
        slug,
    };
    list::answer(&state, twin, &page).await
}

/// `source.order`, as the link to the next page has it.
fn page_key(written: &str) -> Result<OrderKey, WebError> {
    let key = written.rsplit_once('.').and_then(|(source, order)| {
        Some((source.parse::<Slug>().ok()?, order.parse::<u32>().ok()?))
    });
    key.ok_or_else(|| {
        WebError::bad_request("after", "It is not a key that a page of this list gave.".to_owned())
    })
}

/// "3 passages are about energy, all from one report. Pacta does not hold this treaty’s text."
async fn lead(
    state: &AppState,
    kind: &Kind,
    slug: &Slug,
    label: &str,
    total: u64,
) -> Result<String, WebError> {
    if total == 0 {
        return Ok(format!("No passage that Pacta holds {} {label}.", kind.verb.0));
    }
    let store = state.store();
    let sources = store.terms_beside(kind.facet, slug, Facet::Source).await?;
    let types = store.terms_beside(kind.facet, slug, Facet::Type).await?;
    let treaties = store.terms_beside(kind.facet, slug, Facet::Treaty).await?;
    let verb = if total == 1 { kind.verb.0 } else { kind.verb.1 };
    let text = types.iter().any(|t| t.slug.as_str() == SourceType::Text.as_str());
    let noun = match types.as_slice() {
        [one] if one.slug.as_str() == SourceType::Report.as_str() => ("report", "reports"),
        [one] if one.slug.as_str() == SourceType::Text.as_str() => ("treaty text", "treaty texts"),
        [_] => ("official statement", "official statements"),
        _ => ("source", "sources"),
    };
    let from = match sources.len() {
        1 if total == 1 => format!("from one {}", noun.0),
        1 => format!("all from one {}", noun.0),
        n => format!("from {n} {}", noun.1),
    };
    let mut sentence = format!("{} {verb} {label}, {from}.", counted(total, "passage", "passages"));
    if !text {
        sentence.push_str(match treaties.len() {
            1 => " Pacta does not hold this treaty’s text.",
            _ => " Pacta does not hold the treaties’ texts.",
        });
    }
    Ok(sentence)
}

/// The 404 of a value that is not held, with the nearest ones that are.
fn unknown(state: &AppState, kind: &Kind, slug: &Slug, terms: &[Term]) -> WebError {
    let shown: String = slug.as_str().chars().take(60).collect();
    let mut error = WebError::not_found(format!(
        "Pacta has no page “{shown}” under {}.",
        kind.title.to_lowercase()
    ))
    .way(Way::new(format!("All {}", kind.title.to_lowercase()), kind.path))
    .way(Way::new(
        format!("Search for “{shown}”"),
        links::search(&shown.replace('-', " "), Sort::Relevance, None),
    ));
    for term in terms.iter().filter(|t| near(t.slug.as_str(), slug.as_str())).take(3) {
        error = error.way(Way::new(label(state, term), links::term(term)));
    }
    error
}

/// Whether one slug begins or contains the other.
fn near(a: &str, b: &str) -> bool {
    a.len() > 2 && b.len() > 2 && (a.contains(b) || b.contains(a))
}
