//! Sentences by Unicode rules (UAX 29), mended where an abbreviation does not end one.

use icu_segmenter::{
    SentenceSegmenter, SentenceSegmenterBorrowed, options::SentenceBreakInvariantOptions,
};

use super::{abbreviation::continues, note_marks::note_marks};

/// Longer sentences, in bytes, are no sentences but lists, tables or data, and are cut.
pub(super) const LONGEST: usize = 3000;

/// Cuts stretches of a text into sentences.
pub(super) struct Sentences(SentenceSegmenterBorrowed<'static>);

impl Sentences {
    pub(super) fn new() -> Self {
        Self(SentenceSegmenter::new(SentenceBreakInvariantOptions::default()))
    }

    /// The sentences in `from..to` of the text as byte offsets, without surrounding white space. One
    /// without end is cut where a line or a part of it ends, else at a space.
    pub(super) fn of(&self, text: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
        let text = text.get(from..to).unwrap_or_default();
        let mut found: Vec<(usize, usize)> = Vec::new();
        let mut start = 0;
        let marks = note_marks(text);
        let mut ends: Vec<usize> = self.0.segment_str(text).skip(1).collect();
        ends.retain(|end| {
            let next = marks.partition_point(|mark| mark.end <= *end);
            marks.get(next).is_none_or(|mark| *end < mark.start)
        });
        ends.extend(marks.iter().map(|mark| mark.end).filter(|end| opens(&text[*end..])));
        ends.sort_unstable();
        ends.dedup();
        for end in ends {
            if end < text.len() && continues(&text[start..end], &text[end..]) {
                continue;
            }
            while end - start > LONGEST {
                let cut = start + long(&text[start..end]);
                found.extend(trimmed(text, start, cut));
                start = cut;
            }
            found.extend(trimmed(text, start, end));
            start = end;
        }
        found.into_iter().map(|(first, last)| (from + first, from + last)).collect()
    }
}

/// Whether a sentence may begin after a call to a note: after white space, and not in small letters.
fn opens(rest: &str) -> bool {
    rest.starts_with(char::is_whitespace) && !rest.trim_start().starts_with(char::is_lowercase)
}

/// Where a sentence that is too long is cut.
fn long(sentence: &str) -> usize {
    let window = &sentence[..sentence.floor_char_boundary(LONGEST)];
    let late = |cut: &usize| *cut > window.len() / 2;
    let part = window.rfind(['\n', ';']).map(|at| at + 1).filter(late);
    part.or_else(|| window.rfind(' ').filter(late)).unwrap_or(window.len())
}

/// A stretch without the white space around it, where anything is left.
fn trimmed(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let words = text[start..end].trim();
    let first = end - text[start..end].trim_start().len();
    (!words.is_empty()).then_some((first, first + words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_after_the_calls_to_its_notes() {
        let text = "Both signed.[1] It lapsed.[2][b] “It ended.”[3] In 1950 (Jun. 8) the Japan-U.S. \
                    Treaty (Sep. 8) was signed.[4] by both.[5]";
        let found = Sentences::new().of(text, 0, text.len());
        let found: Vec<&str> = found.into_iter().map(|(start, end)| &text[start..end]).collect();
        assert_eq!(
            found,
            [
                "Both signed.[1]",
                "It lapsed.[2][b]",
                "“It ended.”[3]",
                "In 1950 (Jun. 8) the Japan-U.S. Treaty (Sep. 8) was signed.[4] by both.[5]"
            ]
        );
    }

    #[test]
    fn a_sentence_without_end_is_cut_where_a_part_of_it_ends() {
        let text = format!("{};{}", "gas and oil ".repeat(200), "договор".repeat(1000));
        let found = Sentences::new().of(&text, 0, text.len());
        assert_eq!(found[0], (0, 2401));
        assert!(
            found.iter().all(|(start, end)| end - start <= LONGEST && text.is_char_boundary(*end))
        );
        assert_eq!(found.iter().map(|(start, end)| end - start).sum::<usize>(), text.len());
    }
}
