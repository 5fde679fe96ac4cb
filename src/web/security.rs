//! What every answer carries and what no request may exceed.
//!
//! ```text
//! headers( limits( twin::around( routes ) ) )
//! ```
//!
//! Both functions wrap the whole router as a service instead of adding a layer to its routes, so
//! that nothing inside escapes them: not the answer for an unknown path or method, not a panic,
//! not a router that is merged in later. Only what hyper answers before there is a request does
//! (see [`super::listen`]).

use std::any::Any;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, REFERRER_POLICY, RETRY_AFTER, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use hyper::body::{Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

use super::{trying, twin};

/// Nothing is allowed but our own style sheet, script, images and forms. No inline script or
/// style, no frame in either direction, no connection made by a script.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// No page uses any of these. Only features that browsers know by name: an unknown one is
/// reported on their console. Writing to the clipboard, which the copy buttons do, is not listed
/// and so keeps its default: our own pages may, upon a click.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
    encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), \
    microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), \
    usb=(), xr-spatial-tracking=()";

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Puts the security headers on every answer of `router`, errors included. `https` says whether
/// the base URL is an https one: only then are browsers told to insist on it, because a server
/// without TLS that says so locks its readers out.
pub(super) fn headers(router: Router, https: bool) -> Router {
    let add = move |request: Request, next: Next| async move {
        let data = twin::is_data(request.uri().path());
        let mut response = next.run(request).await;
        put(response.headers_mut(), data, https);
        response
    };
    Router::new().fallback_service(router).layer(from_fn(add))
}

fn put(headers: &mut HeaderMap, data: bool, https: bool) {
    let mut put = |name, value| headers.insert(name, HeaderValue::from_static(value));
    put(CONTENT_SECURITY_POLICY, POLICY);
    put(X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Other sites are not told which clause a reader came from; our own pages may know.
    put(REFERRER_POLICY, "same-origin");
    put(PERMISSIONS_POLICY, PERMISSIONS);
    put(OPENER_POLICY, "same-origin");
    if data {
        // Public, the same for everybody and without cookies: any site's script may read it.
        put(RESOURCE_POLICY, "cross-origin");
        put(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    } else {
        put(RESOURCE_POLICY, "same-origin");
    }
    if https {
        // A year, as browsers' preload lists ask for at least; subdomains are the operator's.
        put(STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}

/// What requests may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RequestLimits {
    /// Bytes of path and query; more is answered with 414. (Beyond `listen::Limits::head_bytes`
    /// hyper answers 431 first.)
    pub(super) url: usize,
    /// Bytes of a body; more is answered with 413.
    pub(super) body: usize,
    /// From the request's head to the answer's head; more is answered with 503.
    pub(super) time: Duration,
    /// Requests in progress at once, until the last byte of their answers; more are answered with
    /// 503 at once rather than queued, so that the answers that are given stay fast.
    pub(super) in_flight: usize,
}

impl Default for RequestLimits {
    fn default() -> Self {
        Self {
            url: 8 * 1024,
            body: trying::FORM,
            time: Duration::from_secs(10),
            // Pages take milliseconds: 256 at once is far over what a small machine can use, and
            // a quarter of the connections, so that shedding starts before accepting stops.
            in_flight: 256,
        }
    }
}

/// Holds `router` to `limits`, and turns a panic into a 500 that says nothing of its cause (the
/// panic hook has logged it).
pub(super) fn limits(router: Router, limits: RequestLimits) -> Router {
    let places = Arc::new(Semaphore::new(limits.in_flight));
    let router = Router::new()
        .fallback_service(router)
        .layer(CatchPanicLayer::custom(|_: Box<dyn Any + Send>| {
            refusal(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong here. It is logged.")
        }))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(limits.body));
    let check = move |request: Request, next: Next| {
        let places = Arc::clone(&places);
        async move { admit(limits, places, request, next).await }
    };
    Router::new().fallback_service(router).layer(from_fn(check))
}

async fn admit(
    limits: RequestLimits,
    places: Arc<Semaphore>,
    request: Request,
    next: Next,
) -> Response {
    let uri = request.uri();
    if uri.path_and_query().map_or(0, |target| target.as_str().len()) > limits.url {
        return refusal(StatusCode::URI_TOO_LONG, "This address is too long.");
    }
    let length = request.headers().get(CONTENT_LENGTH).and_then(|l| l.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: usize| length > limits.body) {
        return refusal(StatusCode::PAYLOAD_TOO_LARGE, trying::TOO_LONG);
    }
    // A busy server is not a dead one: who asks for its health must not be told to restart it.
    if matches!(uri.path(), "/healthz" | "/readyz" | "/metrics") {
        return in_time(limits, request, next).await;
    }
    let Ok(place) = places.try_acquire_owned() else {
        return refusal(
            StatusCode::SERVICE_UNAVAILABLE,
            "Too many requests at this moment. Please try again in a second.",
        );
    };
    let response = in_time(limits, request, next).await;
    response.map(|body| Body::new(Placed { body, _place: place }))
}

/// 503, not 408: a request here is a few bytes that have arrived long since, so what is late is
/// this server, and 408 would let browsers send the same costly request again unasked.
async fn in_time(limits: RequestLimits, request: Request, next: Next) -> Response {
    tokio::time::timeout(limits.time, next.run(request)).await.unwrap_or_else(|_| {
        refusal(
            StatusCode::SERVICE_UNAVAILABLE,
            "This took too long. Please try again, or ask for less.",
        )
    })
}

/// A small plain answer that needs nothing of the application, since that may be what is broken.
fn refusal(status: StatusCode, text: &'static str) -> Response {
    let mut response = (status, format!("{text}\n")).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

/// A body that keeps its request's place until it has been sent or dropped: a slow reader of a
/// large answer is a request in progress.
struct Placed {
    body: Body,
    _place: OwnedSemaphorePermit,
}

impl HttpBody for Placed {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
#[path = "security_tests.rs"]
mod tests;
