//! Reading what people put into URLs, and refusing it with a way onward.

use axum::{
    extract::{FromRequestParts, Path, RawQuery},
    http::request::Parts,
    response::{IntoResponse, Response},
};

use super::{
    error::{Way, WebError},
    links::{named_otherwise, redirect},
    twin::Twin,
};
use crate::model::{ClauseId, Slug};

/// The slug in a path such as `/domains/{slug}`.
pub(super) struct SlugPath(pub(super) Slug);

impl<S: Send + Sync> FromRequestParts<S> for SlugPath {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let no_page = || WebError::not_found("There is no page of that name.").into_response();
        let path = <Path<String> as FromRequestParts<S>>::from_request_parts(parts, state).await;
        let Ok(Path(written)) = path else { return Err(no_page()) };
        let slug = Slug::from_text(&written).map_err(|_| no_page())?;
        if slug.as_str() == written {
            return Ok(Self(slug));
        }
        // People type capitals and spaces; both mean the slug, which has one address.
        let twin = parts.extensions.get::<Twin>().copied().unwrap_or_default();
        Err(redirect(&named_otherwise(twin, &parts.uri, &slug)))
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
        // A sentence that ends in the link leaves its full stop on it.
        match written.trim_end_matches(['.', ',', ';', ':', ')']).parse::<ClauseId>() {
            Ok(id) => Ok(Self { id, canonical: id.to_string() == written }),
            Err(_) => Err(WebError::not_found(
                "That is not the id of a passage. An id has 12 letters and digits, without i, l, o and u.",
            )
            .way(Way::new("Search for the words instead", "/search"))),
        }
    }
}

/// Parameters that a form sends once for every box that is ticked.
const LISTS: [&str; 1] = ["source"];

/// The query parameters of a request, each at most once but for [`LISTS`]. Those that a page does
/// not know are left alone: links that are shared elsewhere come back with parameters of others.
#[derive(Debug, Default)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// What a list holds, however it was sent: `source=a,b` or `source=a&source=b`.
    pub(super) fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self.0.iter().filter(move |(n, _)| n == name);
        values.flat_map(|(_, v)| v.split(',')).map(str::trim).filter(|v| !v.is_empty())
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
            let twice = pairs[..i].iter().any(|(n, _)| n == name);
            if twice && !LISTS.contains(&name.as_str()) {
                let shown: String = name.chars().take(40).collect();
                return Err(WebError::bad_request(&shown, "It is given twice.".to_owned()));
            }
        }
        Ok(Self(pairs))
    }
}
