//! `/treaties/{slug}/brief`: what the chosen sources say of a treaty on one subject, on one page to print.

mod choice;
mod dates;

use std::collections::{HashMap, HashSet};

use askama::Template;
use axum::{extract::State, http::Uri};
use schemars::JsonSchema;
use serde::Serialize;

use self::choice::{BriefParams, Choice, Form};
use super::{
    AppState, absent,
    chrome::Chrome,
    cite::{FILES, file, shared},
    clause::{self, Neighbour},
    error::WebError,
    extract::{Params, SlugPath},
    facts::{FactItem, cut, shown},
    links,
    list::{self, List, Listing, Row, Site},
    page::Answer,
    sources::SourceItem,
    twin::Twin,
    view::{Link, counted},
};
use crate::{
    cite::{Citation, CiteError, Cited, Citing, Item, Style, TreatyFacts, list as listed},
    model::{ClauseId, ClauseRecord, Fact, Locator, Slug, SourceType, facts},
    store::{Facet, SourceRecord, TreatyRecord},
};

/// Words of one source, ready to be quoted.
#[derive(Debug, Serialize, JsonSchema)]
struct Quotation {
    /// The passage’s permanent id.
    id: ClauseId,
    /// Its page.
    href: String,
    /// What it is, for readers.
    badge: &'static str,
    /// What it is.
    kind: &'static str,
    /// Where it stands, in words.
    place: String,
    /// The divisions that it stands in, outermost first.
    breadcrumb: Vec<String>,
    /// Their language, BCP 47.
    language: String,
    /// Opening words that it hangs on and that no quotation before it has shown.
    lead_ins: Vec<Neighbour>,
    /// The words.
    text: String,
    /// The citation.
    citation: Citation,
    /// Its permanent link, as it is cited.
    permalink: String,
}

/// A source with what it says.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "BriefSource")]
struct Said {
    /// The source.
    source: SourceItem,
    /// What to know before citing it.
    notices: Vec<String>,
    /// Its entry in a list of references, in an author-date style.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<Citation>,
    /// Its passages on the subject, of which `quotations` are the first.
    passages: u64,
    /// What it says, in order.
    quotations: Vec<Quotation>,
}

impl Said {
    fn counted(&self) -> String {
        counted(self.passages, "passage", "passages")
    }
}

/// What sources say of one treaty, on one subject, on one page.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "brief.html")]
pub(super) struct BriefPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The treaty.
    treaty: Link,
    /// The subject, where one is chosen.
    domain: Option<Link>,
    /// The title of the brief.
    title: String,
    /// What is held, and what sources differ on.
    summary: String,
    /// What should be known before quoting, each once.
    notices: Vec<String>,
    /// The style of the citations.
    style: Style,
    /// Passages on the subject in the chosen sources.
    passages: u64,
    /// Those that are quoted here.
    quoted: u64,
    /// Each source with what it says.
    sources: Vec<Said>,
    /// What is left out of them.
    unquoted: Option<String>,
    /// The dates and lengths of the treaty's life, each value with everyone who gives it.
    dates: Vec<FactItem>,
    /// Where this brief is found again.
    address: String,
    #[serde(skip)]
    files: Vec<Link>,
    #[serde(skip)]
    form: Form,
}

impl BriefPage {
    fn counted(&self) -> String {
        counted(self.passages, "passage", "passages")
    }
}

impl List for BriefPage {
    const COLUMNS: &'static [&'static [&'static str]] = &[];

    fn listing(&self) -> Listing<'_> {
        let row = |q: &Quotation| Row {
            text: Some(q.text.clone()),
            language: Some(q.language.clone()),
            note: q.citation.text.trim_end_matches('.').to_owned(),
            ..Row::named(&q.place, &q.href)
        };
        Listing {
            chrome: &self.chrome,
            columns: &[],
            rows: self.sources.iter().flat_map(|s| &s.quotations).map(row).collect(),
            total: self.passages,
            previous: None,
            next: None,
        }
    }

    fn below(&self, site: Site<'_>) -> String {
        dates::markdown(&self.dates, site)
    }
}

