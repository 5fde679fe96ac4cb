//! Conditional requests: a page that has not changed is not sent again.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};

/// Tags each page with the hash of its bytes, and answers 304 where the reader has them already.
///
/// The hash covers everything that was rendered, so a new template or stylesheet changes it too.
/// The tag is a weak one, since the same page goes out compressed and not.
///
/// HEAD is answered here from what GET would give, so that both have the same tag.
pub(super) async fn not_modified(mut request: Request, next: Next) -> Response {
    let head = *request.method() == Method::HEAD;
    if head {
        *request.method_mut() = Method::GET;
        // Only GET has parts.
        request.headers_mut().remove(header::RANGE);
    }
    let readable = *request.method() == Method::GET;
    let known: Vec<HeaderValue> =
        request.headers().get_all(header::IF_NONE_MATCH).iter().cloned().collect();
    let response = next.run(request).await;
    if !readable
        || response.status() != StatusCode::OK
        || response.headers().contains_key(header::ETAG)
    {
        return if head { response.map(|_| Body::empty()) } else { response };
    }
    let (mut parts, body) = response.into_parts();
    // Every page is whole in memory already.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        parts.status = StatusCode::INTERNAL_SERVER_ERROR;
        return Response::from_parts(parts, Body::empty());
    };
    let tag = format!("W/\"{}\"", &blake3::hash(&bytes).to_hex()[..20]);
    let unchanged = held(&known, &tag);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, tag);
    }
    parts.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    if unchanged {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    if head {
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Whether a client that sent these values of `If-None-Match` holds what has this tag (RFC 9110, 13.1.2:
/// weak comparison, since a proxy that compresses weakens the tag).
pub(super) fn held<'a>(known: impl IntoIterator<Item = &'a HeaderValue>, tag: &str) -> bool {
    fn strong(tag: &str) -> &str {
        tag.strip_prefix("W/").unwrap_or(tag)
    }
    known
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || strong(known) == strong(tag))
}
