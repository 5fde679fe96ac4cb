//! `/treaties/{slug}/brief`: what the chosen sources say of a treaty on one subject, on one page to print.

mod choice;
mod dates;

use std::collections::HashSet;

use askama::Template;
use axum::{extract::State, http::Uri, response::Response};
use serde::Serialize;

use self::{
    choice::{Choice, Form},
    dates::DateTable,
};
use super::{
    AppState, absent,
    chrome::Chrome,
    cite::{FILES, file},
    clause::{Neighbour, lead_ins},
    error::WebError,
    extract::{Params, SlugPath},
    links,
    list::{self, List, Listing, Row, Updated},
    sources::SourceItem,
    twin::Twin,
    view::{Link, counted},
};
use crate::{
    cite::{Citation, Cited, Citing, Item, Style, TreatyFacts, list},
    model::{ClaimRecord, ClauseId, ClauseRecord, Fact, Slug, SourceType, facts},
    store::{Facet, SourceRecord, TreatyRecord},
};

/// Words of one source, ready to be quoted.
#[derive(Debug, Serialize)]
struct Quotation {
    id: ClauseId,
    href: String,
    badge: &'static str,
    kind: &'static str,
    place: String,
    breadcrumb: Vec<String>,
    language: String,
    /// Opening words that it hangs on and that no quotation before it has shown.
    lead_ins: Vec<Neighbour>,
    text: String,
    citation: Citation,
    permalink: String,
}

/// A source with what it says.
#[derive(Debug, Serialize)]
struct Said {
    source: SourceItem,
    /// What to know before citing it.
    notices: Vec<String>,
    /// Its entry in a list of references, in an author-date style.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<Citation>,
    /// Its passages on the subject, of which `quotations` are the first.
    passages: u64,
    quotations: Vec<Quotation>,
}

#[derive(Template, Serialize)]
#[template(path = "brief.html")]
struct BriefPage {
    #[serde(skip)]
    chrome: Chrome,
    treaty: Link,
    domain: Option<Link>,
    title: String,
    /// What is held, and what sources differ on.
    summary: String,
    notices: Vec<String>,
    style: Style,
    /// Passages on the subject in the chosen sources.
    passages: u64,
    /// Those that are quoted here.
    quoted: u64,
    sources: Vec<Said>,
    dates: DateTable,
    /// Where this brief is found again.
    address: String,
    #[serde(skip)]
    files: Vec<Link>,
    #[serde(skip)]
    form: Form,
}

impl List for BriefPage {
    fn listing(&self) -> Listing<'_> {
        let row = |q: &Quotation| Row {
            text: Some(q.text.clone()),
            language: Some(q.language.clone()),
            note: q.citation.text.trim_end_matches('.').to_owned(),
            updated: Updated::Unknown,
            ..Row::named(&q.place, &q.href)
        };
        Listing {
            chrome: &self.chrome,
            columns: &[],
            rows: self.sources.iter().flat_map(|s| &s.quotations).map(row).collect(),
            total: self.passages,
            next: None,
        }
    }
}

