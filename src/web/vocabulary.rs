//! The lists of domains, parties and institutions.

use std::collections::HashMap;

use askama::Template;
use axum::{extract::State, response::Response};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AppState,
    chrome::Chrome,
    describe::{Endpoint, get},
    error::{Way, WebError},
    extract::Params,
    list::{self, List, Listing, Row},
    page::Answer,
    skos,
    twin::Twin,
    view::{TermLink, counted},
};
use crate::{
    annotate::Domain,
    model::Slug,
    search::words::fold,
    store::{Facet, News},
};

/// How a vocabulary is named on its pages.
pub(super) struct Kind {
    pub(super) facet: Facet,
    pub(super) path: &'static str,
    pub(super) title: &'static str,
    about: &'static str,
    /// The verb that ties a passage to a value.
    pub(super) verb: (&'static str, &'static str),
}

pub(super) static DOMAINS: Kind = Kind {
    facet: Facet::Domain,
    path: "/domains",
    title: "Subjects",
    about: "The subjects of Pacta’s codebook, with the codes that libraries know them by.",
    verb: ("is about", "are about"),
};
pub(super) static PARTIES: Kind = Kind {
    facet: Facet::Party,
    path: "/parties",
    title: "Parties",
    about: "States and organisations that passages name or refer to as parties.",
    verb: ("concerns", "concern"),
};
pub(super) static INSTITUTIONS: Kind = Kind {
    facet: Facet::Institution,
    path: "/institutions",
    title: "Institutions",
    about: "Bodies that passages name: parliaments, ministries, courts, organisations.",
    verb: ("names", "name"),
};

/// The codes of a domain in other schemes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "DomainCodes")]
pub(super) struct Codes {
    /// UNBIS Thesaurus.
    #[serde(skip_serializing_if = "Option::is_none")]
    unbis: Option<String>,
    /// `EuroVoc` domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    eurovoc: Option<String>,
    /// World Treaty Index.
    #[serde(skip_serializing_if = "Option::is_none")]
    wti: Option<String>,
}

impl Codes {
    pub(super) fn of(domain: &Domain) -> Self {
        Self {
            unbis: domain.unbis.clone(),
            eurovoc: domain.eurovoc.clone(),
            wti: domain.wti.clone(),
        }
    }

