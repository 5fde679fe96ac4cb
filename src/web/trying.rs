//! `/try`: a pasted text as Pacta would read it, through the same pipeline as an ingest. Nothing of it
//! is stored.

use std::sync::Arc;

use askama::Template;
use axum::{
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use serde::Serialize;

use super::{
    AppState,
    chrome::Chrome,
    error::{Way, WebError},
    links,
    marks::{Mark, MarkKind, Shown, Token, marked, marks},
    page::answer,
    twin::Twin,
    view::{self, Link, counted},
};
use crate::{
    annotate::{Annotator, Explanation, explain},
    ingest::{Derived, Deriver, Input},
    model::{Annotations, Claim, Clause, Document, Edtf, Locator, OutlineKind, Slug, SourceType},
    read::{Metadata, Reader, is_written},
};

/// Bytes of a text that is read.
const LONGEST: usize = 64 * 1024;
/// Bytes of a form with such a text: escaped, a byte may take three, and a line's end six.
pub(super) const FORM: usize = 4 * LONGEST;
/// Headings and passages on the page; no sensible text of that length has more. The data has all.
const SHOWN: usize = 1000;
/// What is answered where a text is longer.
pub(super) const TOO_LONG: &str = "At most 64 KiB of text are read here: try it in parts, or take \
    the whole up with 'pacta ingest FILE'.";

/// A passage of the text.
#[derive(Debug, Serialize)]
struct Passage {
    locator: Locator,
    place: String,
    kind: &'static str,
    badge: &'static str,
    language: String,
    text: String,
    domains: Vec<Link>,
    marks: Vec<Mark>,
    #[serde(skip)]
    tokens: Vec<Token>,
    #[serde(flatten)]
    annotations: Annotations,
    explanations: Vec<Explanation>,
    claims: Vec<Claim>,
}

impl Passage {
    fn of(state: &AppState, clause: Clause, by: SourceType) -> Self {
        let read = clause.annotations;
        let marks = marks(&read, &Shown::all());
        Self {
            place: clause.locator.words(),
            locator: clause.locator,
            kind: clause.kind.as_str(),
            badge: clause.kind.label(by),
            language: clause.language,
            domains: view::domains(state, read.domains.iter().map(|d| &d.slug)),
            tokens: marked(&clause.text, &marks),
            marks,
            text: clause.text,
            explanations: explain(&read, |slug| state.domain_label(slug)),
            annotations: read,
            claims: clause.claims,
        }
    }

    /// A claim's property, with its actor where it has one.
    fn property(claim: &Claim) -> String {
        match &claim.actor_name {
            Some(actor) => format!("{}: {actor}", claim.property.label()),
            None => claim.property.label().to_owned(),
        }
    }
}

/// A heading or a passage, in order.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Block {
    Heading { heading: String },
    Passage(Box<Passage>),
}

/// The treaty that a text is about.
#[derive(Debug, Serialize)]
struct Treaty {
    title: String,
    parties: Vec<String>,
    /// Its page, where it is held already.
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
}

/// How many marks of a kind there are.
#[derive(Debug, Serialize)]
struct Count {
    kind: MarkKind,
    count: usize,
}

/// What was read.
#[derive(Debug, Serialize)]
struct Reading {
    /// What it was read as.
    r#type: SourceType,
    language: String,
    title: String,
    treaty: Treaty,
    passages: usize,
    headings: usize,
    /// Both in words.
    #[serde(skip)]
    counted: String,
    legend: Vec<Count>,
    /// Stretches with words that are in no passage and no heading.
    skipped: Vec<String>,
    warnings: Vec<String>,
    /// What would keep it.
    command: String,
    blocks: Vec<Block>,
}

impl Reading {
    fn shown(&self) -> &[Block] {
        &self.blocks[..self.blocks.len().min(SHOWN)]
    }
}

/// A type to choose.
#[derive(Debug)]
struct Choice {
    name: &'static str,
    label: &'static str,
    chosen: bool,
}

