//! The sentences of one clause of a text.

use std::ops::Range;

/// The sentences of a text, without the space between them.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let end = from + sentence_end(&text[from..]);
        let end = text[end..].chars().next().map_or(end, |c| end + c.len_utf8());
        let start = from + text[from..end].len() - text[from..end].trim_start().len();
        if start < end {
            found.push(start..end);
        }
        from = end;
    }
    found
}

/// The sentence in which a byte stands.
pub(super) fn sentence_at(text: &str, at: usize) -> &str {
    let found = sentences(text).into_iter().find(|s| s.contains(&at));
    found.map_or(text, |s| &text[s])
}

/// Where the first sentence of `words` ends; a stop after a short word is an abbreviation's.
fn sentence_end(words: &str) -> usize {
    words
        .match_indices('.')
        .find(|(at, _)| {
            let before =
                words[..*at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let after = &words[at + 1..];
            (after.is_empty() || after.starts_with(char::is_whitespace)) && before.len() > 2
        })
        .map_or(words.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_after_a_short_word_ends_no_sentence() {
        let text = "1. It lasts. No. 5 is void.";
        let found: Vec<&str> = sentences(text).into_iter().map(|s| &text[s]).collect();
        assert_eq!(found, ["1. It lasts.", "No. 5 is void."]);
        assert_eq!(sentence_at(text, 14), "No. 5 is void.");
    }
}