/// What a brief is made of.
struct Material<'a> {
    state: &'a AppState,
    citing: Citing<'a>,
    choice: &'a Choice,
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    uri: Uri,
    SlugPath(slug): SlugPath,
    params: Params,
) -> Result<Response, WebError> {
    let store = state.store();
    let Some(record) = store.treaty(&slug).await? else {
        return absent::treaty(&state, twin, &uri, &slug).await;
    };
    let all = store.sources_of(&slug).await?;
    let choice = Choice::of(&params, &state, &slug, &all)?;
    let claims = store.claims(&slug).await?;
    let known =
        TreatyFacts::of(&record.treaty, &claims, all.iter().map(|s| &s.source), state.codebook());
    let material = Material { state: &state, citing: state.citing(&known), choice: &choice };
    let (mut sources, cited) = material.quote(&all).await?;
    let items: Vec<&Item> = cited.iter().map(Cited::item).collect();
    if let Some(file) = file(twin, &format!("{slug}-brief"), &items) {
        return Ok(file);
    }
    let chosen: Vec<&SourceRecord> = all.iter().filter(|s| choice.has(&s.source.slug)).collect();
    let claims: Vec<ClaimRecord> = claims.into_iter().filter(|c| choice.has(&c.source)).collect();
    let title = match &choice.domain {
        Some(domain) => format!("{}: {}", state.domain_label(domain.as_str()), record.treaty.title),
        None => record.treaty.title.clone(),
    };
    let path = choice.address();
    let passages = sources.iter().map(|s| s.passages).sum();
    let summary = summary(&material, &record, &chosen, &sources, &facts(&claims));
    let page = BriefPage {
        chrome: Chrome {
            description: summary.clone(),
            noindex: choice.is_narrow(),
            ..Chrome::of(format!("Brief: {title}"), &path)
                .with(&[Twin::Markdown], &path)
                .with(&FILES, &path)
        },
        notices: shared_notices(&mut sources),
        summary,
        dates: DateTable::of(
            &claims,
            chosen.iter().map(|s| (&s.source.slug, s.source.title.as_str())),
        ),
        form: Form::of(&state, &choice, &all).await?,
        treaty: Link { label: record.treaty.title.clone(), href: links::treaty(&slug) },
        domain: choice.domain.as_ref().map(|domain| Link {
            label: state.domain_label(domain.as_str()),
            href: format!("/domains/{domain}"),
        }),
        title,
        style: choice.style,
        passages,
        quoted: sources.iter().map(|s| s.quotations.len() as u64).sum(),
        // A source that is silent on the subject is counted in the summary, not listed.
        sources: sources.into_iter().filter(|s| s.passages > 0).collect(),
        address: format!("{}{path}", state.base_url().unwrap_or_default()),
        files: FILES
            .iter()
            .map(|t| Link { label: t.label().to_owned(), href: t.address(&path) })
            .collect(),
    };
    list::answer(&state, twin, &page).await
}

impl Material<'_> {
    /// What each chosen source says, and what is cited, up to the limit.
    async fn quote(&self, sources: &[SourceRecord]) -> Result<(Vec<Said>, Vec<Cited>), WebError> {
        let counts = match &self.choice.domain {
            Some(domain) => {
                self.state.store().terms_beside(Facet::Domain, domain, Facet::Source).await?
            }
            None => Vec::new(),
        };
        let (mut said, mut cited) = (Vec::new(), Vec::new());
        for record in sources.iter().filter(|s| self.choice.has(&s.source.slug)) {
            let source = &record.source;
            let passages = match &self.choice.domain {
                Some(_) => counts.iter().find(|t| t.slug == source.slug).map_or(0, |t| t.clauses),
                None => record.clauses,
            };
            let left =
                self.choice.limit.saturating_sub(u32::try_from(cited.len()).unwrap_or(u32::MAX));
            let clauses = self.clauses(&source.slug, left).await?;
            let whole = self.citing.source(source);
            let reference = (self.choice.style.is_author_date())
                .then(|| whole.citation(self.choice.style))
                .transpose()
                .map_err(WebError::internal)?;
            let mut quotations = Vec::new();
            let mut shown: HashSet<String> = HashSet::new();
            for clause in &clauses {
                let of_clause = self.citing.clause(clause, source);
                let citation = of_clause.citation(self.choice.style).map_err(WebError::internal)?;
                let mut lead_ins = lead_ins(self.state, clause).await?;
                shown.insert(links::clause(clause.id));
                lead_ins.retain(|l| shown.insert(l.href.clone()));
                quotations.push(quotation(clause, lead_ins, citation, &of_clause.permalink));
                cited.push(of_clause);
            }
            said.push(Said {
                source: SourceItem::of(record),
                notices: whole.notices,
                reference,
                passages,
                quotations,
            });
        }
        Ok((said, cited))
    }

    /// The first passages of a source on the subject.
    async fn clauses(&self, source: &Slug, limit: u32) -> Result<Vec<ClauseRecord>, WebError> {
        let store = self.state.store();
        Ok(match (&self.choice.domain, limit.checked_sub(1)) {
            (_, None) => Vec::new(),
            (Some(domain), _) => store.clauses_of(source, Facet::Domain, domain, limit).await?,
            (None, Some(last)) => store.clauses_between(source, 0, last).await?,
        })
    }
}

