//! Reading what people put into URLs, and refusing it with a way onward.

use axum::{
    extract::{FromRequestParts, Path, RawQuery},
    http::request::Parts,
};

use super::{
    error::{Way, WebError},
    twin::Twin,
};
use crate::model::{ClauseId, Slug};

/// The slug in a path such as `/domains/{slug}`.
pub(super) struct SlugPath(pub(super) Slug);

impl<S: Send + Sync> FromRequestParts<S> for SlugPath {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let Ok(Path(written)) =
            <Path<String> as FromRequestParts<S>>::from_request_parts(parts, state).await
        else {
            return Err(WebError::not_found("There is no such page."));
        };
        // People type capitals and spaces; both mean the slug.
        Slug::from_text(&written)
            .map(Self)
            .map_err(|_| WebError::not_found("There is no page of that name."))
    }
}

/// The clause id in `/c/{id}`.
pub(super) struct ClausePath {
    pub(super) id: ClauseId,
    /// Whether it was written as it is printed.
    pub(super) canonical: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for ClausePath {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let written = <Path<String> as FromRequestParts<S>>::from_request_parts(parts, state)
            .await
            .map(|Path(p)| p)
            .unwrap_or_default();
        match written.parse::<ClauseId>() {
            Ok(id) => Ok(Self { id, canonical: id.to_string() == written }),
            Err(_) => Err(WebError::not_found(
                "That is not the id of a passage. An id has 12 letters and digits, without i, l, o and u.",
            )
            .way(Way::new("Search for the words instead", "/search"))),
        }
    }
}

/// For pages without a data twin: refuses an address that asks for one.
pub(super) struct HtmlOnly;

impl<S: Send + Sync> FromRequestParts<S> for HtmlOnly {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        match parts.extensions.get() {
            None | Some(Twin::Html) => Ok(Self),
            Some(Twin::Json) => {
                let page = parts.uri.path().to_owned();
                Err(WebError::not_found("This page has no JSON.").way(Way::new("The page", page)))
            }
        }
    }
}

/// The query parameters of a request, each at most once.
#[derive(Debug, Default)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Refuses parameters that the page does not have: a link with a typing error must not look
    /// as if it had worked.
    pub(super) fn only(self, known: &[&'static str]) -> Result<Self, WebError> {
        match self.0.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            None => Ok(self),
            Some((name, _)) => {
                let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                let shown: String = name.chars().take(40).collect();
                Err(WebError::bad_request(
                    &shown,
                    format!("This page has no parameter of that name (it has: {known})."),
                ))
            }
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, WebError> {
        let Ok(RawQuery(query)) =
            <RawQuery as FromRequestParts<S>>::from_request_parts(parts, state).await;
        let pairs: Vec<(String, String)> =
            form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
        for (i, (name, _)) in pairs.iter().enumerate() {
            if pairs[..i].iter().any(|(n, _)| n == name) {
                let shown: String = name.chars().take(40).collect();
                return Err(WebError::bad_request(&shown, "It is given twice.".to_owned()));
            }
        }
        Ok(Self(pairs))
    }
}
