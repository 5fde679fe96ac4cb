//! The versions of a source, and what each changed.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
};
use serde::Serialize;

use super::{
    AppState, absent,
    chrome::Chrome,
    error::{Way, WebError},
    extract::Params,
    links,
    list::{self, List, Listing, Row},
    page::answer,
    succession::versions as versions_of,
    twin::Twin,
    view::{Link, counted},
};
use crate::{
    model::{ClauseId, Edit, Locator, Slug, WordEdit, word_difference},
    store::{PlacedWording, VersionChange, VersionRecord},
};

/// Changes on a page.
const CHANGES: usize = 100;

/// A version in words and links.
#[derive(Debug, Serialize)]
struct VersionItem {
    #[serde(flatten)]
    version: VersionRecord,
    href: String,
    #[serde(skip)]
    added_on: String,
    #[serde(skip)]
    retracted_on: Option<String>,
}

impl VersionItem {
    fn of(source: &Slug, version: VersionRecord) -> Self {
        let day = |at: &str| absent::date_words(at.get(..10).unwrap_or(at));
        Self {
            href: version_of(source, version.number),
            added_on: day(&version.added),
            retracted_on: version.retraction.as_ref().map(|r| day(&r.at)),
            version,
        }
    }
}

impl VersionItem {
    fn row(&self, source: &str) -> Row {
        let v = &self.version;
        Row {
            note: format!(
                "{}: {}, {} of them new; {} lost",
                self.added_on,
                counted(v.clauses, "passage", "passages"),
                v.new,
                v.lost
            ),
            published: Some(v.added.clone()),
            updated: Some(v.added.clone()),
            cells: vec![
                v.number.to_string(),
                v.added.clone(),
                v.clauses.to_string(),
                v.new.to_string(),
                v.kept.to_string(),
                v.lost.to_string(),
                v.revision.to_string(),
            ],
            ..Row::named(&format!("Version {} of {source}", v.number), &self.href)
        }
    }
}

fn version_of(source: &Slug, number: u32) -> String {
    format!("{}/{number}", versions_of(source))
}

#[derive(Template, Serialize)]
#[template(path = "versions.html")]
struct VersionsPage {
    #[serde(skip)]
    chrome: Chrome,
    source: Link,
    versions: Vec<VersionItem>,
}

impl List for VersionsPage {
    fn listing(&self) -> Listing<'_> {
        let rows = self.versions.iter().map(|v| v.row(&self.source.label)).collect();
        Listing::whole(
            &self.chrome,
            &["version", "added", "passages", "new", "kept", "lost", "hash"],
            rows,
        )
    }
}

/// `/sources/{slug}/versions`
pub(super) async fn list(
    State(state): State<AppState>,
    twin: Twin,
    uri: Uri,
    Path(slug): Path<String>,
) -> Result<Response, WebError> {
    let slug = named(&slug)?;
    let Some(record) = state.store().source(&slug).await? else {
        return absent::source(&state, twin, &uri, &slug).await;
    };
    let title = &record.source.title;
    let versions = state.store().versions(&slug).await?;
    let page = VersionsPage {
        chrome: Chrome {
            description: format!(
                "Every version of {title} that was taken up, with what it changed."
            ),
            ..Chrome::list(format!("Versions of {title}"), &versions_of(&slug))
        },
        source: Link { label: title.clone(), href: links::source(&slug) },
        versions: versions.into_iter().map(|v| VersionItem::of(&slug, v)).collect(),
    };
    list::answer(&state, twin, &page)
}

/// A passage as a version has it.
#[derive(Debug, Serialize)]
struct Worded {
    id: ClauseId,
    href: String,
    locator: Locator,
    place: String,
    text: String,
}

impl Worded {
    fn of(wording: &PlacedWording) -> Self {
        Self {
            id: wording.id,
            href: links::clause(wording.id),
            place: wording.locator.words(),
            locator: wording.locator.clone(),
            text: wording.text.clone(),
        }
    }
}