    pub(super) fn words(&self) -> String {
        [("UNBIS", &self.unbis), ("EuroVoc", &self.eurovoc), ("WTI", &self.wti)]
            .into_iter()
            .filter_map(|(scheme, code)| Some(format!("{scheme} {}", code.as_ref()?)))
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

/// A subject, a party or an institution.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "VocabularyEntry")]
struct Entry {
    /// Its name in addresses.
    slug: Slug,
    #[serde(flatten)]
    link: TermLink,
    /// What belongs to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    /// Its codes in other schemes.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    codes: Option<Codes>,
}

/// More entries than this have a list of letters above them…
const LETTERS: usize = 40;
/// …and of more than this, a page shows one letter.
const PAGE: usize = 200;
/// Entries shown before a letter is chosen: those with the most passages.
const FIRST: usize = 50;

/// All subjects, parties or institutions.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "vocabulary.html")]
pub(super) struct VocabularyPage {
    #[serde(skip)]
    chrome: Chrome,
    #[serde(skip)]
    about: &'static str,
    /// How many there are on all pages together.
    total: usize,
    /// By name, or by passages where only the most frequent ones are shown; as data all of them.
    entries: Vec<Entry>,
    /// Links to the letters that names begin with, where the list is long.
    #[serde(skip)]
    letters: Vec<Letter>,
    #[serde(skip)]
    next: Option<String>,
}

/// A link to the names that begin with one letter.
#[derive(Debug)]
struct Letter {
    name: String,
    href: String,
    shown: bool,
}

impl VocabularyPage {
    /// The entries under their letters; all under none where there are no letters to go by.
    fn sections(&self) -> Vec<(String, &[Entry])> {
        if self.letters.is_empty() || (self.total > PAGE && self.letters.iter().all(|l| !l.shown)) {
            return vec![(String::new(), &self.entries)];
        }
        let alike = |a: &Entry, b: &Entry| initial(&a.link.label) == initial(&b.link.label);
        let sections = self.entries.chunk_by(alike);
        sections.map(|entries| (initial(&entries[0].link.label), entries)).collect()
    }

    /// Where a letter's names stand on a page.
    fn anchor(letter: &str) -> String {
        format!("letter-{}", letter.to_lowercase())
    }

    /// Whether entries say what they are about, and so need a line each.
    fn described(&self) -> bool {
        self.entries.iter().any(|e| e.scope.is_some())
    }

    /// Whether the most frequent are shown, and the others by letter.
    fn by_letter(&self) -> bool {
        self.total > PAGE
    }
}

/// The letter under which a name stands, without its marks: "E" for "Élysée".
fn initial(label: &str) -> String {
    let first = label.chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
    let folded = fold(&first.to_lowercase().to_string());
    match folded.chars().next() {
        Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
        _ => "0–9".to_owned(),
    }
}

impl List for VocabularyPage {
    const COLUMNS: &'static [&'static [&'static str]] =
        &[&["slug", "label", "passages", "scope", "unbis", "eurovoc", "wti"]];

    fn listing(&self) -> Listing<'_> {
        let rows = self.entries.iter().map(Entry::row).collect();
        Listing::whole(&self.chrome, Self::COLUMNS[0], rows)
    }
}

impl Entry {
    fn row(&self) -> Row {
        let TermLink { label, href, clauses } = &self.link;
        let code = |of: fn(&Codes) -> &Option<String>| {
            self.codes.as_ref().and_then(|codes| of(codes).clone()).unwrap_or_default()
        };
        let scope = self.scope.clone().unwrap_or_default();
        let passages = counted(*clauses, "passage", "passages");
        Row {
            note: if scope.is_empty() { passages } else { format!("{passages}. {scope}") },
            cells: vec![
                self.slug.to_string(),
                label.clone(),
                clauses.to_string(),
                scope,
                code(|c| &c.unbis),
                code(|c| &c.eurovoc),
                code(|c| &c.wti),
            ],
            ..Row::named(label, href)
        }
    }
}

/// Which part of a long list the page shows; as data, a list is always whole.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct VocabularyParams {
    /// The letter that names begin with, on the page of a long list.
    #[schemars(extend("x-forms" = [Twin::Html]))]
    letter: Option<String>,
    /// The key of the next page, as the feed has it.
    #[schemars(extend("x-forms" = [Twin::Html, Twin::Atom]))]
    after: Option<String>,
}

/// The page that lists a vocabulary.
pub(super) fn list_of(kind: &'static Kind) -> Endpoint {
    get(move |state: State<AppState>, twin: Twin, params: Params<VocabularyParams>| {
        list(kind, state, twin, params)
    })
}

async fn list(
    kind: &Kind,
    State(state): State<AppState>,
    twin: Twin,
    Params(asked): Params<VocabularyParams>,
) -> Result<Answer<list::Rows<VocabularyPage>>, WebError> {
    if twin == Twin::JsonLd {
        return Ok(skos::scheme(&state).into());
    }
    let terms = state.store().terms(kind.facet).await?;
    let mut entries: Vec<Entry> = if kind.facet == Facet::Domain {
        let counts = |slug: &Slug| terms.iter().find(|t| t.slug == *slug).map_or(0, |t| t.clauses);
        state.codebook().domains.iter().map(|d| domain_entry(d, counts(&d.slug))).collect()
    } else {
        terms
            .iter()
            .map(|t| Entry {
                slug: t.slug.clone(),
                link: TermLink::of(&state, t),
                scope: None,
                codes: None,
            })
            .collect()
    };
    entries.sort_by_cached_key(|e| (initial(&e.link.label), fold(&e.link.label.to_lowercase())));
    let total = entries.len();
    let concepts = if kind.facet == Facet::Domain { &[Twin::JsonLd][..] } else { &[] };
    let mut page = VocabularyPage {
        chrome: Chrome {
            description: kind.about.to_owned(),
            ..Chrome::list(kind.title, kind.path).with(concepts, kind.path)
        },
        about: kind.about,
        total,
        letters: Vec::new(),
        next: None,
        entries,
    };
    if twin == Twin::Atom {
        return Ok(page.feed(&state, kind, asked.after.as_deref()).await?.into());
    }
    if twin == Twin::Html && total > LETTERS {
        page.show(kind, asked.letter.as_deref(), asked.after.as_deref())?;
    }
    list::answer(&state, twin, &page)
}

impl VocabularyPage {
    /// The entries that passages carry, those first in whose sources words changed last.
    async fn feed(
        &self,
        state: &AppState,
        kind: &Kind,
        after: Option<&str>,
    ) -> Result<Response, WebError> {
        let entries: HashMap<&Slug, &Entry> = self.entries.iter().map(|e| (&e.slug, e)).collect();
        let news = state.store().newest_terms(kind.facet).await?;
        let row = |news: News| Some(entries.get(&news.slug)?.row().timed(news));
        let rows = news.into_iter().filter_map(row).collect();
        list::newest(state, Listing::whole(&self.chrome, &[], rows), after)
    }

