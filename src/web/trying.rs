//! `/try`: a pasted text as Pacta would read it, through the same pipeline as an ingest. Nothing of it
//! is stored.

mod asked;
mod told;

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::IntoResponse,
};
use schemars::JsonSchema;
use serde::Serialize;

use self::{
    asked::{Asked, Form},
    told::{Block, Reading, told},
};
use super::{
    AppState,
    chrome::Chrome,
    error::{Way, WebError},
    marks::Token,
    page::{Answer, answer},
    twin::Twin,
};
use crate::{
    annotate::Annotator,
    ingest::{Deriver, Input},
    model::{Slug, SourceType},
    read::{Reader, is_written},
};

/// Bytes of a text that is read.
const LONGEST: usize = 64 * 1024;
/// Bytes of a form with such a text: escaped, a byte may take three, and a line's end six.
pub(super) const FORM: usize = 4 * LONGEST;
/// What is answered where a text is longer.
pub(super) const TOO_LONG: &str = "At most 64 KiB of text are read here: try it in parts, or take \
    the whole up with 'pacta ingest FILE'.";

/// A type to choose.
#[derive(Debug)]
struct Choice {
    name: &'static str,
    label: &'static str,
    chosen: bool,
}

/// How Pacta reads a text.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "try.html")]
pub(super) struct TryPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The text as it was pasted, to be changed.
    #[serde(skip)]
    text: String,
    #[serde(skip)]
    date: String,
    #[serde(skip)]
    choices: Vec<Choice>,
    /// Why it could not be read.
    #[serde(skip)]
    refused: Option<String>,
    /// What was read, where a text was given.
    reading: Option<Reading>,
}

impl TryPage {
    fn of(asked: Asked, reading: Option<Reading>) -> Self {
        let title = "Try a text";
        let chosen = asked.r#type.map_or("", SourceType::as_str);
        let choice = |(name, label)| Choice { name, label, chosen: chosen == name };
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
            choices: [("", "Tell it from the text")].into_iter().chain(types).map(choice).collect(),
            text: asked.text,
            date: asked.date,
            refused: None,
            reading,
        }
    }
}

/// `GET /try`
pub(super) async fn form(twin: Twin) -> Result<Answer<TryPage>, WebError> {
    answer(twin, &TryPage::of(Asked::default(), None))
}

/// `POST /try`
pub(super) async fn read(
    State(state): State<AppState>,
    twin: Twin,
    Form(asked): Form,
) -> Result<Answer<TryPage>, WebError> {
    // Nobody pastes a text twice: the page gives it back, with what is wrong.
    let refuse = |status: StatusCode, detail: String, asked: Asked| {
        let page = TryPage { refused: Some(detail), ..TryPage::of(asked, None) };
        Ok::<_, WebError>(answer(twin, &page)?.map(|page| (status, page).into_response()))
    };
    let page = match reading(&state, &asked).await {
        Ok(reading) => answer(twin, &TryPage::of(asked, Some(reading)))?,
        Err(WebError::BadRequest { detail, .. }) if twin == Twin::Html => {
            refuse(StatusCode::BAD_REQUEST, detail, asked)?
        }
        Err(WebError::TooLong { detail, .. }) if twin == Twin::Html => {
            refuse(StatusCode::PAYLOAD_TOO_LARGE, detail, asked)?
        }
        Err(other) => return Err(other),
    };
    let unstored = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok(page.map(|page| (unstored, page).into_response()))
}

fn too_long() -> WebError {
    let ways = vec![Way::new("Try a shorter text", "/try")];
    WebError::TooLong { detail: TOO_LONG.to_owned(), ways }
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
async fn reading(state: &AppState, asked: &Asked) -> Result<Reading, WebError> {
    if asked.text.len() > LONGEST {
        return Err(too_long());
    }
    let (text, metadata) = (asked.text.as_str(), asked.metadata()?);
    if text.trim().is_empty() {
        return Err(WebError::bad_request("text", "Paste a text first.".to_owned()));
    }
    if !is_written(text.trim()) {
        let why = "It is the source of an HTML, XML or PDF document. Paste the words that it \
            shows, or take the file up with 'pacta ingest FILE'.";
        return Err(
            WebError::bad_request("text", why.to_owned()).way(Way::new("Try another text", "/try"))
        );
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let slug = Slug::from_text(whole_words(first, 60)).or_else(|_| "pasted-text".parse());
    let input = Input {
        name: "pasted.txt".to_owned(),
        slug: slug.map_err(WebError::internal)?,
        bytes: text.as_bytes().into(),
        metadata,
    };
    let input = Arc::new(input);
    let reader = state.deriver().await?;
    let unreadable = |why| {
        WebError::bad_request("text", format!("It can’t be read: {why}."))
            .way(Way::new("Try another text", "/try"))
    };
    let mut read = reader.derive(&input, &[]).end().await.map_err(unreadable)?;
    // Of the treaties that are held, only one of the same parties can be the one that it is about.
    let parties = &read.document.treaty.parties;
    let held = state.store().treaties_between(parties).await?;
    let held: Vec<_> = held.into_iter().map(|record| record.treaty).collect();
    if held.iter().any(|treaty| read.may_be_of(treaty)) {
        read = reader.derive(&input, &held).end().await.map_err(unreadable)?;
    }
    Ok(told(state, *read))
}

/// The words that stand whole in the first bytes of a line.
fn whole_words(line: &str, bytes: usize) -> &str {
    let cut = &line[..line.floor_char_boundary(bytes)];
    if cut.len() == line.len() { cut } else { cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole) }
}
