//! What is stated about a source in `NAME.toml` beside it.

use serde::{Deserialize, Serialize};

use crate::model::{Edtf, Slug, SourceType};

/// A metadata file that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}", line.map(|l| format!("line {l}: ")).unwrap_or_default())]
pub struct MetadataError {
    line: Option<usize>,
    reason: String,
}

/// What is stated about a source. Everything is optional; what is absent was not stated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Metadata {
    /// The source's slug.
    pub source: Option<Slug>,
    /// The slug it was founded with, where it was renamed.
    pub id_slug: Option<Slug>,
    /// What kind of document it is.
    pub r#type: Option<SourceType>,
    /// The treaty's slug.
    pub treaty: Option<Slug>,
    /// Title.
    pub title: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// Date of publication.
    pub published: Option<Edtf>,
    /// BCP 47 language.
    pub language: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// An archived copy.
    pub archived_url: Option<String>,
    /// Licence, by name or SPDX id.
    pub licence: Option<String>,
    /// The licence's text.
    pub licence_url: Option<String>,
    /// When it was retrieved.
    pub retrieved: Option<Edtf>,
    /// Where the treaty's text is published in a treaty series: `3156 UNTS 79`. Left out where it is
    /// not stated, so that sources without it keep their revisions' hashes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
}

impl Metadata {
    /// This metadata with whatever `other` states in its place.
    #[must_use]
    pub fn overridden_by(self, other: &Self) -> Self {
        let other = other.clone();
        Self {
            source: other.source.or(self.source),
            id_slug: other.id_slug.or(self.id_slug),
            r#type: other.r#type.or(self.r#type),
            treaty: other.treaty.or(self.treaty),
            title: other.title.or(self.title),
            publisher: other.publisher.or(self.publisher),
            author: other.author.or(self.author),
            published: other.published.or(self.published),
            language: other.language.or(self.language),
            url: other.url.or(self.url),
            archived_url: other.archived_url.or(self.archived_url),
            licence: other.licence.or(self.licence),
            licence_url: other.licence_url.or(self.licence_url),
            retrieved: other.retrieved.or(self.retrieved),
            series: other.series.or(self.series),
        }
    }

    /// Reads a metadata file.
    ///
    /// # Errors
    /// Names the line of the first thing that is wrong: syntax, an unknown key, a value that is
    /// not of its kind, an address that is not http or https.
    pub fn parse(text: &str) -> Result<Self, MetadataError> {
        let metadata: Self = toml::from_str(text).map_err(|e| MetadataError {
            line: e.span().map(|s| line_at(text, s.start)),
            reason: e.message().lines().next().unwrap_or("malformed").to_owned(),
        })?;
        for (key, url) in [
            ("url", &metadata.url),
            ("archived_url", &metadata.archived_url),
            ("licence_url", &metadata.licence_url),
        ] {
            if let Some(url) = url.as_ref().filter(|u| !is_web_address(u)) {
                return Err(MetadataError {
                    line: text.lines().position(|l| l.trim_start().starts_with(key)).map(|i| i + 1),
                    reason: format!("{key} '{url}' is not an http or https address"),
                });
            }
        }
        Ok(metadata)
    }
}

fn line_at(text: &str, byte: usize) -> usize {
    text[..byte.min(text.len())].matches('\n').count() + 1
}

/// Whether an address may stand in a link. Anything but http and https could run code.
#[must_use]
pub fn is_web_address(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://"))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let error = |text: &str| Metadata::parse(text).unwrap_err().to_string();
        assert!(
            error("title = \"A\"\ntitel = \"B\"\n").starts_with("line 2: unknown field `titel`")
        );
        assert!(error("title = \"A\ntype = 3\n").starts_with("line 1: "));
        assert!(
            error("title = \"A\"\npublished = \"soon\"\n")
                .starts_with("line 2: 'soon' is not a date")
        );
        assert!(error("\nurl = \"javascript:alert(1)\"\n").starts_with("line 2: url "));
    }

    #[test]
    fn what_is_absent_was_not_stated() {
        let read = Metadata::parse("type = \"report\"\npublished = \"2025-10\"\n").unwrap();
        assert_eq!(read.r#type, Some(SourceType::Report));
        assert_eq!(read.publisher, None);
    }
}
