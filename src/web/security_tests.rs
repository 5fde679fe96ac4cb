use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, RETRY_AFTER,
    STRICT_TRANSPORT_SECURITY,
};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use http_body_util::BodyExt as _;
use hyper::body::Frame;
use proptest::prelude::*;
use tower::ServiceExt as _;

use super::{PERMISSIONS_POLICY, RESOURCE_POLICY, RequestLimits, headers, limits};
use crate::web::twin;

fn small() -> RequestLimits {
    RequestLimits { url: 100, body: 10, time: Duration::from_millis(100), in_flight: 2 }
}

#[expect(clippy::panic, reason = "what is tested is what becomes of a panic")]
async fn panics() -> &'static str {
    panic!("a secret of the inside")
}

fn app(https: bool) -> Router {
    let routes = Router::new()
        .route("/", get(|| async { "well" }))
        .route("/c/{id}", get(|| async { "a clause" }))
        .route("/healthz", get(|| async { "ok" }))
        .route("/panic", get(panics))
        .route("/never", get(std::future::pending::<&'static str>))
        .route("/length", post(|body: Bytes| async move { body.len().to_string() }));
    headers(limits(twin::around(routes), small()), https)
}

async fn send(app: &Router, method: Method, target: &str, body: Body) -> Response {
    let request = Request::builder().method(method).uri(target).body(body).unwrap();
    app.clone().oneshot(request).await.unwrap()
}

async fn get_from(app: &Router, target: &str) -> Response {
    send(app, Method::GET, target, Body::empty()).await
}

async fn text(response: Response) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A body in pieces, whose length is not announced.
struct Pieces {
    piece: &'static [u8],
    left: usize,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let Some(left) = self.left.checked_sub(1) else { return Poll::Ready(None) };
        self.left = left;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(self.piece)))))
    }
}

fn stream(piece: &'static [u8], pieces: usize) -> Body {
    Body::new(Pieces { piece, left: pieces })
}

#[tokio::test]
async fn every_answer_carries_the_headers_errors_included() {
    let app = app(false);
    let long = format!("/{}", "a".repeat(200));
    for (method, target, body, status) in [
        (Method::GET, "/", Body::empty(), 200),
        (Method::HEAD, "/", Body::empty(), 200),
        (Method::GET, "/nowhere", Body::empty(), 404),
        (Method::POST, "/", Body::empty(), 405),
        (Method::POST, "/length", Body::from("12345678901"), 413),
        (Method::POST, "/length", stream(b"123456", 2), 413),
        (Method::GET, long.as_str(), Body::empty(), 414),
        (Method::GET, "/panic", Body::empty(), 500),
        (Method::GET, "/never", Body::empty(), 503),
    ] {
        let response = send(&app, method, target, body).await;
        assert_eq!(response.status(), status, "{target}");
        let headers = response.headers();
        let policy = headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe"));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(headers[name], value, "{target}");
        }
        assert!(headers.contains_key(PERMISSIONS_POLICY));
        assert!(!headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN), "{target}");
        assert!(!headers.contains_key(STRICT_TRANSPORT_SECURITY), "{target}");
    }
}

#[tokio::test]
async fn other_sites_may_read_data_and_only_data() {
    let app = app(false);
    for (target, open) in [("/c/a.json", true), ("/nowhere.json", true), ("/c/a", false)] {
        let response = get_from(&app, target).await;
        let headers = response.headers();
        assert_eq!(headers.get(ACCESS_CONTROL_ALLOW_ORIGIN).is_some(), open, "{target}");
        assert_eq!(headers[RESOURCE_POLICY] == "cross-origin", open, "{target}");
    }
}

#[tokio::test]
async fn browsers_are_told_to_insist_on_https_only_where_there_is_https() {
    let response = get_from(&app(true), "/nowhere").await;
    assert_eq!(response.headers()[STRICT_TRANSPORT_SECURITY], "max-age=31536000");
}

#[tokio::test]
async fn what_is_within_the_limits_passes() {
    let app = app(false);
    for body in [Body::from("1234567890"), stream(b"12345", 2)] {
        let response = send(&app, Method::POST, "/length", body).await;
        assert_eq!(text(response).await, "10");
    }
    let exactly = format!("/c/{}", "a".repeat(97));
    assert_eq!(get_from(&app, &exactly).await.status(), StatusCode::OK);
    // The place in the body must not hide how long the body is.
    let head = send(&app, Method::HEAD, "/", Body::empty()).await;
    assert_eq!(head.headers()[CONTENT_LENGTH], "4");
}

#[tokio::test]
async fn a_panic_is_answered_without_its_cause_and_the_next_request_is_served() {
    let app = app(false);
    for _ in 0..5 {
        let answer = text(get_from(&app, "/panic").await).await;
        assert!(!answer.contains("secret"), "{answer}");
    }
    assert_eq!(get_from(&app, "/").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn requests_over_the_cap_are_refused_until_an_answer_has_been_sent() {
    let app = app(false);
    let first = get_from(&app, "/").await;
    let second = get_from(&app, "/").await;
    let refused = get_from(&app, "/").await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers()[RETRY_AFTER], "1");
    assert_eq!(refused.headers()["cache-control"], "no-store");
    assert_eq!(get_from(&app, "/healthz").await.status(), StatusCode::OK);
    assert_eq!(text(first).await, "well");
    assert_eq!(get_from(&app, "/").await.status(), StatusCode::OK);
    drop(second);
}

#[tokio::test]
async fn a_request_that_took_too_long_gives_its_place_back() {
    let app = app(false);
    for _ in 0..3 {
        let response = get_from(&app, "/never").await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[RETRY_AFTER], "1");
        drop(response);
    }
    assert_eq!(get_from(&app, "/").await.status(), StatusCode::OK);
}

proptest! {
    #[test]
    fn no_path_is_answered_without_a_policy(path in "/[!-~&&[^#?\"<>\\\\^`{|}]]{0,30}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let response = runtime.block_on(get_from(&app(false), &path));
        prop_assert!(response.headers().contains_key(CONTENT_SECURITY_POLICY));
    }
}