    /// Adds the list of letters, and of a very long list shows one letter, or the most frequent.
    fn show(
        &mut self,
        kind: &Kind,
        letter: Option<&str>,
        after: Option<&str>,
    ) -> Result<(), WebError> {
        let asked = letter.filter(|_| self.by_letter());
        for entry in &self.entries {
            let letter = initial(&entry.link.label);
            if self.letters.last().is_none_or(|l| l.name != letter) {
                let shown = asked == Some(letter.as_str()) || !self.by_letter();
                let href = if self.by_letter() {
                    page_of(kind, &letter, None)
                } else {
                    format!("#{}", Self::anchor(&letter))
                };
                self.letters.push(Letter { name: letter, href, shown });
            }
        }
        let Some(asked) = asked else {
            if self.by_letter() {
                self.entries.sort_by_key(|e| std::cmp::Reverse(e.link.clauses));
                self.entries.truncate(FIRST);
            }
            return Ok(());
        };
        self.chrome.title = format!("{}: {asked}", kind.title);
        self.entries.retain(|e| initial(&e.link.label) == asked);
        if self.entries.is_empty() {
            let shown: String = asked.chars().take(20).collect();
            let all = Way::new(format!("All {}", kind.title.to_lowercase()), kind.path);
            return Err(
                WebError::not_found(format!("No name here begins with “{shown}”.")).way(all)
            );
        }
        if let Some(after) = after {
            let passed = self.entries.iter().position(|e| e.slug.as_str() == after);
            self.entries.drain(..passed.map_or(0, |at| at + 1));
        }
        if self.entries.len() > PAGE {
            self.entries.truncate(PAGE);
            self.next = self.entries.last().map(|e| page_of(kind, asked, Some(&e.slug)));
        }
        Ok(())
    }
}

fn page_of(kind: &Kind, letter: &str, after: Option<&Slug>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("letter", letter);
    if let Some(after) = after {
        query.append_pair("after", after.as_str());
    }
    format!("{}?{}", kind.path, query.finish())
}

fn domain_entry(domain: &Domain, clauses: u64) -> Entry {
    Entry {
        slug: domain.slug.clone(),
        link: TermLink {
            label: domain.label.clone(),
            href: format!("/domains/{}", domain.slug),
            clauses,
        },
        scope: Some(domain.scope.clone()),
        codes: Some(Codes::of(domain)),
    }
}
