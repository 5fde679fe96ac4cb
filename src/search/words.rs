//! Words of a text, as queries and clauses are compared: cut by Unicode's rules and folded.

use std::borrow::Cow;

use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};
use unicode_normalization::UnicodeNormalization;

/// Longer words are not words but data; they are neither indexed nor found.
const MAX_BYTES: usize = 1024;

/// A word where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// First byte in the text.
    pub(crate) start: usize,
    /// The byte after the last.
    pub(crate) end: usize,
    /// The word in lower case, composed (NFC): what stemmers read.
    pub(crate) lower: String,
    /// `lower` without diacritics: what exact words are compared by.
    pub(crate) folded: String,
}

/// The words of `text` in order; `start` and `end` are byte offsets into it.
///
/// Chinese, Japanese, Thai and the like are cut by dictionary. "Iran's" is the word "iran", "U.N."
/// is "un", and "l'Iran" is two words.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = 0;
    for end in WordSegmenter::new_auto(WordBreakInvariantOptions::default()).segment_str(text) {
        let segment = text.get(start..end).unwrap_or_default();
        if segment.chars().any(char::is_alphanumeric) {
            pieces(segment, start, &mut found);
        }
        start = end;
    }
    found
}

/// Whether there is any word in `text`.
pub(crate) fn has_words(text: &str) -> bool {
    !words(text).is_empty()
}

/// The folded words of `text`.
pub(crate) fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().map(|w| w.folded).collect()
}

/// Cuts a segment where Unicode's rules do not but readers do: at colons and after elided articles.
fn pieces(segment: &str, offset: usize, found: &mut Vec<Word>) {
    let mut start = 0;
    for (i, c) in segment.char_indices() {
        let elided = is_apostrophe(c) && segment[start..i].chars().count() <= 2;
        if c == ':' || elided {
            push(&segment[start..i], offset + start, found);
            start = i + c.len_utf8();
        }
    }
    push(&segment[start..], offset + start, found);
}

fn push(piece: &str, offset: usize, found: &mut Vec<Word>) {
    let word = match piece.char_indices().rev().nth(1) {
        Some((i, c)) if is_apostrophe(c) && piece.ends_with(['s', 'S']) => &piece[..i],
        _ => piece,
    };
    if word.is_empty() || word.len() > MAX_BYTES {
        return;
    }
    let lower = if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.to_lowercase().nfc().collect()
    };
    let folded = fold(&lower);
    if folded.chars().any(char::is_alphanumeric) {
        found.push(Word { start: offset, end: offset + word.len(), lower, folded });
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇')
}

/// A lower-case word without diacritics, compatibility forms and the dots of "u.n".
pub(crate) fn fold(lower: &str) -> String {
    if lower.is_ascii() {
        return without_dots(lower).into_owned();
    }
    let mut folded = String::with_capacity(lower.len());
    for c in lower.nfkd() {
        match c {
            // Combining marks of Latin, Greek and Cyrillic; points of Hebrew and Arabic; joiners and
            // soft hyphens. Vowel signs of Indic scripts are letters to readers and stay.
            '\u{0300}'..='\u{036F}'
            | '\u{0591}'..='\u{05C7}'
            | '\u{0640}'
            | '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{00AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2060}'
            | '\u{FEFF}' => {}
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'đ' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            // Arabic and Persian keyboards write these two letters differently.
            'ي' | 'ى' => folded.push('ی'),
            'ك' => folded.push('ک'),
            '’' | '‘' | 'ʼ' => folded.push('\''),
            other => folded.extend(other.to_lowercase()),
        }
    }
    let composed: String = folded.nfc().collect();
    without_dots(&composed).into_owned()
}

/// "u.n" as "un": dots between single letters are how abbreviations are printed, not spelt.
fn without_dots(word: &str) -> Cow<'_, str> {
    let abbreviation = word.contains('.')
        && word
            .split('.')
            .all(|part| part.chars().count() <= 1 && !part.contains(char::is_numeric));
    if abbreviation { Cow::Owned(word.replace('.', "")) } else { Cow::Borrowed(word) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_stand_where_they_say_and_folding_twice_is_folding_once(text in "\\PC{0,60}|[a-zA-Z'’.:_ é-]{0,60}") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(last <= word.start && word.start < word.end);
                prop_assert!(text.get(word.start..word.end).is_some());
                prop_assert_eq!(&fold(&word.folded), &word.folded);
                last = word.end;
            }
        }
    }

    #[test]
    fn words_are_folded_as_readers_look_for_them() {
        assert_eq!(
            folded("Iran’s Défense, the U.N. and l'Énergie"),
            ["iran", "defense", "the", "un", "and", "l", "energie"]
        );
        assert_eq!(
            folded("arms-control date:x 3.14 Straße"),
            ["arms", "control", "date", "x", "3.14", "strasse"]
        );
        assert_eq!(folded("إيران"), folded("ایران"));
        assert!(folded("伊朗核协议").len() > 1);
        assert!(folded("— … !").is_empty());
    }
}
