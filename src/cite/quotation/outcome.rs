//! What became of a quotation, as pages and data tell it.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use super::align::{Change, Fate};
use crate::model::{ClauseId, ClauseRecord, Locator, Slug, SourceType, Status};

/// Whether a quotation is real.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "QuotationOutcome")]
pub enum Outcome {
    /// These very words are held.
    Exact,
    /// Words like these are held.
    Near,
    /// Nothing like it is held.
    NotFound,
}

/// What became of a quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Verification {
    /// The best that was found.
    pub result: Outcome,
    /// Where, the best first: treaty texts before reports.
    pub matches: Vec<Found>,
}

/// A place that has the words, or nearly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "QuotationFound")]
pub struct Found {
    /// Exact or near.
    pub result: Outcome,
    /// The source's slug.
    pub source: Slug,
    /// The source's title.
    pub source_title: String,
    /// The source's type.
    pub r#type: SourceType,
    /// The treaty's slug.
    pub treaty: Slug,
    /// The treaty's title.
    pub treaty_title: String,
    /// The clauses that have the words, in order.
    pub clauses: Vec<FoundClause>,
    /// Where it is near: from the wording that is held to the quotation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Change>,
    /// What to know before relying on it.
    pub notices: Vec<&'static str>,
}

impl Found {
    /// Whether nothing differs but what the quotation says it leaves out.
    #[must_use]
    pub fn only_omits(&self) -> bool {
        self.result == Outcome::Near
            && self.differences.iter().all(|c| matches!(c.fate, Fate::Kept | Fate::Omitted))
    }

    /// Whether the newest version of the source has other words.
    #[must_use]
    pub fn is_superseded(&self) -> bool {
        self.clauses.iter().any(|clause| clause.status == Status::Superseded)
    }
}

/// A clause that has the words, or a part of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "QuotationClause")]
pub struct FoundClause {
    /// Its id.
    pub id: ClauseId,
    /// Its permanent link; relative where no public address is known.
    pub url: String,
    /// Where it stands.
    pub locator: Locator,
    /// Where it stands, in words.
    pub place: String,
    /// Whether the newest version of the source has it.
    pub status: Status,
    /// What it is, in words.
    pub badge: &'static str,
    /// BCP 47 language.
    pub language: String,
    /// All its words.
    pub text: String,
    /// The first byte of the quoted words in `text`.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl FoundClause {
    /// The clause with the bytes of its text that are quoted; `base_url` is the site's public address.
    pub(super) fn new(record: ClauseRecord, quoted: &Range<usize>, base_url: Option<&str>) -> Self {
        Self {
            id: record.id,
            url: format!("{}/c/{}", base_url.unwrap_or_default(), record.id),
            place: record.locator.words(),
            locator: record.locator,
            status: record.status,
            badge: record.kind.label(record.r#type),
            language: record.language,
            text: record.text,
            start: quoted.start,
            end: quoted.end,
        }
    }

    /// The words before the quoted ones, those, and the words after.
    #[must_use]
    pub fn around(&self) -> (&str, &str, &str) {
        (&self.text[..self.start], &self.text[self.start..self.end], &self.text[self.end..])
    }
}
