//! `/cite`: several passages cited together, in one style or as one file.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AppState,
    again::Again,
    chrome::Chrome,
    cite::{FILES, file, shared},
    error::{Way, WebError},
    excerpt::{beginning, short},
    extract::Params,
    links,
    page::{Answer, answer},
    twin::Twin,
    view::Link,
};
use crate::{
    cite::{Citation, Cited, Item, Style, TreatyFacts},
    model::{ClauseId, ClauseRecord, Slug, Source, Status},
};

/// Passages in one bibliography.
const MOST: usize = 100;

/// A passage that an entry cites.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "CitedPassage")]
struct Passage {
    /// Its permanent id.
    id: ClauseId,
    /// Its permanent link.
    href: String,
    /// Whether it stands in the newest version of its source.
    status: Status,
    /// The title of its source.
    title: String,
    /// Where it stands, in words.
    place: String,
    /// Its first words.
    words: String,
    /// Their language, BCP 47.
    language: String,
    /// What stands in the running text, in an author-date style.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_text: Option<String>,
    #[serde(skip)]
    in_text_html: Option<String>,
}

/// An entry: of a passage in a style of notes, of a source in an author-date style.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "BibliographyEntry")]
struct Entry {
    /// The entry itself.
    citation: Citation,
    /// The passages that it cites.
    passages: Vec<Passage>,
    /// What to know before citing it, unless it holds of all.
    notices: Vec<String>,
    #[serde(skip)]
    source: Slug,
}

/// A style to choose.
#[derive(Debug, Serialize, JsonSchema)]
struct Choice {
    style: Style,
    chosen: bool,
}

/// Several passages, cited together.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "bibliography.html")]
pub(super) struct BibliographyPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The style of the citations.
    style: Style,
    #[serde(skip)]
    choices: Vec<Choice>,
    /// The ids as asked for, to be changed.
    #[serde(skip)]
    asked: String,
    /// The bibliography, in order.
    entries: Vec<Entry>,
    /// Ids that no passage has, or only one that was taken back.
    unknown: Vec<ClauseId>,
    /// What holds of all entries.
    notices: Vec<String>,
    #[serde(skip)]
    files: Vec<Link>,
}

/// A passage with what it is cited by.
struct Held {
    clause: ClauseRecord,
    source: Source,
    cited: Cited,
}

/// What is to be cited.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct CiteParams {
    /// The ids of at most 100 passages, parted by commas.
    c: String,
    /// The style of the citations.
    style: Style,
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    Params(CiteParams { c: typed, style }): Params<CiteParams>,
) -> Result<Answer<BibliographyPage>, WebError> {
    let ids = ids(&typed).map_err(|e| {
        e.again(Again {
            action: "/cite",
            name: "c",
            label: "Ids or permanent links of passages, one after the other",
            typed,
            button: "Cite",
            kept: Some(("style", style.as_str().to_owned())),
        })
    })?;
    let mut treaties = HashMap::new();
    let (mut held, mut unknown) = (Vec::new(), Vec::new());
    for id in &ids {
        match one(&state, *id, &mut treaties).await? {
            Some(passage) => held.push(passage),
            None => unknown.push(*id),
        }
    }
    // A page can say what it lacks; a file can't.
    if !unknown.is_empty() && (held.is_empty() || FILES.contains(&twin)) {
        return Err(WebError::not_found(format!(
            "No passage that can be cited here has the id {}.",
            join(&unknown)
        ))
        .way(Way::new("Cite passages", "/cite")));
    }
    let items: Vec<&Item> = held.iter().map(|h| h.cited.item()).collect();
    if let Some(file) = file(twin, "pacta-citations", &items) {
        return Ok(file.into());
    }
    let asked = join(&ids);
    let path = match asked.as_str() {
        "" => "/cite".to_owned(),
        ids => format!("/cite?c={}", ids.replace(' ', "")),
    };
    let files = if held.is_empty() { &[][..] } else { &FILES };
    let mut entries = entries(&state, style, &held, &treaties)?;
    let notices = shared(entries.iter_mut().map(|e| &mut e.notices));
    let page = BibliographyPage {
        chrome: Chrome {
            description: "Cite passages together, in one style or as one file.".to_owned(),
            noindex: !ids.is_empty(),
            ..Chrome::of("Cite passages", &path).with(files, &path)
        },
        style,
        choices: Style::ALL.map(|s| Choice { style: s, chosen: s == style }).into(),
        entries,
        unknown,
        notices,
        files: files
            .iter()
            .map(|t| Link { label: t.label().to_owned(), href: t.address(&path) })
            .collect(),
        asked,
    };
    answer(twin, &page)
}