#[derive(Template, Serialize)]
#[template(path = "try.html")]
struct TryPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The text as it was pasted, to be changed.
    #[serde(skip)]
    text: String,
    #[serde(skip)]
    date: String,
    #[serde(skip)]
    choices: Vec<Choice>,
    /// What was read, where a text was given.
    reading: Option<Reading>,
}

impl TryPage {
    fn of(asked: Asked, reading: Option<Reading>) -> Self {
        let title = "Try a text";
        let choice = |(name, label)| Choice { name, label, chosen: asked.r#type == name };
        let mut chrome = Chrome::of(title, "/try");
        if reading.is_some() {
            // What was sent has no address.
            chrome.alternates.clear();
        }
        let types = SourceType::ALL.map(|t| (t.as_str(), t.label()));
        Self {
            chrome: Chrome {
                description: "Paste a text: Pacta shows how it would read it, and stores nothing."
                    .to_owned(),
                noindex: reading.is_some(),
                ..chrome
            },
            choices: [("auto", "Tell it from the text")]
                .into_iter()
                .chain(types)
                .map(choice)
                .collect(),
            text: asked.text,
            date: asked.date,
            reading,
        }
    }
}

/// What a form says.
#[derive(Debug, Default)]
struct Asked {
    text: String,
    r#type: String,
    date: String,
}

impl Asked {
    fn of(form: &[u8]) -> Self {
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(form) {
            match name.as_ref() {
                // Forms send every line's end as two characters.
                "text" => asked.text = value.replace("\r\n", "\n"),
                "type" => asked.r#type = value.into_owned(),
                "date" => value.trim().clone_into(&mut asked.date),
                _ => {}
            }
        }
        asked
    }

