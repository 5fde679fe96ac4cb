//! Whether somebody says what a clause of a report tells, though no speaker has a name.

use std::ops::Range;

use regex::Regex;

use super::{super::rule::rule, words::SAYING};

/// Words after which a verb of speaking has no speaker.
const OF_TREATY: [&str; 20] = [
    "it",
    "It",
    "is",
    "was",
    "are",
    "were",
    "be",
    "been",
    "as",
    "the",
    "to",
    "so",
    "text",
    "treaty",
    "agreement",
    "accord",
    "pact",
    "protocol",
    "Article",
    "preamble",
];
/// Words that make what follows a remark on something else.
const RELATIVE: [&str; 6] = ["that", "which", "who", "what", "whatever", "Whatever"];

/// Finds verbs of speaking. Built once.
pub(super) struct Saying {
    saying: Regex,
    if_ever: Regex,
}

impl Saying {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            saying: rule(&format!(
                r"(?i)\b(?:{SAYING})\b|\b(?:officials|experts|critics|analysts|diplomats|campaigners|activists|observers|opponents|supporters|groups|unions)\s+(?:also\s+)?(?:say|argue|warn|fear|insist|claim|complain|oppose|welcome)\b|\bin\s+an?\s+(?:(?:joint|written)\s+)?(?:letter|statement|speech|interview|tweet)\b"
            ))?,
            if_ever: rule(r"(?i)\b(?:if|unless|once)\b[^.;]{0,120}$")?,
        })
    }

    /// Whether someone says it: before any act that is told, or at the end.
    ///
    /// `act` is where the first act is told, `treaty` tells what follows the treaty where it is the subject.
    pub(super) fn is_in(
        &self,
        text: &str,
        act: Option<&Range<usize>>,
        treaty: impl Fn() -> Option<Range<usize>>,
    ) -> bool {
        self.saying.find_iter(text).any(|m| {
            let before = text[..m.start()].trim_end();
            let mut words = before.rsplit(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
            let (mut last, mut second) =
                (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            // "people accused of theft"
            let unsaid = m.as_str() == "accused" && text[m.end()..].starts_with(" of");
            // "It also asks", "was not asked".
            if ["also", "further", "not"].contains(&last) {
                (last, second) = (second, words.next().unwrap_or_default());
            }
            // "it says", "is told", "a step that Paris calls late", "whatever officials say".
            let part = before.rsplit_once([',', ';']).map_or("", |(_, part)| part.trim_start());
            let aside = unsaid
                || OF_TREATY.contains(&last)
                || RELATIVE.contains(&second)
                || RELATIVE.contains(&last)
                || part.starts_with("as ")
                || (m.as_str().starts_with("claims") && last.starts_with(char::is_lowercase))
                // "if a party declares": what may once be said.
                || (m.as_str().ends_with('s') && self.if_ever.is_match(before));
            let at_end = text[m.end()..].len() < 3;
            // "The treaty ends when one side has told the other" is no statement.
            let modal = treaty()
                .is_some_and(|r| r.start <= m.start() && text[r.clone()].starts_with(" will"));
            if modal && !at_end {
                return false;
            }
            // Of "announced" and "announced a deal" the longer is meant.
            let first = act.is_none_or(|act| {
                m.start() < act.start || (m.start() == act.start && m.end() >= act.end)
            });
            !aside && (first || at_end)
        })
    }
}
