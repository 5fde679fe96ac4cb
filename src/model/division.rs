//! The divisions of a treaty text: what its headings name.

use serde::{Deserialize, Serialize};

use super::Locator;

/// What a division is. The names are Akoma Ntoso's elements, but for `Version`, which is one of the
/// languages of a file that holds several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Whether the text gives it a number or a heading.
    #[must_use]
    pub fn is_headed(&self) -> bool {
        !self.label.is_empty() || self.heading.is_some()
    }

    /// Label and heading as one line: "Article 4 – Objectives". Where the text has neither, what it
    /// is, if that tells it from others: a preamble is one, an article without number none.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        match &self.heading {
            Some(heading) if self.label.is_empty() => Some(heading.clone()),
            Some(heading) => Some(format!("{} – {heading}", self.label)),
            None if self.label.is_empty() => self.nature().map(|unit| unit.label().to_owned()),
            None => Some(self.label.clone()),
        }
    }

    /// What it is without a name of its own. Preamble and closing words may be marked up as articles,
    /// also within a chapter that is called so; then that has the name.
    fn nature(&self) -> Option<Unit> {
        let mut levels = self.locator.as_str().rsplit("__");
        let (own, around) = (levels.next(), levels.next());
        match self.unit {
            Unit::Article if own == around => None,
            Unit::Article if own == Some("preamble") => Some(Unit::Preamble),
            Unit::Article if own == Some("conclusions") => Some(Unit::Conclusions),
            Unit::Version | Unit::Annex | Unit::Protocol | Unit::Preamble | Unit::Conclusions => {
                Some(self.unit)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_division_has_the_name_that_its_text_gives_it_or_none() {
        for (eid, unit, label, heading, name) in [
            ("art_4", Unit::Article, "Article 4", Some("Trade"), Some("Article 4 – Trade")),
            ("chp", Unit::Chapter, "", Some("Trade"), Some("Trade")),
            ("chp", Unit::Chapter, "", None, None),
            ("art", Unit::Article, "", None, None),
            ("preamble", Unit::Article, "", None, Some("Preamble")),
            ("preamble__preamble", Unit::Article, "", None, None),
            ("nl__conclusions", Unit::Article, "", None, Some("Closing words")),
            ("annex", Unit::Annex, "", None, Some("Annex")),
        ] {
            let division = Division {
                locator: eid.parse().unwrap(),
                unit,
                label: label.to_owned(),
                heading: heading.map(str::to_owned),
                parent: None,
                start: 0,
                end: 0,
            };
            assert_eq!(division.name().as_deref(), name, "{eid}");
        }
    }
}
