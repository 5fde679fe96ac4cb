//! What the form of `/try` says.

use crate::{
    model::{Edtf, SourceType},
    read::Metadata,
    web::error::{Way, WebError},
};

/// What a form says.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) text: String,
    pub(super) r#type: String,
    pub(super) date: String,
}

impl Asked {
    pub(super) fn of(form: &[u8]) -> Self {
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(form) {
            match name.as_ref() {
                // Forms send every line's end as two characters.
                "text" => asked.text = value.replace("\r\n", "\n"),
                "type" => asked.r#type = value.into_owned(),
                "date" => value.trim().clone_into(&mut asked.date),
                _ => {}
            }
        }
        asked
    }

    /// What is stated about the text.
    pub(super) fn metadata(&self) -> Result<Metadata, WebError> {
        let refuse = |parameter: &str, why: &str| {
            Err(WebError::bad_request(parameter, why.to_owned()).way(Way::new("Try again", "/try")))
        };
        let r#type = match self.r#type.as_str() {
            "" | "auto" => None,
            name => match SourceType::from_name(name) {
                Some(known) => Some(known),
                None => return refuse("type", "It is one of auto, text, official, report."),
            },
        };
        let published = match self.date.as_str() {
            "" => None,
            date => match date.parse::<Edtf>() {
                Ok(date) => Some(date),
                Err(_) => return refuse("date", "It is a date such as 2025-10-02 or 2025-10."),
            },
        };
        Ok(Metadata { r#type, published, ..Metadata::default() })
    }
}
