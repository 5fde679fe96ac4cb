//! Segmenting: from extracted text to the smallest citable units, with their locators.
//!
//! What comes in: [`Extracted`] text. What goes out: [`Segments`], in which clauses, headings and
//! skipped stretches partition the text: nothing is dropped silently.

mod abbreviation;
mod note_marks;
mod sentence;
mod report;
mod treaty;

pub use treaty::is_treaty_text;
pub(crate) use treaty::{opens_closing, opens_recital};

use crate::{
    model::{Division, Locator, Outline, OutlineKind},
    read::Extracted,
};

/// A clause-to-be: `start..end` are byte offsets in the extracted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Where it stands.
    pub locator: Locator,
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Which part of a treaty text it stands in; a report is all body.
    pub part: Part,
    /// The innermost division around it, as an index into [`Segments::divisions`].
    pub division: Option<u32>,
    /// Its language where that is not the document's: BCP 47.
    pub language: Option<&'static str>,
}

/// The parts of a treaty text that differ in what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What is agreed.
    Body,
    /// Title, parties and recitals before it.
    Preamble,
    /// The testimonium and the signatures after it.
    Conclusions,
    /// Annexes, appendices, schedules.
    Annex,
}

/// The extracted text, cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segments {
    /// Clauses-to-be in order.
    pub clauses: Vec<Segment>,
    /// Headings and skipped stretches in order.
    pub outline: Vec<Outline>,
    /// Divisions of a treaty text in order, each after the one around it.
    pub divisions: Vec<Division>,
    /// What could not be cut as one would expect.
    pub warnings: Vec<String>,
}

impl Segments {
    /// The headings, in order.
    pub fn headings(&self) -> impl Iterator<Item = &Outline> {
        self.outline.iter().filter(|o| o.kind == OutlineKind::Heading)
    }

    /// Headings and clauses in the order in which they stand.
    pub fn stretches<'a>(&self, text: &'a str) -> impl Iterator<Item = &'a str> {
        let mut spans: Vec<(usize, usize)> = self.headings().map(|o| (o.start, o.end)).collect();
        spans.extend(self.clauses.iter().map(|c| (c.start, c.end)));
        spans.sort_unstable();
        spans.into_iter().map(|(start, end)| &text[start..end])
    }

    /// The skipped stretches that hold more than white space: list marks and the like.
    pub fn skipped_words<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        self.outline
            .iter()
            .filter(|o| o.kind == OutlineKind::Skipped)
            .map(|o| text[o.start..o.end].trim())
            .filter(|words| !words.is_empty())
    }
}

/// Cuts a report into sentences; each bullet and short line has at least one of its own.
#[must_use]
pub fn report(extracted: &Extracted) -> Segments {
    let mut clauses = Vec::new();
    let mut headings = Vec::new();
    report::cut(extracted, &mut clauses, &mut headings);
    let outline = fill(extracted.text.len(), &clauses, &headings);
    Segments { clauses, outline, divisions: Vec::new(), warnings: Vec::new() }
}

/// Cuts a treaty text into its divisions, paragraphs and points.
#[must_use]
pub fn treaty_text(extracted: &Extracted) -> Segments {
    treaty::cut(extracted)
}

/// Headings, and as skipped whatever lies between headings and clauses.
fn fill(len: usize, clauses: &[Segment], headings: &[(usize, usize)]) -> Vec<Outline> {
    let mut taken: Vec<(usize, usize, bool)> = clauses
        .iter()
        .map(|c| (c.start, c.end, false))
        .chain(headings.iter().map(|(start, end)| (*start, *end, true)))
        .collect();
    taken.sort_unstable();
    let mut outline = Vec::new();
    let mut at = 0;
    for (start, end, heading) in taken.into_iter().chain([(len, len, false)]) {
        if at < start {
            outline.push(Outline { kind: OutlineKind::Skipped, start: at, end: start });
        }
        if heading {
            outline.push(Outline { kind: OutlineKind::Heading, start, end });
        }
        at = end;
    }
    outline
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read::read;

    fn sentences(text: &str) -> Vec<String> {
        let e = read("a.txt", text.as_bytes()).unwrap();
        report(&e)
            .clauses
            .iter()
            .map(|c| format!("{} {}", c.locator, &e.text[c.start..c.end]))
            .collect()
    }

    proptest! {
        #[test]
        fn clauses_headings_and_skipped_stretches_partition_the_text(
            text in "([A-Za-z’é]{1,9}|[.?!,;:()\"] |\\. |\n|\n\n|- |U\\.N\\. |Mr\\. |[0-9]{1,3}){0,80}",
            md in any::<bool>(),
        ) {
            if let Ok(e) = read(if md { "a.md" } else { "a.txt" }, text.as_bytes()) {
                let cut = report(&e);
                let mut spans: Vec<(usize, usize)> = cut.clauses.iter().map(|c| (c.start, c.end))
                    .chain(cut.outline.iter().map(|o| (o.start, o.end))).collect();
                spans.sort_unstable();
                let mut at = 0;
                for (start, end) in spans {
                    prop_assert_eq!(start, at);
                    prop_assert!(end > start && e.text.get(start..end).is_some());
                    at = end;
                }
                prop_assert_eq!(at, e.text.len());
                let mut locators: Vec<_> = cut.clauses.iter().map(|c| &c.locator).collect();
                locators.sort();
                locators.dedup();
                prop_assert_eq!(locators.len(), cut.clauses.len());
            }
        }
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        let text = "Title\nMr. Lavrov and Gen. J. Smith cited Art. 4, para. 2 of U.N. Doc. A/1 on Jan. 16, 2025. The U.S. Senate agreed, e.g. in No. 5. It ended in the U.S. The rest followed.";
        assert_eq!(
            sentences(text),
            [
                "p1.s1 Mr. Lavrov and Gen. J. Smith cited Art. 4, para. 2 of U.N. Doc. A/1 on Jan. 16, 2025.",
                "p1.s2 The U.S. Senate agreed, e.g. in No. 5.",
                "p1.s3 It ended in the U.S.",
                "p1.s4 The rest followed.",
            ]
        );
    }

    #[test]
    fn a_dateline_belongs_to_the_sentence_that_follows() {
        assert_eq!(
            sentences(
                "Title\nMOSCOW, January 14. /TASS/. The treaty will last 20 years. It is new."
            ),
            [
                "p1.s1 MOSCOW, January 14. /TASS/. The treaty will last 20 years.",
                "p1.s2 It is new.",
            ]
        );
    }

    #[test]
    fn bullets_and_short_lines_are_clauses_and_numbers_stay_with_their_text() {
        assert_eq!(
            sentences(
                "Title\nOverview\n- Signed: 16 July 2023\n1. The Parties agree. 2. They act."
            ),
            [
                "p1.s1 Overview",
                "p2.s1 Signed: 16 July 2023",
                "p3.s1 1. The Parties agree.",
                "p3.s2 2. They act.",
            ]
        );
    }

    #[test]
    fn a_quotation_keeps_its_marks_and_its_sentences() {
        assert_eq!(
            sentences("Title\nHe said: “It works. We will see.” Then he left (see Art. 3)."),
            [
                "p1.s1 He said: “It works.",
                "p1.s2 We will see.”",
                "p1.s3 Then he left (see Art. 3)."
            ]
        );
    }
}