/// What a version did to one passage.
#[derive(Debug, Serialize)]
struct ChangeItem {
    /// `added`, `removed` or `replaced`.
    change: &'static str,
    before: Option<Worded>,
    after: Option<Worded>,
    language: String,
    /// From what was there to what is there.
    difference: Vec<WordEdit>,
}

impl ChangeItem {
    fn of(change: &VersionChange) -> Self {
        let (before, after) = (&change.before, &change.after);
        let text = |wording: &Option<PlacedWording>| {
            wording.as_ref().map(|w| w.text.clone()).unwrap_or_default()
        };
        Self {
            change: match (before, after) {
                (None, _) => "added",
                (_, None) => "removed",
                _ => "replaced",
            },
            before: before.as_ref().map(Worded::of),
            after: after.as_ref().map(Worded::of),
            language: after
                .as_ref()
                .or(before.as_ref())
                .map(|w| w.language.clone())
                .unwrap_or_default(),
            difference: word_difference(&text(before), &text(after)),
        }
    }

    /// What it did, for readers.
    fn label(&self) -> &'static str {
        match self.change {
            "added" => "Added",
            "removed" => "Removed",
            _ => "Replaced",
        }
    }
}

#[derive(Template, Serialize)]
#[template(path = "version.html")]
struct VersionPage {
    #[serde(skip)]
    chrome: Chrome,
    source: Link,
    #[serde(flatten)]
    version: VersionItem,
    /// The newest version.
    newest: u32,
    #[serde(skip)]
    versions: String,
    /// All changes, of which `changes` are those from the number `from` on.
    total: usize,
    from: usize,
    changes: Vec<ChangeItem>,
    /// More changes.
    previous: Option<String>,
    next: Option<String>,
    /// The versions around this one.
    earlier: Option<String>,
    later: Option<String>,
}

/// `/sources/{slug}/versions/{number}`
pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    uri: Uri,
    Path((slug, number)): Path<(String, String)>,
    params: Params,
) -> Result<Response, WebError> {
    let slug = named(&slug)?;
    let from = match params.get("from").map(str::parse::<usize>) {
        None => 0,
        Some(Ok(from)) => from - from % CHANGES,
        Some(Err(_)) => {
            let why = "It is not the number of a change.".to_owned();
            return Err(WebError::bad_request("from", why));
        }
    };
    let store = state.store();
    let Some(record) = store.source(&slug).await? else {
        return absent::source(&state, twin, &uri, &slug).await;
    };
    let written = number.parse::<u32>().ok().filter(|n| n.to_string() == number);
    let changes = match written {
        Some(n) => store.version(&slug, n, from..from.saturating_add(CHANGES)).await?,
        None => None,
    };
    let Some(changes) = changes else {
        return Err(WebError::not_found("There is no such version of this source.")
            .way(Way::new("All its versions", versions_of(&slug))));
    };
    let title = &record.source.title;
    let version = VersionItem::of(&slug, changes.version);
    let number = version.version.number;
    let page_from = |from: usize| match from {
        0 => version.href.clone(),
        from => format!("{}?from={from}", version.href),
    };
    let page = VersionPage {
        chrome: Chrome {
            description: format!("What version {number} of {title} changed."),
            ..Chrome::of(format!("Version {number} of {title}"), &page_from(from))
        },
        source: Link { label: title.clone(), href: links::source(&slug) },
        newest: record.version,
        versions: versions_of(&slug),
        total: changes.total,
        from,
        changes: changes.changes.iter().map(ChangeItem::of).collect(),
        previous: from.checked_sub(CHANGES).map(page_from),
        next: (from + CHANGES < changes.total).then(|| page_from(from + CHANGES)),
        earlier: (number > 1).then(|| version_of(&slug, number - 1)),
        later: (number < record.version).then(|| version_of(&slug, number + 1)),
        version,
    };
    answer(twin, &page)
}

fn named(slug: &str) -> Result<Slug, WebError> {
    Slug::from_text(slug).map_err(|_| WebError::not_found("There is no such source."))
}