/// A source that speaks on the subject: all its passages counted, and the first of them with the
/// opening words that they hang on.
struct Speaking {
    record: SourceRecord,
    passages: u64,
    clauses: Vec<(ClauseRecord, Vec<Neighbour>)>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    uri: Uri,
    SlugPath(slug): SlugPath,
    Params(asked): Params<BriefParams>,
) -> Result<Answer<list::Rows<BriefPage>>, WebError> {
    let store = state.store();
    let Some(record) = store.treaty(&slug).await? else {
        return absent::treaty(&state, twin, &uri, &slug).await;
    };
    let all = store.sources_of(&slug).await?;
    let choice = Choice::of(&asked, &state, &slug, &all).await?;
    let known = TreatyFacts::of(store, state.codebook(), &record.treaty).await?;
    let chosen: Vec<&SourceRecord> = all.iter().filter(|s| choice.has(&s.source.slug)).collect();
    let speaking = speaking(&state, &choice, &chosen).await?;
    let facts = if chosen.len() == all.len() {
        store.facts(&slug, shown(twin)).await?
    } else {
        let claims = store.claims(&slug).await?;
        facts(&claims.into_iter().filter(|c| choice.has(&c.source)).collect::<Vec<_>>())
    };
    let passages = speaking.iter().map(|s| s.passages).sum();
    let mut dates: Vec<FactItem> = facts
        .iter()
        .filter(|f| f.property.is_time())
        .map(|f| FactItem::of(f, &record.treaty.title))
        .collect();
    cut(&mut dates, twin);
    let summary = summary(&state, &choice, &record, &chosen, (&speaking, passages), &facts);
    let unquoted = unquoted(&speaking);
    let (base_url, style) = (state.base_url().map(str::to_owned), choice.style);
    // Styles are rendered by a processor, which takes its time.
    let quoted = move || quote(speaking, &known, base_url.as_deref(), style);
    let (mut sources, cited) = tokio::task::spawn_blocking(quoted)
        .await
        .map_err(WebError::internal)?
        .map_err(WebError::internal)?;
    let items: Vec<&Item> = cited.iter().map(Cited::item).collect();
    if let Some(file) = file(twin, &format!("{slug}-brief"), &items) {
        return Ok(file.into());
    }
    let title = match &choice.domain {
        Some(domain) => format!("{}: {}", state.domain_label(domain.as_str()), record.treaty.title),
        None => record.treaty.title.clone(),
    };
    let path = choice.address();
    let page = BriefPage {
        chrome: Chrome {
            description: summary.clone(),
            noindex: choice.is_narrow(),
            ..Chrome::of(format!("Brief: {title}"), &path)
                .with(&[Twin::Markdown], &path)
                .with(&FILES, &path)
        },
        notices: shared(sources.iter_mut().map(|s| &mut s.notices)),
        summary,
        dates,
        form: Form::of(&state, &choice, &all).await?,
        treaty: Link { label: record.treaty.title.clone(), href: links::treaty(&slug) },
        domain: choice.domain.as_ref().map(|domain| Link {
            label: state.domain_label(domain.as_str()),
            href: format!("/domains/{domain}"),
        }),
        title,
        style,
        passages,
        quoted: cited.len() as u64,
        sources,
        unquoted,
        address: format!("{}{path}", state.base_url().unwrap_or_default()),
        files: FILES
            .iter()
            .map(|t| Link { label: t.label().to_owned(), href: t.address(&path) })
            .collect(),
    };
    list::answer(&state, twin, &page)
}

