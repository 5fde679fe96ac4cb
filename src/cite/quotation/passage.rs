//! Neighbouring clauses of a source as one text, in which a quotation may run from one into the next.

use std::ops::Range;

use super::fold::Folded;
use crate::model::ClauseRecord;

/// Clauses in order, and their words one after the other.
pub(super) struct Passage {
    pub(super) clauses: Vec<ClauseRecord>,
    pub(super) text: String,
    pub(super) folded: Folded,
    /// Where in `text` each clause starts.
    starts: Vec<usize>,
}

/// A part of a passage that lies in one clause: bytes of the clause's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part<'a> {
    pub(super) clause: &'a ClauseRecord,
    pub(super) range: Range<usize>,
}

impl Passage {
    pub(super) fn of(clauses: Vec<ClauseRecord>) -> Self {
        let mut text = String::new();
        let mut starts = Vec::with_capacity(clauses.len());
        for clause in &clauses {
            if !text.is_empty() {
                text.push(' ');
            }
            starts.push(text.len());
            text.push_str(&clause.text);
        }
        let folded = Folded::of(&text);
        Self { clauses, text, folded, starts }
    }

    /// Where words stand, which are folded: a range of the folded text. A place in one clause goes
    /// before one that runs from one into the next.
    pub(super) fn find(&self, words: &str) -> Option<Range<usize>> {
        let places: Vec<_> = self.folded.find_all(words).collect();
        let whole = |place: &&Range<usize>| self.parts(&self.folded.origin(place)).len() == 1;
        places.iter().find(whole).or(places.first()).cloned()
    }

    /// The parts of these bytes of the text, clause by clause.
    pub(super) fn parts(&self, range: &Range<usize>) -> Vec<Part<'_>> {
        let parts = self.clauses.iter().zip(&self.starts).map(|(clause, start)| {
            let from = range.start.max(*start) - start;
            let to = range.end.clamp(*start, start + clause.text.len()) - start;
            Part { clause, range: from..to }
        });
        parts.filter(|part| part.range.start < part.range.end).collect()
    }
}
