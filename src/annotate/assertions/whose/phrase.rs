//! A noun with the words before it that belong to it: "the earlier Treaty", "its 1995 tax agreement".

use std::ops::Range;

/// What stands before a noun and tells that it is known, or not.
const KNOWN: [&str; 12] =
    ["the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "both", "said"];
const UNKNOWN: [&str; 12] = [
    "a", "an", "another", "two", "three", "four", "five", "six", "some", "several", "many", "other",
];
/// Words that end a noun's phrase on its left.
const OUTSIDE: [&str; 34] = [
    "of", "on", "in", "at", "by", "to", "for", "from", "with", "and", "or", "but", "as", "under",
    "that", "which", "than", "is", "was", "are", "were", "be", "been", "has", "had", "have",
    "sign", "signed", "signs", "called", "via", "into", "about", "between",
];
/// Words within names: "Treaty on Peace and Amity".
pub(super) const LINKS: [&str; 6] = ["of", "on", "for", "and", "the", "in"];

/// The words before a noun that belong to it.
pub(super) struct Phrase<'a> {
    /// The first byte.
    pub(super) start: usize,
    /// Lower case.
    determiner: Option<String>,
    pub(super) words: Vec<&'a str>,
    /// Those with a capital letter.
    pub(super) names: Vec<Range<usize>>,
}

impl<'a> Phrase<'a> {
    /// The words before the noun at `head`.
    pub(super) fn before(text: &'a str, head: usize) -> Self {
        let mut phrase =
            Self { start: head, determiner: None, words: Vec::new(), names: Vec::new() };
        for _ in 0..9 {
            let rest = text[..phrase.start].trim_end_matches(' ');
            let word = rest.rsplit(|c: char| c.is_whitespace() || "(“\"‘".contains(c)).next();
            let Some(word) = word.filter(|w| {
                !w.is_empty() && !w.ends_with([',', ';', ':', '.', ')', '”', '"', '–', '—'])
            }) else {
                break;
            };
            let at = rest.len() - word.len();
            let lower = word.to_lowercase();
            if KNOWN.contains(&lower.as_str()) || UNKNOWN.contains(&lower.as_str()) {
                (phrase.start, phrase.determiner) = (at, Some(lower));
                break;
            }
            if OUTSIDE.contains(&lower.as_str()) {
                let name = phrase.names.last().is_some_and(|n| n.start == phrase.start);
                let before = text[..at].trim_end().rsplit(char::is_whitespace).next();
                let named = before.is_some_and(|b| b.starts_with(char::is_uppercase));
                if !(name && named && LINKS.contains(&lower.as_str())) {
                    break;
                }
            } else if word.starts_with(char::is_uppercase) {
                phrase.names.push(at..rest.len());
            }
            phrase.words.push(word);
            phrase.start = at;
            if word.ends_with("’s") || word.ends_with("'s") {
                break;
            }
        }
        phrase
    }

    /// Whether it is what somebody has of something told before: "the agreement and its protocol".
    pub(super) fn is_beside(&self, text: &str) -> bool {
        self.determiner.as_deref() == Some("its")
            && self.words.is_empty()
            && text[..self.start].ends_with("and ")
    }

    /// Whether it tells of something that was not spoken of before.
    pub(super) fn is_unknown(&self) -> bool {
        self.determiner.as_deref().is_some_and(|d| UNKNOWN.contains(&d))
    }
}
