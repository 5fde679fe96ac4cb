//! Twins: the same page as data, at the same address with a suffix (`/c/{id}.json`, `/c/{id}.ris`).
//!
//! axum can't route `/c/{id}.json` beside `/c/{id}`, so a layer outside the `Router` takes the
//! suffix off, remembers it as a [`Twin`] in the request's extensions, and lets routing see the
//! page's own path. Handlers take `Twin` as an argument. The suffix alone decides: never the
//! `Accept` header, since a link must show the same thing to everybody.

use std::convert::Infallible;

use axum::Router;
use axum::extract::{FromRequestParts, Request};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use serde::{Serialize, Serializer};

/// In which form a page is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Twin {
    /// The page for people; no suffix.
    #[default]
    Html,
    /// The page's view model as JSON; `.json`.
    Json,
    /// The rows of a list as a table; `.csv`.
    Csv,
    /// The rows of a list as text that can be read and quoted; `.md`.
    Markdown,
    /// The rows of a list as a feed; `.atom`.
    Atom,
    /// What the page is about as a BibTeX entry; `.bib`.
    Bib,
    /// The same in the RIS format; `.ris`.
    Ris,
    /// The same as CSL-JSON; `.csl.json`.
    CslJson,
    /// A treaty text as Akoma Ntoso; `.akn.xml`.
    AkomaNtoso,
    /// What the page is about as SKOS in JSON-LD; `.jsonld`.
    JsonLd,
}

/// Addresses whose ending belongs to their name: there is no page below it.
const FILES: &[&str] = &[
    "/api/openapi.json",
    "/feed.atom",
    "/opensearch.xml",
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/security.txt",
];

/// Folders of files, for which the same holds.
const FOLDERS: &[&str] = &["/static/", "/.well-known/", "/download/"];

/// The home page has no name to put a suffix on, so its twins are called this.
const INDEX: &str = "/index";

impl Twin {
    /// Every form that is data. Of two suffixes that both fit a path the longer counts, whatever the
    /// order here, so that `.csl.json` stands beside `.json`.
    pub const DATA: [Self; 9] = [
        Self::Json,
        Self::Csv,
        Self::Markdown,
        Self::Atom,
        Self::Bib,
        Self::Ris,
        Self::CslJson,
        Self::AkomaNtoso,
        Self::JsonLd,
    ];

    /// What is put behind a page's path: `.json`, or nothing for [`Twin::Html`].
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Html => "",
            Self::Json => ".json",
            Self::Csv => ".csv",
            Self::Markdown => ".md",
            Self::Atom => ".atom",
            Self::Bib => ".bib",
            Self::Ris => ".ris",
            Self::CslJson => ".csl.json",
            Self::AkomaNtoso => ".akn.xml",
            Self::JsonLd => ".jsonld",
        }
    }

    /// The type that an answer in this form has. Reference managers' browser extensions know theirs
    /// and take the answer up by themselves.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Bib => "application/x-bibtex; charset=utf-8",
            Self::Ris => "application/x-research-info-systems; charset=utf-8",
            Self::CslJson => "application/vnd.citationstyles.csl+json",
            Self::AkomaNtoso => "application/akn+xml; charset=utf-8",
            Self::JsonLd => "application/ld+json",
        }
    }

    /// The same without parameters, as links have it: feed readers look for `application/atom+xml` and
    /// nothing else.
    #[must_use]
    pub fn essence(self) -> &'static str {
        self.media_type().split(';').next().unwrap_or_default()
    }

    /// The form's name for readers.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Html => "HTML",
            Self::Json => "JSON",
            Self::Csv => "CSV",
            Self::Markdown => "Markdown",
            Self::Atom => "Atom feed",
            Self::Bib => "BibTeX",
            Self::Ris => "RIS",
            Self::CslJson => "CSL-JSON",
            Self::AkomaNtoso => "Akoma Ntoso",
            Self::JsonLd => "JSON-LD (SKOS)",
        }
    }

    /// The address of this twin of the page at `path`, which may have a query: the opposite of
    /// taking it apart.
    #[must_use]
    pub fn address(self, path: &str) -> String {
        let (path, query) = path.find('?').map_or((path, ""), |at| path.split_at(at));
        let page = if path == "/" && self != Self::Html { INDEX } else { path };
        format!("{page}{}{query}", self.suffix())
    }
}

impl Serialize for Twin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.suffix())
    }
}

impl<S: Sync> FromRequestParts<S> for Twin {
    type Rejection = Infallible;

    /// [`Twin::Html`] where the layer has put nothing.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or_default())
    }
}

/// Takes a path apart into the page's own path and the twin asked for. A path whose ending is
/// part of its name, and one that would leave no name (`/domains/.json`), stays whole.
pub(super) fn split(path: &str) -> (&str, Twin) {
    if FILES.contains(&path) || FOLDERS.iter().any(|folder| path.starts_with(folder)) {
        return (path, Twin::Html);
    }
    let longest = Twin::DATA
        .into_iter()
        .filter_map(|twin| Some((path.strip_suffix(twin.suffix())?, twin)))
        .min_by_key(|(page, _)| page.len());
    match longest {
        Some((INDEX, twin)) => ("/", twin),
        Some((page, twin)) if !page.is_empty() && !page.ends_with('/') => (page, twin),
        _ => (path, Twin::Html),
    }
}