/// The chosen sources that have passages on the subject, with these up to the limit.
async fn speaking(
    state: &AppState,
    choice: &Choice,
    chosen: &[&SourceRecord],
) -> Result<Vec<Speaking>, WebError> {
    let store = state.store();
    let counts: HashMap<Slug, u64> = match &choice.domain {
        Some(domain) => store
            .terms_beside(Facet::Domain, domain, Facet::Source)
            .await?
            .into_iter()
            .map(|t| (t.slug, t.clauses))
            .collect(),
        None => chosen.iter().map(|s| (s.source.slug.clone(), s.clauses)).collect(),
    };
    let mut left = choice.limit;
    let mut speaking = Vec::new();
    for &record in chosen {
        let source = &record.source.slug;
        let passages = counts.get(source).copied().unwrap_or(0);
        if passages == 0 {
            continue;
        }
        let found = match (&choice.domain, left.checked_sub(1)) {
            (_, None) => Vec::new(),
            (Some(domain), _) => store.clauses_of(source, Facet::Domain, domain, left).await?,
            (None, Some(last)) => store.clauses_between(source, 0, last).await?,
        };
        left = left.saturating_sub(u32::try_from(found.len()).unwrap_or(u32::MAX));
        // Opening words are shown once, before the first quotation that hangs on them.
        let mut shown: HashSet<Locator> = HashSet::new();
        let mut clauses = Vec::new();
        for clause in found {
            let mut lead_ins = Vec::new();
            for locator in clause.locator.lead_ins() {
                if shown.insert(locator.clone()) {
                    lead_ins.extend(clause::at(state, source, &locator).await?);
                }
            }
            shown.insert(clause.locator.clone());
            clauses.push((clause, lead_ins));
        }
        speaking.push(Speaking { record: record.clone(), passages, clauses });
    }
    Ok(speaking)
}

/// "And 12 more sources with 340 passages", where the limit was reached before them.
fn unquoted(speaking: &[Speaking]) -> Option<String> {
    let left = || speaking.iter().filter(|s| s.clauses.is_empty());
    let sources = counted(left().count() as u64, "more source", "more sources");
    let passages = counted(left().map(|s| s.passages).sum(), "passage", "passages");
    left().next().map(|_| format!("And {sources} with {passages}."))
}

/// What each source says, with its citations, and all that is cited.
fn quote(
    speaking: Vec<Speaking>,
    treaty: &TreatyFacts,
    base_url: Option<&str>,
    style: Style,
) -> Result<(Vec<Said>, Vec<Cited>), CiteError> {
    let citing = Citing { treaty, base_url };
    let (mut said, mut cited) = (Vec::new(), Vec::new());
    for Speaking { record, passages, clauses } in speaking {
        if clauses.is_empty() {
            continue;
        }
        let whole = citing.source(&record.source);
        let reference = style.is_author_date().then(|| whole.citation(style)).transpose()?;
        let mut quotations = Vec::new();
        for (clause, lead_ins) in clauses {
            let of_clause = citing.clause(&clause, &record.source);
            let citation = of_clause.citation(style)?;
            quotations.push(quotation(&clause, lead_ins, citation, &of_clause.permalink));
            cited.push(of_clause);
        }
        said.push(Said {
            source: SourceItem::of(&record),
            notices: whole.notices,
            reference,
            passages,
            quotations,
        });
    }
    Ok((said, cited))
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

/// "4 passages are about energy, from 2 reports. Pacta does not hold the treaty’s text. The sources
/// differ on date of signature."
fn summary(
    state: &AppState,
    choice: &Choice,
    record: &TreatyRecord,
    chosen: &[&SourceRecord],
    (speaking, passages): (&[Speaking], u64),
    facts: &[Fact],
) -> String {
    if chosen.is_empty() {
        return "Pacta holds no source on this treaty.".to_owned();
    }
    let from = kinds(speaking.iter().map(|s| s.record.source.r#type));
    let subject = choice.domain.as_ref();
    let subject = subject.map(|d| state.domain_label(d.as_str()).to_lowercase());
    let count = counted(passages, "passage", "passages");
    let searched = kinds(chosen.iter().map(|s| s.source.r#type));
    let mut sentences = vec![match (subject, passages) {
        (None, 0) => format!("Pacta finds no passage in {searched}."),
        (None, _) => format!("{count} from {from}."),
        (Some(subject), 0) => format!("Pacta finds no passage about {subject} in {searched}."),
        (Some(subject), 1) => format!("{count} is about {subject}, from {from}."),
        (Some(subject), _) => format!("{count} are about {subject}, from {from}."),
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
        sentences.push(format!("Sources differ on {}.", listed(&differing)));
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
        .filter_map(|kind| match types.iter().filter(|t| **t == kind).count() {
            0 => None,
            1 => Some(format!("one {}", kind.label().to_lowercase())),
            n => Some(format!("{n} {}", kind.plural().to_lowercase())),
        })
        .collect();
    listed(&told)
}

/// With its first letter in lower case.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
