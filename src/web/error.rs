//! What goes wrong, decided once: the status, the words, and ways onward. Internals are logged
//! here and never shown.

use askama::Template;
use axum::{
    extract::Request,
    http::{HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{absent::Tombstone, again::Again, chrome::Chrome, links::redirect, twin::Twin};
use crate::{
    search::{QueryError, SearchError},
    store::StoreError,
};

/// A link onward from an error page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "OnwardLink")]
pub(super) struct Way {
    /// What is there.
    label: String,
    /// The address.
    href: String,
}

impl Way {
    pub(super) fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// Why a request is not answered as asked.
#[derive(Debug)]
pub(super) enum WebError {
    /// 404.
    NotFound { detail: String, ways: Vec<Way> },
    /// 410: it was taken back.
    Retracted(Box<Tombstone>, Vec<Way>),
    /// 410: it was here, and is lost.
    Lost { detail: String, ways: Vec<Way> },
    /// 400: a parameter has a value that can't be read.
    BadRequest { parameter: String, detail: String, ways: Vec<Way>, again: Option<Box<Again>> },
    /// 413: more was sent than is taken.
    TooLong { detail: String, ways: Vec<Way> },
    /// 405.
    MethodNotAllowed,
    /// 503: there is no index yet, or too many searches.
    SearchUnavailable,
    /// 503: the files to download are being made.
    BeingMade,
    /// 503: as many files are being sent as may be.
    TooManyDownloads,
    /// 500.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl WebError {
    pub(super) fn not_found(detail: impl Into<String>) -> Self {
        Self::NotFound { detail: detail.into(), ways: Vec::new() }
    }

    pub(super) fn bad_request(parameter: &str, detail: String) -> Self {
        Self::BadRequest { parameter: parameter.to_owned(), detail, ways: Vec::new(), again: None }
    }

    pub(super) fn internal(e: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(Box::new(e))
    }

    /// Lets what a 400 is about be mended where it was typed.
    pub(super) fn again(mut self, form: Again) -> Self {
        if let Self::BadRequest { again, .. } = &mut self {
            *again = Some(Box::new(form));
        }
        self
    }

    /// Adds a way onward to a 404 or a 400.
    pub(super) fn way(mut self, way: Way) -> Self {
        if let Self::NotFound { ways, .. } | Self::BadRequest { ways, .. } = &mut self {
            ways.push(way);
        }
        self
    }
}

impl From<StoreError> for WebError {
    fn from(e: StoreError) -> Self {
        Self::internal(e)
    }
}

impl From<SearchError> for WebError {
    fn from(e: SearchError) -> Self {
        match e {
            SearchError::NotReady => Self::SearchUnavailable,
            SearchError::PageKey => Self::bad_request(
                "after",
                "It is not a key that a page of results gave. Start again from the first page."
                    .to_owned(),
            ),
            other @ SearchError::Engine { .. } => Self::internal(other),
        }
    }
}

impl From<QueryError> for WebError {
    fn from(e: QueryError) -> Self {
        let words = e.to_string();
        let mut letters = words.chars();
        let sentence: String =
            letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default();
        Self::bad_request("q", format!("{sentence}."))
    }
}

/// Why there is no answer: a problem as in RFC 9457.
#[derive(Debug, Clone, Template, Serialize, JsonSchema)]
#[template(path = "error.html")]
#[schemars(rename = "Problem")]
pub(super) struct ErrorPage {
    #[serde(skip)]
    chrome: Chrome,
    /// What is wrong, in short.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong, in a sentence or two.
    detail: String,
    /// The parameter that can’t be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// What was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    tombstone: Option<Tombstone>,
    /// The form to mend what was typed.
    #[serde(skip)]
    again: Option<Box<Again>>,
    /// Ways onward.
    ways: Vec<Way>,
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let (mut tombstone, mut form) = (None, None);
        let (status, title, detail, parameter, ways) = match self {
            Self::NotFound { detail, ways } => {
                (StatusCode::NOT_FOUND, "Not found", detail, None, ways)
            }
            Self::Retracted(stone, ways) => {
                let detail = format!("This was retracted on {}.", stone.retracted_on);
                tombstone = Some(*stone);
                (StatusCode::GONE, "Retracted", detail, None, ways)
            }
            Self::Lost { detail, ways } => {
                (StatusCode::GONE, "Not held any more", detail, None, ways)
            }
            Self::BadRequest { parameter, detail, mut ways, again } => {
                form = again;
                ways.push(Way::new("How to search", "/help"));
                (
                    StatusCode::BAD_REQUEST,
                    "The request can’t be read",
                    detail,
                    Some(parameter),
                    ways,
                )
            }
            Self::TooLong { detail, ways } => {
                (StatusCode::PAYLOAD_TOO_LARGE, "Too much text", detail, None, ways)
            }
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "Method not allowed",
                "The header Allow names the methods that this address takes.".to_owned(),
                None,
                Vec::new(),
            ),
            Self::SearchUnavailable => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Search is not ready",
                "The search index is being built. Browsing and permanent links work meanwhile; try again in a moment.".to_owned(),
                None,
                Vec::new(),
            ),
            Self::BeingMade => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Not ready yet",
                "The files are being made. Try again in a moment.".to_owned(),
                None,
                Vec::new(),
            ),
            Self::TooManyDownloads => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Too many downloads",
                "Others are taking files at this moment. Please try again in a while.".to_owned(),
                None,
                Vec::new(),
            ),
            Self::Internal(e) => {
                tracing::error!(error = %chain(e.as_ref()), "a request failed");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something went wrong",
                    "The fault is Pacta’s, and it has been logged.".to_owned(),
                    None,
                    Vec::new(),
                )
            }
        };
        let mut onward = ways;
        onward.extend([
            Way::new("Browse by subject", "/domains"),
            Way::new("Treaties", "/treaties"),
            Way::new("Front page", "/"),
        ]);
        let chrome = Chrome { title: title.to_owned(), noindex: true, ..Chrome::default() };
        let page = ErrorPage {
            chrome,
            title,
            status: status.as_u16(),
            detail,
            parameter,
            tombstone,
            again: form,
            ways: onward,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(page);
        response
    }
}

