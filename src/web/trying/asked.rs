//! What the form of `/try` says.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::too_long;
use crate::{
    model::{Edtf, SourceType},
    read::Metadata,
    web::{
        describe::{Operation, Takes},
        error::{Way, WebError},
        query,
        schema::fields,
    },
};

/// How browsers send a form, and the only way in which it is read.
const FORM: &str = "application/x-www-form-urlencoded";

/// A text to read, and what is stated about it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Asked {
    /// The text, at most 64 KiB.
    pub(super) text: String,
    /// What it is; where that is not stated, it is told from the text.
    pub(super) r#type: Option<SourceType>,
    /// When it was published, such as 2025-10-02 or 2025-10; it completes dates without a year.
    pub(super) date: String,
}

impl Asked {
    /// What is stated about the text.
    pub(super) fn metadata(&self) -> Result<Metadata, WebError> {
        let published = match self.date.as_str() {
            "" => None,
            date => Some(
                date.parse::<Edtf>()
                    .map_err(|_| again("date", "It is a date such as 2025-10-02 or 2025-10."))?,
            ),
        };
        Ok(Metadata { r#type: self.r#type, published, ..Metadata::default() })
    }
}

fn again(parameter: &str, why: &str) -> WebError {
    WebError::bad_request(parameter, why.to_owned()).way(Way::new("Try again", "/try"))
}

/// The form, as it was sent.
pub(in crate::web) struct Form(pub(super) Asked);

impl Takes for Form {
    fn describe(operation: &mut Operation) {
        operation.form = Some(fields::<Asked>);
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = WebError;
    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        if let Some(sent) = request.headers().get(header::CONTENT_TYPE)
            && !sent.as_bytes().starts_with(FORM.as_bytes())
        {
            let why = format!("Send a form ({FORM}) with the fields text, type and date.");
            return Err(WebError::bad_request("text", why)
                .way(Way::new("The API, with the fields of each form", "/api")));
        }
        let form = Bytes::from_request(request, state).await.map_err(|e| match e.status() {
            StatusCode::PAYLOAD_TOO_LARGE => too_long(),
            _ => WebError::bad_request("text", "It did not arrive whole.".to_owned()),
        })?;
        let mut asked: Asked =
            query::read(&form).map_err(|e| e.way(Way::new("Try again", "/try")))?;
        // Forms send every line's end as two characters.
        asked.text = asked.text.replace("\r\n", "\n");
        asked.date = asked.date.trim().to_owned();
        Ok(Self(asked))
    }
}