    /// What is stated about the text.
    fn metadata(&self) -> Result<Metadata, WebError> {
        let refuse = |parameter: &str, why: &str| {
            Err(WebError::bad_request(parameter, why.to_owned()).way(Way::new("Try again", "/try")))
        };
        let r#type = match self.r#type.as_str() {
            "" | "auto" => None,
            name => match SourceType::from_name(name) {
                Some(known) => Some(known),
                None => return refuse("type", "It is one of auto, text, official, report."),
            },
        };
        let published = match self.date.as_str() {
            "" => None,
            date => match date.parse::<Edtf>() {
                Ok(date) => Some(date),
                Err(_) => return refuse("date", "It is a date such as 2025-10-02 or 2025-10."),
            },
        };
        Ok(Metadata { r#type, published, ..Metadata::default() })
    }
}

/// `GET /try`
pub(super) async fn form(twin: Twin) -> Result<Response, WebError> {
    answer(twin, &TryPage::of(Asked { r#type: "auto".to_owned(), ..Asked::default() }, None))
}

/// `POST /try`
pub(super) async fn read(
    State(state): State<AppState>,
    twin: Twin,
    form: Result<Bytes, BytesRejection>,
) -> Result<Response, WebError> {
    let too_long = || WebError::TooLong {
        detail: TOO_LONG.to_owned(),
        ways: vec![Way::new("Try a shorter text", "/try")],
    };
    let form = form.map_err(|e| match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_long(),
        _ => WebError::bad_request("text", "It did not arrive whole.".to_owned()),
    })?;
    let asked = Asked::of(&form);
    if asked.text.len() > LONGEST {
        return Err(too_long());
    }
    let metadata = asked.metadata()?;
    let reading = match asked.text.trim() {
        "" => None,
        text if !is_written(text) => {
            let why = "It is the source of an HTML, XML or PDF document. Paste the words that it \
                shows, or take the file up with 'pacta ingest FILE'.";
            return Err(WebError::bad_request("text", why.to_owned())
                .way(Way::new("Try another text", "/try")));
        }
        _ => Some(reading(&state, &asked.text, metadata).await?),
    };
    let mut response = answer(twin, &TryPage::of(asked, reading))?;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

impl AppState {
    /// The one thread that reads texts that people try. Who goes away leaves its queue.
    async fn deriver(&self) -> Result<&Deriver, WebError> {
        let codebook = Arc::clone(&self.0.codebook);
        let start = async || {
            let annotator = tokio::task::spawn_blocking(move || Annotator::new(codebook))
                .await
                .map_err(WebError::internal)?
                .map_err(WebError::internal)?;
            // No text that needs a confined reader comes so far.
            Ok(Deriver::start(&Arc::new(annotator), &Reader::in_process()))
        };
        self.0.deriver.get_or_try_init(start).await
    }
}

/// Reads a text as an ingest would, on the strength of the treaties that are held.
async fn reading(state: &AppState, text: &str, metadata: Metadata) -> Result<Reading, WebError> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let slug = Slug::from_text(whole_words(first, 60)).or_else(|_| "pasted-text".parse());
    let input = Input {
        name: "pasted.txt".to_owned(),
        slug: slug.map_err(WebError::internal)?,
        bytes: text.as_bytes().into(),
        metadata,
    };
    let held = state.store().treaties().await?;
    let held: Vec<_> = held.into_iter().map(|record| record.treaty).collect();
    let deriving = state.deriver().await?.derive(&Arc::new(input), &held);
    let derived = deriving.end().await.map_err(|why| {
        WebError::bad_request("text", format!("It can’t be read: {why}."))
            .way(Way::new("Try another text", "/try"))
    })?;
    Ok(told(state, *derived))
}

/// The words that stand whole in the first bytes of a line.
fn whole_words(line: &str, bytes: usize) -> &str {
    let cut = &line[..line.floor_char_boundary(bytes)];
    if cut.len() == line.len() { cut } else { cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole) }
}

/// The command that would keep the text, which stands in a file.
fn command(document: &Document, founds: bool) -> String {
    let Document { source, treaty, .. } = document;
    let mut words = vec![format!(
        "pacta ingest FILE --source {} --type {}",
        source.slug,
        source.r#type.as_str()
    )];
    words.extend((!founds).then(|| format!("--treaty {}", treaty.slug)));
    words.extend(source.published.map(|date| format!("--date {date}")));
    words.join(" ")
}

fn told(state: &AppState, derived: Derived) -> Reading {
    let founds = derived.founds();
    let document = derived.document;
    let (source, treaty) = (&document.source, &document.treaty);
    let by = source.r#type;
    let command = command(&document, founds);
    let mut blocks: Vec<(usize, Block)> = document
        .outline
        .iter()
        .filter(|o| o.kind == OutlineKind::Heading)
        .filter_map(|o| Some((o.start, document.text.get(o.start..o.end)?.to_owned())))
        .map(|(start, heading)| (start, Block::Heading { heading }))
        .collect();
    let headings = blocks.len();
    let mut counts = [0; MarkKind::ALL.len()];
    let passages = document.clauses.len();
    for clause in document.clauses {
        let start = clause.start;
        let passage = Passage::of(state, clause, by);
        for mark in &passage.marks {
            counts[mark.kind as usize] += 1;
        }
        blocks.push((start, Block::Passage(Box::new(passage))));
    }
    blocks.sort_by_key(|(start, _)| *start);
    let name = |code: &String| {
        state.codebook().country(code).map_or_else(|| code.clone(), |country| country.name.clone())
    };
    Reading {
        r#type: by,
        language: source.language.clone(),
        title: source.title.clone(),
        treaty: Treaty {
            title: treaty.title.clone(),
            parties: treaty.parties.iter().map(name).collect(),
            href: (!founds).then(|| links::treaty(&treaty.slug)),
        },
        counted: format!(
            "{}, {}",
            counted(passages as u64, "passage", "passages"),
            counted(headings as u64, "heading", "headings")
        ),
        passages,
        headings,
        legend: MarkKind::ALL
            .into_iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| Count { kind, count })
            .collect(),
        skipped: derived.skipped,
        warnings: derived.warnings,
        command,
        blocks: blocks.into_iter().map(|(_, block)| block).collect(),
    }
}
