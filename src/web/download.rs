//! Everything held, to be taken away: the page, and the files.

mod body;
mod files;

use askama::Template;
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

pub(super) use self::files::{Downloads, Made};
use self::{body::FileBody, files::Bulk};
use super::{
    AppState,
    chrome::Chrome,
    error::{Way, WebError},
    page::answer,
    twin::Twin,
    view::{counted, number},
};
use crate::store::Totals;

#[derive(Template, Serialize)]
#[template(path = "download.html")]
struct DownloadPage {
    #[serde(skip)]
    chrome: Chrome,
    /// What was held when the files were made.
    totals: Totals,
    /// When that was, RFC 3339 in UTC.
    made: String,
    /// The number and the head of the last change that is in them.
    change: u64,
    head: String,
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
pub(super) async fn page(State(state): State<AppState>, twin: Twin) -> Result<Response, WebError> {
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
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let same = |known: &str| known == "*" || known.trim_start_matches("W/") == tag;
    let unchanged = known.is_some_and(|known| known.split(',').map(str::trim).any(same));
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::new(FileBody::new(file, bulk.bytes)).into_response()
    };
    let mut put = |name, value: &str| {
        response.headers_mut().extend(HeaderValue::from_str(value).map(|value| (name, value)));
    };
    put(header::ETAG, &tag);
    put(header::CACHE_CONTROL, "no-cache");
    if !unchanged {
        put(header::CONTENT_TYPE, "application/gzip");
        put(header::CONTENT_LENGTH, &bulk.bytes.to_string());
        put(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"pacta-{name}\""));
    }
    Ok(response)
}
