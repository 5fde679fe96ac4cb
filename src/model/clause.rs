//! The smallest citable unit and where it stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Annotations, Claim, ClauseId, Locator, RevisionHash, Slug, SourceType, Unit};

/// What a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "ClauseKind")]
pub enum Kind {
    /// A dated or formal act in the treaty's life.
    Event,
    /// What the treaty says, commits to or aims at.
    Provision,
    /// Attributed to a named speaker or body.
    Statement,
    /// The writer's own assessment.
    Commentary,
    /// A recital of a treaty text.
    Preamble,
    /// A definition in a treaty text.
    Definition,
    /// Entry into force, duration, amendment and the like in a treaty text.
    Final,
    /// The closing words before the signatures.
    Testimonium,
    /// Part of an annex.
    Annex,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Event,
        Self::Provision,
        Self::Statement,
        Self::Commentary,
        Self::Preamble,
        Self::Definition,
        Self::Final,
        Self::Testimonium,
        Self::Annex,
    ];

    /// The name in exports and in `kind:`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Provision => "provision",
            Self::Statement => "statement",
            Self::Commentary => "commentary",
            Self::Preamble => "preamble",
            Self::Definition => "definition",
            Self::Final => "final",
            Self::Testimonium => "testimonium",
            Self::Annex => "annex",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The name for readers, where it is not said in which type of source: the badge without that.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Provision => "Provision",
            Self::Event | Self::Statement | Self::Commentary => self.label(SourceType::Report),
            Self::Preamble => "Preamble",
            Self::Definition => "Definition",
            Self::Final => "Final clause",
            Self::Testimonium => "Testimonium",
            Self::Annex => "Annex",
        }
    }

    /// The badge on pages. A provision read in a report is not the treaty's text, and says so.
    #[must_use]
    pub fn label(self, source: SourceType) -> &'static str {
        match (self, source) {
            (Self::Event, _) => "Event",
            (Self::Provision, SourceType::Text) => "Treaty text",
            (Self::Provision, _) => "Reported provision",
            (Self::Statement, _) => "Attributed statement",
            (Self::Commentary, _) => "Writer’s comment",
            (Self::Preamble, _) => "Treaty text: preamble",
            (Self::Definition, _) => "Treaty text: definition",
            (Self::Final, _) => "Treaty text: final clause",
            (Self::Testimonium, _) => "Treaty text: testimonium",
            (Self::Annex, _) => "Treaty text: annex",
        }
    }
}

/// Whether a clause stands in the newest version of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "ClauseStatus")]
pub enum Status {
    /// It stands in the newest version.
    Current,
    /// A newer version no longer has these words.
    Superseded,
    /// Its source was retracted.
    Retracted,
}

impl Status {
    /// The name in exports and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Superseded => "superseded",
            Self::Retracted => "retracted",
        }
    }
}

/// A clause as the pipeline derives it from one revision.
///
/// `start..end` are UTF-8 byte offsets in the revision's extracted text; that slice is `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The permanent id of these words.
    pub id: ClauseId,
    /// Where it stands.
    pub locator: Locator,
    /// Its place in the document, from 0.
    pub order: u32,
    /// The innermost division that it stands in, as an index into the document's divisions.
    pub division: Option<u32>,
    /// What it is.
    pub kind: Kind,
    /// BCP 47 language of the words.
    pub language: String,
    /// The words.
    pub text: String,
    /// First byte in the extracted text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What was read in it.
    pub annotations: Annotations,
    /// What it asserts of the treaty.
    pub claims: Vec<Claim>,
}

/// A clause as it is held, and as `pacta export --format jsonl` writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClauseRecord {
    /// The permanent id.
    pub id: ClauseId,
    /// The treaty's slug.
    pub treaty: Slug,
    /// The source's slug.
    pub source: Slug,
    /// The source's type.
    pub r#type: SourceType,
    /// The revision it was placed in: the newest that has it.
    pub revision: RevisionHash,
    /// The number of that revision in its source, from 1.
    pub version: u32,
    /// Whether that revision is the newest of its source.
    pub status: Status,
    /// Where it stands.
    pub locator: Locator,
    /// Its place in the document, from 0.
    pub order: u32,
    /// The divisions of a treaty text that it stands in, outermost first: "Chapter 2 – Trade",
    /// "Article 4 – Objectives".
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub breadcrumb: Vec<String>,
    /// What it is.
    pub kind: Kind,
    /// BCP 47 language.
    pub language: String,
    /// The words.
    pub text: String,
    /// First byte in the revision's extracted text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The clause that replaced it in the version after `version`, where one did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub successor: Option<ClauseId>,
    /// The clauses whose wording it replaced.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub predecessors: Vec<ClauseId>,
    /// What was read in it.
    #[serde(flatten)]
    pub annotations: Annotations,
}

impl ClauseRecord {
    /// The title of the language version that it stands in, where the text has several and heads this one.
    #[must_use]
    pub fn version_title(&self) -> Option<&str> {
        let outermost = self.locator.as_str().split("__").next();
        let title = self.breadcrumb.first().filter(|_| outermost == Some(&self.language));
        title.map(String::as_str).filter(|title| *title != Unit::Version.label())
    }
}

/// What a stretch of the extracted text is when it is not a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OutlineKind {
    /// A title or heading.
    Heading,
    /// White space, list marks, rules: read and left out.
    Skipped,
}

/// A stretch of the extracted text that is not a clause. Clauses and these partition the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Outline {
    /// What it is.
    pub kind: OutlineKind,
    /// First byte in the extracted text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}
