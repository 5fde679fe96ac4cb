//! The style sheet, the script and the icon: in the binary, at addresses that name their content.
//!
//! `/static/style.1f2e3d4c5b.css` can be kept by browsers for ever, because other content has
//! another address. Pages take the address from [`url`]. An address with a hash of another build
//! answers 404 rather than with content it does not name.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use super::conditional::held;

/// One file, and what is said about it when it is sent.
struct Asset {
    /// As in `static/`.
    name: &'static str,
    media_type: &'static str,
    bytes: &'static [u8],
    /// `/static/{name}.{hash}.{ext}`
    url: String,
    /// The hash in quotation marks: a strong validator.
    etag: String,
}

impl Asset {
    fn new(name: &'static str, media_type: &'static str, bytes: &'static [u8]) -> Self {
        let hash = blake3::hash(bytes).to_hex();
        // 40 bits: enough to tell the few versions of three files apart.
        let hash = hash.get(..10).unwrap_or_default();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let url = format!("/static/{stem}.{hash}.{extension}");
        Self { name, media_type, bytes, url, etag: format!("\"{hash}\"") }
    }
}

static ASSETS: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    [
        Asset::new(
            "style.css",
            "text/css; charset=utf-8",
            include_bytes!("../../static/style.css"),
        ),
        Asset::new(
            "script.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../../static/script.js"),
        ),
        Asset::new("icon.svg", "image/svg+xml", include_bytes!("../../static/icon.svg")),
    ]
});

/// The address of the file called `name` in `static/`, for templates. A name that is not there is
/// a slip in a template: it fails in debug builds, and otherwise gives an address that answers 404.
pub(super) fn url(name: &str) -> &'static str {
    let asset = ASSETS.iter().find(|asset| asset.name == name);
    debug_assert!(asset.is_some(), "static/ has no {name}");
    asset.map_or("/static/missing", |asset| &asset.url)
}

/// The route of all of them.
pub(super) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/static/{file}", get(send))
}

async fn send(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let asked = |asset: &&Asset| asset.url.strip_prefix("/static/") == Some(file.as_str());
    let Some(asset) = ASSETS.iter().find(asked) else {
        let no_store: [(HeaderName, &str); 1] = [(CACHE_CONTROL, "no-store")];
        return (StatusCode::NOT_FOUND, no_store, "There is no such file.\n").into_response();
    };
    let about = [
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (ETAG, asset.etag.as_str()),
        (CONTENT_TYPE, asset.media_type),
    ];
    if held(headers.get_all(IF_NONE_MATCH), &asset.etag) {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    (about, asset.bytes).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::extract::Request;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::*;

    async fn ask(target: &str, if_none_match: &str) -> Response {
        let request = Request::builder()
            .uri(target)
            .header(IF_NONE_MATCH, if_none_match)
            .body(Body::empty())
            .unwrap();
        router::<()>().oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn every_file_is_sent_with_its_type_and_may_be_kept_for_ever() {
        for (name, media_type) in [
            ("style.css", "text/css; charset=utf-8"),
            ("script.js", "text/javascript; charset=utf-8"),
            ("icon.svg", "image/svg+xml"),
        ] {
            let response = ask(url(name), "\"other\"").await;
            assert_eq!(response.status(), StatusCode::OK, "{name}");
            assert_eq!(response.headers()[CONTENT_TYPE], media_type);
            assert_eq!(response.headers()[CACHE_CONTROL], "public, max-age=31536000, immutable");
            let body = response.into_body().collect().await.unwrap().to_bytes();
            let hash = blake3::hash(&body).to_hex();
            assert!(url(name).contains(&hash[..10]), "{name} is not at the address of its content");
        }
    }

    #[tokio::test]
    async fn a_file_the_browser_holds_is_not_sent_again() {
        let etag = ask(url("style.css"), "").await.headers()[ETAG].to_str().unwrap().to_owned();
        for held in [etag.clone(), format!("\"x\", W/{etag}"), "*".to_owned()] {
            let response = ask(url("style.css"), &held).await;
            assert_eq!(response.status(), StatusCode::NOT_MODIFIED, "{held}");
            assert_eq!(response.headers()[ETAG], etag.as_str());
            assert!(response.into_body().collect().await.unwrap().to_bytes().is_empty());
        }
    }

    #[tokio::test]
    async fn an_address_of_another_build_is_not_found_and_not_kept() {
        for target in ["/static/style.0000000000.css", "/static/style.css", "/static/..%2fx"] {
            let response = ask(target, "\"x\"").await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{target}");
            assert_eq!(response.headers()[CACHE_CONTROL], "no-store");
        }
    }
}
