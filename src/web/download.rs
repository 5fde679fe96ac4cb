//! Everything held, to be taken away: the page, and the files.

mod body;
mod files;
mod range;

use std::ops::Range;

use askama::Template;
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use serde::Serialize;

pub(super) use self::files::{Downloads, Made};
use self::{body::FileBody, files::Bulk, range::Part};
use super::{
    AppState,
    chrome::Chrome,
    conditional::held,
    error::{Way, WebError},
    page::{Answer, answer},
    twin::Twin,
    view::{counted, number},
};
use crate::store::Totals;

/// Everything held, as files.
#[derive(Template, Serialize, JsonSchema)]
#[template(path = "download.html")]
pub(super) struct DownloadPage {
    #[serde(skip)]
    chrome: Chrome,
    /// What was held when the files were made.
    totals: Totals,
    /// When that was, RFC 3339 in UTC.
    made: String,
    /// The number of the last change that is in them.
    change: u64,
    /// The hash that names the history up to that change.
    head: String,
    /// The files.
    files: Vec<Bulk>,
}

impl DownloadPage {
    /// What is held, in words.
    fn held(&self) -> String {
        let Totals { treaties, sources, clauses, claims } = self.totals;
        format!(
            "{} and {}, from {} on {}",
            counted(clauses, "passage", "passages"),
            counted(claims, "claim", "claims"),
            counted(sources, "source", "sources"),
            counted(treaties, "treaty", "treaties"),
        )
    }

    /// The moment as people write it, in UTC.
    fn moment(&self) -> String {
        self.made.replace('T', " ").replace('Z', " UTC")
    }
}

impl Bulk {
    fn rows(&self) -> String {
        number(self.rows)
    }

    /// "3.4 MB"
    fn size(&self) -> String {
        match self.bytes {
            0..1_000 => format!("{} bytes", self.bytes),
            1_000..1_000_000 => format!("{} kB", self.bytes.div_ceil(1_000)),
            _ => {
                let tenths = self.bytes.div_ceil(100_000);
                format!("{}.{} MB", tenths / 10, tenths % 10)
            }
        }
    }
}

/// `/download`
pub(super) async fn page(
    State(state): State<AppState>,
    twin: Twin,
) -> Result<Answer<DownloadPage>, WebError> {
    let made = state.downloads().await?;
    let page = DownloadPage {
        chrome: Chrome {
            description: "All passages and claims that Pacta holds, as files.".to_owned(),
            ..Chrome::of("Download", "/download")
        },
        totals: made.totals,
        made: made.at.clone(),
        change: made.position.seq,
        head: made.position.head.clone(),
        files: made.bulks(),
    };
    answer(twin, &page)
}

/// `/download/{file}`
pub(super) async fn file(
    State(state): State<AppState>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let made = state.downloads().await?;
    let Some((bulk, file)) = made.file(&name) else {
        return Err(WebError::not_found("There is no such file.")
            .way(Way::new("The files that there are", "/download")));
    };
    let tag = format!("\"{}\"", &bulk.sha256[..20]);
    let unchanged = held(headers.get_all(header::IF_NONE_MATCH), &tag);
    let size = bulk.bytes;
    let (status, bytes) = match Part::asked(&headers, &tag, size) {
        _ if unchanged => (StatusCode::NOT_MODIFIED, None),
        Part::Whole => (StatusCode::OK, Some(0..size)),
        Part::Bytes(bytes) => (StatusCode::PARTIAL_CONTENT, Some(bytes)),
        Part::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, None),
    };
    let mut told = vec![
        (header::ETAG, tag),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
    ];
    match (status, &bytes) {
        (StatusCode::PARTIAL_CONTENT, Some(Range { start, end })) => {
            told.push((header::CONTENT_RANGE, format!("bytes {start}-{}/{size}", end - 1)));
        }
        (StatusCode::RANGE_NOT_SATISFIABLE, _) => {
            told.push((header::CONTENT_RANGE, format!("bytes */{size}")));
        }
        _ => {}
    }
    let body = match bytes {
        None => Body::empty(),
        Some(bytes) => {
            let named = format!("attachment; filename=\"pacta-{name}\"");
            told.extend([
                (header::CONTENT_TYPE, "application/gzip".to_owned()),
                (header::CONTENT_LENGTH, (bytes.end - bytes.start).to_string()),
                (header::CONTENT_DISPOSITION, named),
            ]);
            let place = state.0.downloads.place().ok_or(WebError::TooManyDownloads)?;
            Body::new(FileBody::new(file, bytes, place))
        }
    };
    let mut response = (status, body).into_response();
    for (name, value) in told {
        response.headers_mut().extend(HeaderValue::from_str(&value).map(|value| (name, value)));
    }
    Ok(response)
}
