//! The divisions of a treaty text: what its headings name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Locator;

/// What a division is. The names are Akoma Ntoso's elements, but for `Version`, which is one of the
/// languages of a file that holds several.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// One language version of the text.
    Version,
    /// An annex, appendix or schedule.
    Annex,
    /// A protocol or another instrument attached to the treaty.
    Protocol,
    /// The preamble with its recitals.
    Preamble,
    /// A part.
    Part,
    /// A title.
    Title,
    /// A chapter.
    Chapter,
    /// A section.
    Section,
    /// An article, or what the text calls its articles: rule, regulation, §.
    Article,
    /// A numbered paragraph; a division of its own only where the source marks it up as one.
    Paragraph,
    /// A point of a list; likewise.
    Point,
    /// The closing words and the signatures.
    Conclusions,
}

impl Unit {
    /// The name on pages.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Version => "Language version",
            Self::Annex => "Annex",
            Self::Protocol => "Attached instrument",
            Self::Preamble => "Preamble",
            Self::Part => "Part",
            Self::Title => "Title",
            Self::Chapter => "Chapter",
            Self::Section => "Section",
            Self::Article => "Article",
            Self::Paragraph => "Paragraph",
            Self::Point => "Point",
            Self::Conclusions => "Closing words",
        }
    }

    /// The prefix in an eId, by the Akoma Ntoso Naming Convention 1.0, section 5 (`prot` and the
    /// language codes of versions are ours).
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Annex => "annex",
            Self::Protocol => "prot",
            Self::Preamble => "preamble",
            Self::Part => "part",
            Self::Title => "title",
            Self::Chapter => "chp",
            Self::Section => "sec",
            Self::Article => "art",
            Self::Paragraph => "para",
            Self::Point => "point",
            Self::Conclusions => "conclusions",
        }
    }
}

/// One division, with all that stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Division {
    /// Its eId.
    pub locator: Locator,
    /// What it is.
    pub unit: Unit,
    /// Type and number as written: "Article 10bis", "CHAPTER II", "Annex".
    pub label: String,
    /// What it is called beside its number: "Objectives".
    pub heading: Option<String>,
    /// The division around it, as an index into the document's divisions.
    pub parent: Option<u32>,
    /// First byte in the extracted text, its heading included.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Division {
    /// Label and heading as one line: "Article 4 – Objectives"; what it is, where the text names it
    /// by neither.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.heading {
            Some(heading) if self.label.is_empty() => heading.clone(),
            Some(heading) => format!("{} – {heading}", self.label),
            None if self.label.is_empty() => self.unit.label().to_owned(),
            None => self.label.clone(),
        }
    }
}