/// The ids in what people paste: ids or permanent links, parted by commas or white space; each once.
pub(super) fn ids(pasted: &str) -> Result<Vec<ClauseId>, WebError> {
    let mut ids = Vec::new();
    let words = pasted.split(|c: char| c == ',' || c == ';' || c.is_whitespace());
    for word in words.filter(|word| !word.is_empty()) {
        let written = word.rsplit('/').next().unwrap_or_default();
        let id = written.trim_end_matches('.').parse::<ClauseId>().map_err(|_| {
            let shown = short(word);
            let why = format!(
                "“{shown}” is not the id of a passage. An id has 12 letters and digits, as in /c/0fk66an44dg9."
            );
            WebError::bad_request("c", why)
        })?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if ids.len() > MOST {
        let detail = format!("It names {} passages; at most {MOST} are cited together.", ids.len());
        return Err(WebError::bad_request("c", detail));
    }
    Ok(ids)
}

/// A passage by its id, unless it was taken back. What is known of treaties is kept in `treaties` for the next.
async fn one(
    state: &AppState,
    id: ClauseId,
    treaties: &mut HashMap<Slug, TreatyFacts>,
) -> Result<Option<Held>, WebError> {
    let clause = state.store().clause(id).await?.filter(|c| c.status != Status::Retracted);
    let Some(clause) = clause else { return Ok(None) };
    let Some(record) = state.store().source(&clause.source).await? else { return Ok(None) };
    if !treaties.contains_key(&clause.treaty) {
        treaties.insert(clause.treaty.clone(), state.treaty_facts(&clause.treaty).await?);
    }
    let facts = treaties.get(&clause.treaty);
    Ok(facts.map(|facts| {
        let cited = state.citing(facts).clause(&clause, &record.source);
        Held { clause, source: record.source, cited }
    }))
}

fn entries(
    state: &AppState,
    style: Style,
    held: &[Held],
    treaties: &HashMap<Slug, TreatyFacts>,
) -> Result<Vec<Entry>, WebError> {
    let mut entries: Vec<Entry> = Vec::new();
    for h in held {
        let mut citation = h.cited.citation(style).map_err(WebError::internal)?;
        let passage = Passage {
            id: h.clause.id,
            href: links::clause(h.clause.id),
            status: h.clause.status,
            title: h.source.title.clone(),
            place: h.clause.locator.words(),
            words: beginning(&h.clause.text),
            language: h.clause.language.clone(),
            in_text: citation.in_text.take(),
            in_text_html: citation.in_text_html.take(),
        };
        if style.is_author_date() {
            // A list of references has each source once.
            if let Some(entry) = entries.iter_mut().find(|e| e.source == h.source.slug) {
                entry.passages.push(passage);
                let told = entry.notices.clone();
                entry.notices.extend(h.cited.notices.iter().filter(|n| !told.contains(n)).cloned());
                continue;
            }
            if let Some(facts) = treaties.get(&h.clause.treaty) {
                let source = state.citing(facts).source(&h.source);
                citation = source.citation(style).map_err(WebError::internal)?;
                (citation.in_text, citation.in_text_html) = (None, None);
            }
        }
        entries.push(Entry {
            citation,
            passages: vec![passage],
            notices: h.cited.notices.clone(),
            source: h.source.slug.clone(),
        });
    }
    if style.is_author_date() {
        entries.sort_by_key(|entry| entry.citation.text.to_lowercase());
    }
    Ok(entries)
}

/// Ids as people read them.
pub(super) fn join(ids: &[ClauseId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
