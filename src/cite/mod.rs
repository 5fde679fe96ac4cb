//! Citing: the words that point a reader to one clause, now and in ten years.
//!
//! What comes in: a clause and its source. What goes out: a plain-text citation with both links,
//! what is missing from it, and what the reader must know.

mod akoma_ntoso;
pub mod quotation;

pub use akoma_ntoso::akoma_ntoso;

use std::fmt::Write;

use serde::Serialize;

use crate::model::{ClauseRecord, Edtf, Source, SourceType};

/// A citation in plain text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlainCitation {
    /// The citation, ending in the permanent link or, without a public address, in the clause's id.
    pub text: String,
    /// Permanent link to this wording; relative where no public address is known.
    pub permalink: String,
    /// Link to this place, whose wording may change.
    pub address: String,
    /// What the source does not state: "publisher", "date".
    pub missing: Vec<&'static str>,
    /// What to know before citing.
    pub notices: Vec<String>,
}

/// The citation of a clause. `base_url` is the site's public address.
#[must_use]
pub fn plain(clause: &ClauseRecord, source: &Source, base_url: Option<&str>) -> PlainCitation {
    let base = base_url.unwrap_or_default();
    let permalink = format!("{base}/c/{}", clause.id);
    let address = format!("{base}/sources/{}/{}", clause.source, clause.locator);
    let mut parts: Vec<String> = Vec::new();
    parts.extend(source.author.clone());
    parts.push(format!("“{}”", source.title));
    parts.extend(source.publisher.clone());
    parts.extend(source.published.map(Edtf::words));
    parts.push(clause.locator.words());
    let mut text = format!("{}.", parts.join(", "));
    if let Some(url) = &source.url {
        let _ = write!(text, " {url}.");
    }
    // Writing to a String can't fail.
    let _ = match base_url {
        Some(_) => write!(text, " Pacta, {permalink}"),
        None => write!(text, " Pacta, clause {}, source {}.", clause.id, clause.source),
    };
    let mut missing = Vec::new();
    if source.publisher.is_none() {
        missing.push("publisher");
    }
    if source.published.is_none() {
        missing.push("date");
    }
    let mut notices = Vec::new();
    if clause.r#type == SourceType::Report {
        notices.push("You are citing a report of this clause, not the treaty’s text.".to_owned());
    }
    if !missing.is_empty() {
        notices.push(format!("Incomplete citation: {} not stated.", missing.join(" and ")));
    }
    if base_url.is_none() {
        notices.push(
            "This link works only on this computer: set --base-url before citing.".to_owned(),
        );
    }
    PlainCitation { text, permalink, address, missing, notices }
}