/// An error with all its causes, for the log.
fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(e) = cause {
        words.push_str(": ");
        words.push_str(&e.to_string());
        cause = e.source();
    }
    words
}

/// The page at an address without one of the parameters that it has; nothing where it has none of that
/// name.
fn without(uri: &Uri, parameter: &str) -> Option<String> {
    let given: Vec<_> = form_urlencoded::parse(uri.query()?.as_bytes()).collect();
    let rest: Vec<_> = given.iter().filter(|(name, _)| name != parameter).collect();
    if rest.len() == given.len() {
        return None;
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(rest).finish();
    let joint = if query.is_empty() { "" } else { "?" };
    Some(format!("{}{joint}{query}", uri.path()))
}

/// Gives errors their body, HTML or problem JSON as the address asked. Handlers only say what is wrong.
pub(super) async fn render(twin: Twin, request: Request, next: Next) -> Response {
    // What was sent as a form stands in no address.
    let asked = (*request.method() != Method::POST).then(|| request.uri().clone());
    let mut response = next.run(request).await;
    let Some(mut page) = response.extensions_mut().remove::<ErrorPage>() else { return response };
    let same = asked.zip(page.parameter.as_ref()).and_then(|(uri, name)| without(&uri, name));
    page.ways.splice(..0, same.map(|same| Way::new("The same without it", same)));
    let status = response.status();
    let (kind, body) = match twin {
        Twin::Html => (Twin::Html.media_type(), page.render().unwrap_or_default()),
        // Who asked for data of any form is a program.
        _ => ("application/problem+json", serde_json::to_string(&page).unwrap_or_default() + "\n"),
    };
    let mut response = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

pub(super) async fn no_such_page(twin: Twin, uri: Uri) -> Response {
    match uri.path().strip_suffix('/') {
        // A slash too many is no other page. Two at the start would be another host.
        Some(page) if page.starts_with('/') && !page.starts_with("//") => {
            redirect(&twin.address(page))
        }
        _ => WebError::not_found("There is no page at this address.")
            .way(Way::new("Search", "/search"))
            .into_response(),
    }
}

/// The answer where a page has no such twin.
pub(super) fn no_such_twin(twin: Twin, page: &str) -> WebError {
    WebError::not_found(format!("This page has no {}.", twin.label()))
        .way(Way::new("The page", page))
}

pub(super) async fn method_not_allowed() -> WebError {
    WebError::MethodNotAllowed
}
