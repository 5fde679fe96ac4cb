//! What is answered where something is not held under the name asked for: it moved (301), it was
//! taken back or lost (410), or it never was (404).

use axum::{
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{
    AppState,
    error::{Way, WebError},
    links,
    sources::{no_such_source, origin},
    twin::Twin,
    view::counted,
};
use crate::{
    model::{ClauseId, ClauseRecord, PartialDate, Slug, Source},
    search::Sort,
    store::{Retraction, Standing},
};

/// What stands where something was taken back: what it was, when, and why; never its words.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Tombstone {
    /// What it was.
    pub(super) was: String,
    /// The document that was taken back.
    pub(super) source: String,
    /// Publisher and date of the document.
    pub(super) origin: String,
    /// When it was taken back, `2026-11-24`.
    pub(super) retracted: String,
    /// The same in words.
    #[serde(skip)]
    pub(super) retracted_on: String,
    /// Why, in the words of who did it.
    pub(super) reason: String,
}

impl Tombstone {
    fn of(was: String, source: &Source, retraction: Retraction) -> Self {
        let Retraction { at, reason } = retraction;
        let retracted = at.get(..10).unwrap_or(&at).to_owned();
        Self {
            was,
            source: source.title.clone(),
            origin: origin(source),
            retracted_on: date_words(&retracted),
            retracted,
            reason,
        }
    }

    /// The answer, with the way to the treaty where anything is left there.
    async fn error(self, state: &AppState, source: &Source) -> WebError {
        let onward = match state.store().treaty(&source.treaty).await {
            Ok(Some(treaty)) if treaty.sources > 0 => {
                vec![Way::new("Its treaty", links::treaty(&source.treaty))]
            }
            Ok(_) => Vec::new(),
            Err(e) => return e.into(),
        };
        WebError::Retracted(Box::new(self), onward)
    }
}

/// "24 November 2026" of `2026-11-24`.
pub(super) fn date_words(date: &str) -> String {
    date.parse::<PartialDate>().map_or_else(|_| date.to_owned(), PartialDate::words)
}

/// The answer where no source is held under `slug`; `uri` is the address that was asked for.
pub(super) async fn source(
    state: &AppState,
    twin: Twin,
    uri: &Uri,
    slug: &Slug,
) -> Result<Response, WebError> {
    match state.store().standing(slug).await? {
        Some(Standing { record, .. }) if record.source.slug != *slug => {
            Ok(moved(twin, uri, &record.source.slug))
        }
        Some(Standing { record, retraction: Some(retraction) }) => {
            let source = &record.source;
            let passages = counted(record.clauses, "passage", "passages");
            let was = format!("{}, {passages}", source.r#type.label());
            Err(Tombstone::of(was, source, retraction).error(state, source).await)
        }
        _ => Err(no_such_source(slug)),
    }
}

/// The answer where no treaty is held under `slug`.
pub(super) async fn treaty(
    state: &AppState,
    twin: Twin,
    uri: &Uri,
    slug: &Slug,
) -> Result<Response, WebError> {
    match state.store().treaty_name(slug).await? {
        Some(now) if now != *slug => Ok(moved(twin, uri, &now)),
        _ => Err(WebError::not_found(format!("Pacta holds nothing on a treaty named “{slug}”."))
            .way(Way::new("All treaties", "/treaties"))),
    }
}

/// The answer where no clause with this id is held.
pub(super) async fn clause(state: &AppState, id: ClauseId) -> Result<Response, WebError> {
    let search = Way::new("Search for the words instead", links::search("", Sort::Relevance, None));
    if state.store().is_forgotten(id).await? {
        let detail = format!(
            "The link {id} was given out here. Then the data was restored from an older backup, which does not hold its words. They come back when their source is taken up again."
        );
        return Err(WebError::Lost { detail, ways: vec![search] });
    }
    let detail = format!("No passage held here has the id {id}. Was it copied whole?");
    Err(WebError::not_found(detail).way(search))
}

/// The answer where the clause's source was taken back.
pub(super) async fn retracted(
    state: &AppState,
    clause: &ClauseRecord,
) -> Result<Response, WebError> {
    let Some(Standing { record, retraction }) = state.store().standing(&clause.source).await?
    else {
        return Err(no_such_source(&clause.source));
    };
    let source = &record.source;
    let was = format!(
        "{}, {}, version {}",
        clause.kind.label(clause.r#type),
        clause.locator.words(),
        clause.version
    );
    Err(Tombstone::of(was, source, retraction.unwrap_or_default()).error(state, source).await)
}

/// A redirect for ever to the same page under the name that its source or treaty goes by now: the
/// second part of the path.
fn moved(twin: Twin, uri: &Uri, now: &Slug) -> Response {
    let to = links::named_otherwise(twin, uri, now);
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, to)]).into_response()
}
