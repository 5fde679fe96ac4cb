//! Sentences by Unicode rules (UAX 29), mended where an abbreviation does not end one.

use icu_segmenter::{
    SentenceSegmenter, SentenceSegmenterBorrowed, options::SentenceBreakInvariantOptions,
};

use super::abbreviation::continues;

/// Cuts stretches of a text into sentences.
pub(super) struct Sentences(SentenceSegmenterBorrowed<'static>);

impl Sentences {
    pub(super) fn new() -> Self {
        Self(SentenceSegmenter::new(SentenceBreakInvariantOptions::default()))
    }

    /// The sentences in `from..to` of the text as byte offsets, without surrounding white space.
    pub(super) fn of(&self, text: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
        let text = text.get(from..to).unwrap_or_default();
        let mut found = Vec::new();
        let mut start = 0;
        for end in self.0.segment_str(text).skip(1) {
            if end < text.len() && continues(&text[start..end], &text[end..]) {
                continue;
            }
            let words = text[start..end].trim();
            if !words.is_empty() {
                let first = end - text[start..end].trim_start().len();
                found.push((from + first, from + first + words.len()));
            }
            start = end;
        }
        found
    }
}
