//! Reading what people put into URLs, and refusing it with a way onward.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};

use super::{
    error::{Way, WebError},
    links::{named_otherwise, redirect},
    query,
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

/// What a list takes that is only read on.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Onward {
    /// The key of the next page, as `next` has it.
    pub(super) after: Option<String>,
}

/// The query of a request, as the struct that declares its parameters.
pub(super) struct Params<Q>(pub(super) Q);

impl<Q: DeserializeOwned, S: Sync> FromRequestParts<S> for Params<Q> {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        query::read(parts.uri.query().unwrap_or_default().as_bytes()).map(Self)
    }
}