fn quotation(
    clause: &ClauseRecord,
    lead_ins: Vec<Neighbour>,
    citation: Citation,
    permalink: &str,
) -> Quotation {
    Quotation {
        id: clause.id,
        href: links::clause(clause.id),
        badge: clause.kind.label(clause.r#type),
        kind: clause.kind.as_str(),
        place: clause.locator.words(),
        breadcrumb: clause.breadcrumb.clone(),
        language: clause.language.clone(),
        lead_ins,
        text: clause.text.clone(),
        citation,
        permalink: permalink.to_owned(),
    }
}

/// Takes out of the sources' notices what holds of all of them: it is told once.
fn shared_notices(sources: &mut [Said]) -> Vec<String> {
    let Some(first) = sources.first() else { return Vec::new() };
    let shared: Vec<String> = first
        .notices
        .iter()
        .filter(|notice| sources.iter().all(|s| s.notices.contains(notice)))
        .cloned()
        .collect();
    for source in sources {
        source.notices.retain(|notice| !shared.contains(notice));
    }
    shared
}

/// "4 passages are about energy, from 2 reports. Pacta does not hold the treaty’s text. The sources
/// differ on date of signature."
fn summary(
    material: &Material<'_>,
    record: &TreatyRecord,
    chosen: &[&SourceRecord],
    sources: &[Said],
    facts: &[Fact],
) -> String {
    let passages: u64 = sources.iter().map(|s| s.passages).sum();
    let speaking: Vec<SourceType> = chosen
        .iter()
        .zip(sources)
        .filter(|(_, said)| said.passages > 0)
        .map(|(record, _)| record.source.r#type)
        .collect();
    let subject = material.choice.domain.as_ref();
    let subject = subject.map(|d| material.state.domain_label(d.as_str()).to_lowercase());
    let count = counted(passages, "passage", "passages");
    let mut sentences = vec![match (subject, passages) {
        (None, _) => format!("{count} from {}.", kinds(speaking)),
        (Some(subject), 0) => {
            let searched = kinds(chosen.iter().map(|s| s.source.r#type));
            format!("Pacta finds no passage about {subject} in {searched}.")
        }
        (Some(subject), 1) => format!("{count} is about {subject}, from {}.", kinds(speaking)),
        (Some(subject), _) => format!("{count} are about {subject}, from {}.", kinds(speaking)),
    }];
    if record.texts == 0 {
        sentences.push("Pacta does not hold the treaty’s text.".to_owned());
    } else if chosen.iter().all(|s| s.source.r#type != SourceType::Text) {
        let aside = "The treaty’s text is held, but is not among the chosen sources.";
        sentences.push(aside.to_owned());
    }
    let differing: Vec<String> =
        facts.iter().filter(|f| f.differs).map(|f| lower(&f.label())).collect();
    if !differing.is_empty() {
        sentences.push(format!("Sources differ on {}.", list(&differing)));
    } else if chosen.len() > 1 {
        sentences.push("They contradict each other on no fact of the treaty’s life.".to_owned());
    }
    sentences.join(" ")
}

/// "one treaty text and 3 reports".
fn kinds(types: impl IntoIterator<Item = SourceType>) -> String {
    let types: Vec<SourceType> = types.into_iter().collect();
    let told: Vec<String> = SourceType::ALL
        .into_iter()
        .filter_map(|kind| {
            let label = kind.label().to_lowercase();
            match types.iter().filter(|t| **t == kind).count() {
                0 => None,
                1 => Some(format!("one {label}")),
                n => Some(format!("{n} {label}s")),
            }
        })
        .collect();
    list(&told)
}

/// With its first letter in lower case.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