/// Whether what stands at `path` is data, which other sites' scripts may read.
pub(super) fn is_data(path: &str) -> bool {
    split(path).1 != Twin::Html
        || path.starts_with("/download/")
        || matches!(path, "/api/openapi.json" | "/feed.atom")
}

/// Puts the layer around `router`. Around, not in: `Router::layer` runs after routing, too late
/// to change the path.
pub(super) fn around(router: Router) -> Router {
    Router::new().fallback_service(router).layer(from_fn(take_suffix))
}

async fn take_suffix(mut request: Request, next: Next) -> Response {
    let (page, twin) = split(request.uri().path());
    if twin != Twin::Html
        && let Some(uri) = with_path(request.uri(), page)
    {
        *request.uri_mut() = uri;
        request.extensions_mut().insert(twin);
    }
    next.run(request).await
}

/// `uri` with another path and the same query. `None` never happens for a path cut from a valid
/// one; the request then goes on as it came.
fn with_path(uri: &Uri, path: &str) -> Option<Uri> {
    let target = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(target).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::extract::{OriginalUri, RawQuery};
    use axum::http::StatusCode;
    use axum::routing::get;
    use http_body_util::BodyExt as _;
    use proptest::prelude::*;
    use tower::ServiceExt as _;

    use super::*;

    fn app() -> Router {
        let show = |twin: Twin, uri: Uri, OriginalUri(original): OriginalUri, q: RawQuery| async move {
            format!("{twin:?} {} {} {original}", uri.path(), q.0.unwrap_or_default())
        };
        let router = Router::new()
            .route("/", get(show))
            .route("/c/{id}", get(show))
            .route("/static/{file}", get(show))
            .route("/api/openapi.json", get(show));
        around(router)
    }

    async fn ask(target: &str) -> (StatusCode, String) {
        let request = Request::builder().uri(target).body(Body::empty()).unwrap();
        let response = app().oneshot(request).await.unwrap();
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn a_suffix_reaches_the_handler_as_a_twin_and_not_as_part_of_the_id() {
        for (target, shown) in [
            ("/c/abc", "Html /c/abc  /c/abc"),
            ("/c/abc.json", "Json /c/abc  /c/abc.json"),
            ("/c/abc.ris", "Ris /c/abc  /c/abc.ris"),
            ("/c/abc.csl.json", "CslJson /c/abc  /c/abc.csl.json"),
            ("/c/abc.json?q=a.json", "Json /c/abc q=a.json /c/abc.json?q=a.json"),
            ("/?q=.json", "Html / q=.json /?q=.json"),
            ("/index.json?a", "Json / a /index.json?a"),
            ("/c/.json", "Html /c/.json  /c/.json"),
            ("/static/data.json", "Html /static/data.json  /static/data.json"),
            ("/api/openapi.json", "Html /api/openapi.json  /api/openapi.json"),
        ] {
            assert_eq!(ask(target).await, (StatusCode::OK, shown.to_owned()), "{target}");
        }
    }

    #[tokio::test]
    async fn a_suffix_without_a_page_is_not_found() {
        for target in ["/.json", "/index", "/robots.txt.json", "/nothing.json"] {
            assert_eq!(ask(target).await.0, StatusCode::NOT_FOUND, "{target}");
        }
    }

    #[test]
    fn an_address_of_a_twin_is_taken_apart_into_what_it_was_made_of() {
        for page in ["/", "/c/abc", "/domains", "/sources/iran-russia-2025"] {
            for twin in [Twin::Html].into_iter().chain(Twin::DATA) {
                assert_eq!(split(&twin.address(page)), (page, twin));
                let with_query = twin.address(&format!("{page}?q=a.json"));
                assert_eq!(with_query, format!("{}?q=a.json", twin.address(page)));
            }
        }
    }

    proptest! {
        #[test]
        fn any_path_keeps_its_meaning(
            path in prop_oneof!["/[ -~]{0,40}", "/(static/|index|api/openapi)?[a-z/%]{0,8}(\\.json){0,3}"],
        ) {
            let (page, twin) = split(&path);
            if twin == Twin::Html {
                prop_assert_eq!(page, path.as_str());
            } else {
                prop_assert!(!FOLDERS.iter().any(|folder| path.starts_with(folder)));
                prop_assert_eq!(twin.address(page), path.as_str());
            }
        }

        #[test]
        fn no_request_makes_the_layer_panic_or_lose_the_query(
            path in "/[a-z0-9%./-]{0,20}(\\.json)?", query in "[a-z0-9=&.%]{0,20}",
        ) {
            let target = format!("{path}?{query}");
            let uri: Uri = target.parse().unwrap();
            let (page, _) = split(uri.path());
            let changed = with_path(&uri, page).unwrap();
            prop_assert_eq!(changed.path(), page);
            prop_assert_eq!(changed.query(), uri.query());
        }
    }
}
