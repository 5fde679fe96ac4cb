//! Treaties, the documents about them, and one derived state of a document.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Clause, Division, Edtf, Outline, RevisionHash, Slug, Unit};

/// What kind of document a source is; also the order in which claims are shown.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum SourceType {
    /// The treaty's text or a translation.
    Text,
    /// A statement by a party or an organisation.
    Official,
    /// News, scholarship, chronologies.
    Report,
}

impl SourceType {
    /// Every type, in order.
    pub const ALL: [Self; 3] = [Self::Text, Self::Official, Self::Report];

    /// The name in exports and in `type:`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Official => "official",
            Self::Report => "report",
        }
    }

    /// The type with this name, or `None`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.as_str() == name)
    }

    /// The name on pages of several.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Text => "Treaty texts",
            Self::Official => "Official statements",
            Self::Report => "Reports",
        }
    }

    /// The name on pages.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "Treaty text",
            Self::Official => "Official statement",
            Self::Report => "Report",
        }
    }
}

/// The instrument itself, whether or not its text is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Treaty {
    /// Name in URLs.
    pub slug: Slug,
    /// English title.
    pub title: String,
    /// Parties as ISO 3166-1 alpha-3 codes, sorted.
    pub parties: Vec<String>,
}

/// How a treaty came by its title; what knows better comes later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Naming {
    /// Nobody names it: a document's headline stands for its title.
    Not,
    /// Its title was put together from words that a document describes it with, and its parties.
    Devised,
    /// A document calls it so.
    Named,
}

impl Naming {
    /// How a treaty with this title came by it.
    #[must_use]
    pub fn of(title: &str) -> Self {
        if title.starts_with(NOT_NAMED) {
            Self::Not
        } else if title.starts_with('[') && title.ends_with(']') {
            Self::Devised
        } else {
            Self::Named
        }
    }
}

/// How the title begins of a treaty that nobody names.
const NOT_NAMED: &str = "Treaty not named (";

impl Treaty {
    /// What stands for the title of a treaty of which only a document of this type is known, that calls
    /// it by no name: a headline is no treaty's title.
    #[must_use]
    pub fn not_named(by: SourceType, headline: &str) -> String {
        let document = match by {
            SourceType::Text => "text",
            SourceType::Official => "statement",
            SourceType::Report => "report",
        };
        format!("{NOT_NAMED}{document}: “{headline}”)")
    }

    /// A title that is devised from what a document says of a treaty that it calls by no name, in square
    /// brackets, as libraries give what stands nowhere: "[Extradition treaty (Chad – Mali)]".
    #[must_use]
    pub fn devised(description: &str) -> String {
        format!("[{description}]")
    }

    /// How it came by its title.
    #[must_use]
    pub fn naming(&self) -> Naming {
        Naming::of(&self.title)
    }

    /// Whether it has a title, be it devised.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.naming() > Naming::Not
    }
}

/// One document about or of a treaty. What is not there was not stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Name in URLs.
    pub slug: Slug,
    /// The slug it was founded with, which stays in its clause ids.
    pub id_slug: Slug,
    /// The treaty it is about.
    pub treaty: Slug,
    /// What kind of document it is.
    pub r#type: SourceType,
    /// Title of the document.
    pub title: String,
    /// Publisher.
    pub publisher: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// Date of publication.
    pub published: Option<Edtf>,
    /// BCP 47 language.
    pub language: String,
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
    /// Where the treaty's text is published in a treaty series, as it is cited: `3156 UNTS 79`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
}

/// What a document was derived from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The name it came under: a file's path, or "standard input".
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// What was stated about it, as JSON.
    pub stated: String,
}

/// What the pipeline derives from one source and hands to the store, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The treaty it is about; founded by the store where it is new.
    pub treaty: Treaty,
    /// The source's metadata.
    pub source: Source,
    /// BLAKE3 of bytes, metadata, codebook and pipeline version.
    pub revision: RevisionHash,
    /// What it was derived from.
    pub original: Original,
    /// The extracted text that all offsets refer to.
    pub text: String,
    /// Headings and skipped stretches.
    pub outline: Vec<Outline>,
    /// Divisions in document order, each after the one around it; none in a report.
    pub divisions: Vec<Division>,
    /// Clauses in document order.
    pub clauses: Vec<Clause>,
}

impl Document {
    /// What its divisions mark up as articles, not counting those of further language versions.
    #[must_use]
    pub fn articles(&self) -> usize {
        self.own_articles().count()
    }

    /// The articles that readers count: those with a number or a heading. Some inputs mark up
    /// preambles and signatures as articles too.
    #[must_use]
    pub fn named_articles(&self) -> usize {
        self.own_articles().filter(|d| d.is_headed()).count()
    }

    fn own_articles(&self) -> impl Iterator<Item = &Division> {
        let mut translated: Vec<bool> = Vec::with_capacity(self.divisions.len());
        for d in &self.divisions {
            let around = d.parent.and_then(|p| translated.get(p as usize)).copied();
            translated.push(d.unit == Unit::Version || around == Some(true));
        }
        let own = self.divisions.iter().zip(translated).filter(|(_, translated)| !translated);
        own.map(|(d, _)| d).filter(|d| d.unit == Unit::Article)
    }
}
