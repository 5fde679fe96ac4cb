//! The versions of a source, and what each changed.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::Uri,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AppState, absent,
    chrome::Chrome,
    error::{Way, WebError},
    extract::Params,
    links,
    list::{self, List, Listing, Row},
    page::{Answer, answer},
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

/// A version of a source.
#[derive(Debug, Serialize, JsonSchema)]
struct VersionItem {
    #[serde(flatten)]
    version: VersionRecord,
    /// The page of what it changed.
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

/// The versions of a source.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "versions.html")]
pub(super) struct VersionsPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The source.
    source: Link,
    /// The newest first.
    versions: Vec<VersionItem>,
}

impl List for VersionsPage {
    const COLUMNS: &'static [&'static [&'static str]] =
        &[&["version", "added", "passages", "new", "kept", "lost", "hash"]];

    fn listing(&self) -> Listing<'_> {
        let rows = self.versions.iter().map(|v| v.row(&self.source.label)).collect();
        Listing::whole(&self.chrome, Self::COLUMNS[0], rows)
    }
}

/// `/sources/{slug}/versions`
pub(super) async fn list(
    State(state): State<AppState>,
    twin: Twin,
    uri: Uri,
    Path(slug): Path<String>,
) -> Result<Answer<list::Rows<VersionsPage>>, WebError> {
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
#[derive(Debug, Serialize, JsonSchema)]
struct Worded {
    /// Its permanent id.
    id: ClauseId,
    /// Its permanent link.
    href: String,
    /// Where it stands.
    locator: Locator,
    /// The same in words.
    place: String,
    /// The words.
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
#[derive(Debug, Serialize, JsonSchema)]
struct ChangeItem {
    /// `added`, `removed` or `replaced`.
    change: &'static str,
    /// What was there; null where nothing was.
    before: Option<Worded>,
    /// What is there; null where nothing is.
    after: Option<Worded>,
    /// BCP 47.
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

/// What one version of a source changed.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "version.html")]
pub(super) struct VersionPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The source.
    source: Link,
    #[serde(flatten)]
    version: VersionItem,
    /// The newest version.
    newest: u32,
    #[serde(skip)]
    versions: String,
    /// How many changes there are on all pages.
    total: usize,
    /// The number of the first change here.
    from: usize,
    /// The changes on this page.
    changes: Vec<ChangeItem>,
    /// The page before this one.
    previous: Option<String>,
    /// The page after this one.
    next: Option<String>,
    /// The version before this one.
    earlier: Option<String>,
    /// The version after this one.
    later: Option<String>,
}

/// Which of a version's changes are asked for.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct VersionParams {
    /// The number of the first change, from 0.
    from: usize,
}

/// `/sources/{slug}/versions/{number}`
pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    uri: Uri,
    Path((slug, number)): Path<(String, String)>,
    Params(VersionParams { from }): Params<VersionParams>,
) -> Result<Answer<VersionPage>, WebError> {
    let slug = named(&slug)?;
    let from = from - from % CHANGES;
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
