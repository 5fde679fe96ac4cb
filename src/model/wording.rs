//! Two wordings against each other: which words are the same, taken out, put in.

use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};
use schemars::JsonSchema;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices_by_key};

/// Wordings of more words than this are not compared word by word but as wholes: the time for it
/// grows with the square of what differs.
const MAX_WORDS: usize = 1500;

/// What became of a stretch of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Edit {
    /// Both wordings have it.
    Same,
    /// Only the earlier wording has it.
    Removed,
    /// Only the later wording has it.
    Added,
}

/// A stretch of words, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WordEdit {
    /// What became of it.
    pub edit: Edit,
    /// The words, with the white space after them.
    pub text: String,
}

impl WordEdit {
    /// The white space after the words: what stands between them and the next, and is neither.
    #[must_use]
    pub fn space_after(&self) -> &str {
        &self.text[self.text.trim_end().len()..]
    }
}

/// What turns one wording into another, word by word. White space is no difference: what is the same
/// and what was removed is the earlier wording, what is the same and what was added the later one, but
/// for white space.
#[must_use]
pub fn word_difference(before: &str, after: &str) -> Vec<WordEdit> {
    let (old, new) = (words_and_marks(before), words_and_marks(after));
    let mut edits = Vec::new();
    if old.len().max(new.len()) > MAX_WORDS {
        let same = |(a, b): &(&&str, &&str)| a.trim_end() == b.trim_end();
        let first = old.iter().zip(&new).take_while(same).count();
        let (old_rest, new_rest) = (&old[first..], &new[first..]);
        let last = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(same).count();
        let (old_end, new_end) = (old_rest.len() - last, new_rest.len() - last);
        keep(&mut edits, &old[..first], &new[..first]);
        change(&mut edits, &old_rest[..old_end], &new_rest[..new_end]);
        keep(&mut edits, &old_rest[old_end..], &new_rest[new_end..]);
        return edits;
    }
    for op in capture_diff_slices_by_key(Algorithm::Patience, &old, &new, |word| word.trim_end()) {
        let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            keep(&mut edits, old, new);
        } else {
            change(&mut edits, old, new);
        }
    }
    edits
}

/// Words that both have. They are as the later wording spaces them, but at their end apart from what
/// follows if they are so in either.
fn keep(edits: &mut Vec<WordEdit>, old: &[&str], new: &[&str]) {
    let mut text = new.concat();
    if let Some(last) = old.last().filter(|_| text.trim_end().len() == text.len()) {
        text.push_str(&last[last.trim_end().len()..]);
    }
    push(edits, Edit::Same, text);
}

fn change(edits: &mut Vec<WordEdit>, old: &[&str], new: &[&str]) {
    let mut removed = old.concat();
    if !removed.is_empty() && !new.is_empty() && removed.trim_end().len() == removed.len() {
        removed.push(' ');
    }
    push(edits, Edit::Removed, removed);
    push(edits, Edit::Added, new.concat());
}

fn push(edits: &mut Vec<WordEdit>, edit: Edit, text: String) {
    if !text.is_empty() {
        edits.push(WordEdit { edit, text });
    }
}

/// The words and punctuation marks of a text in order, each with the white space after it: put
/// together, they are the text. What stands before the first one goes with it.
pub(crate) fn words_and_marks(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut end) = (0, 0);
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    for next in segmenter.segment_str(text) {
        let segment = text.get(end..next).unwrap_or_default();
        let begins = !segment.chars().all(char::is_whitespace);
        if begins && !text[start..end].trim().is_empty() {
            found.push(&text[start..end]);
            start = end;
        }
        end = next;
    }
    if start < text.len() {
        found.push(&text[start..]);
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(before: &str, after: &str) -> String {
        let mark = |e: &WordEdit| match e.edit {
            Edit::Same => e.text.clone(),
            Edit::Removed => format!("[-{}-]", e.text.trim_end()),
            Edit::Added => format!("{{+{}+}}", e.text.trim_end()),
        };
        word_difference(before, after).iter().map(mark).collect()
    }

    #[test]
    fn a_difference_is_told_in_words() {
        for (before, after, told) in [
            (
                "The pact covers energy.",
                "The pact covers trade.",
                "The pact covers [-energy-]{+trade+}.",
            ),
            ("Both agreed.", "Both  agreed.", "Both  agreed."),
            ("They met in Moscow.", "They met.", "They met [-in Moscow-]."),
            ("", "New.", "{+New.+}"),
            ("双方同意合作", "双方同意", "双方同意[-合作-]"),
            ("a b c", "x y c", "[-a b-]{+x y+}c"),
        ] {
            assert_eq!(shown(before, after), told);
        }
    }

    #[test]
    fn very_long_wordings_are_compared_as_wholes() {
        let (a, b) = ("a ".repeat(6000), "b ".repeat(6000));
        let edits = word_difference(&format!("one {a}two"), &format!("one {b}two"));
        let kinds: Vec<Edit> = edits.iter().map(|e| e.edit).collect();
        assert_eq!(kinds, [Edit::Same, Edit::Removed, Edit::Added, Edit::Same]);
    }

    proptest! {
        #[test]
        fn both_wordings_are_there_whole(
            before in "([a-d]{1,2}[ ,.\n]{1,2}|é|双){0,24}", after in "([a-d]{1,2}[ ,.]{1,2}|é|双){0,24}",
        ) {
            let edits = word_difference(&before, &after);
            let without = |left_out: Edit| -> String {
                edits.iter().filter(|e| e.edit != left_out).map(|e| e.text.as_str()).collect()
            };
            let bare = |text: &str| text.replace(char::is_whitespace, "");
            prop_assert_eq!(bare(&without(Edit::Added)), bare(&before));
            prop_assert_eq!(bare(&without(Edit::Removed)), bare(&after));
            prop_assert_eq!(words_and_marks(&before).concat(), before);
        }
    }
}
