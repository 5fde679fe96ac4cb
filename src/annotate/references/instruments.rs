//! Names of treaties and laws in a text: "the Charter of the United Nations", "GATT 1994",
//! "Directive 2009/28/EC".

use std::ops::Range;

use aho_corasick::{AhoCorasick, BuildError, MatchKind};

use super::words::{ACRONYMS, APART, HEADS, LINKS};
use crate::annotate::names::stands_alone;

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) span: Range<usize>,
    /// Whether it is one word, "the Convention", whose meaning the document gives.
    pub(super) bare: bool,
    /// Whether it is said to be the one that speaks: "this Agreement".
    pub(super) own: bool,
}

/// Finds names of instruments. Built once.
pub(super) struct Instruments {
    automaton: AhoCorasick,
}

impl Instruments {
    pub(super) fn new() -> Result<Self, BuildError> {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(HEADS.iter().chain(&ACRONYMS))?;
        Ok(Self { automaton })
    }

    /// The names in a text, in order, without overlaps.
    pub(super) fn find(&self, text: &str) -> Vec<Named> {
        let mut found: Vec<Named> = Vec::new();
        for m in self.automaton.find_iter(text).filter(|m| stands_alone(text, &m.range())) {
            let head = m.range();
            if found.last().is_some_and(|f| head.start < f.span.end) {
                continue;
            }
            let acronym = m.pattern().as_usize() >= HEADS.len();
            let floor = found.last().map_or(0, |f| f.span.end);
            let start = if acronym { head.start } else { leftwards(text, head.start, floor) };
            let end = if acronym { head.end } else { rightwards(text, head.end) };
            let bare = !acronym && start == head.start && end == head.end;
            let before = text[..start].trim_end().rsplit(char::is_whitespace).next();
            let before = before.unwrap_or_default().to_lowercase();
            let own = ["this", "present", "said", "such", "these"].contains(&before.as_str());
            let word = &text[head.clone()];
            let law = ["Directive", "Regulation"].contains(&word);
            let numbered = text[start..end].bytes().any(|b| b.is_ascii_digit());
            let common = word == "Act" || word == "Understanding" || word == "Declaration";
            // A declaration of goods or of their origin is a form to fill in.
            let form = word == "Declaration"
                && (end == head.end || text[head.end..end].contains("Origin"))
                && !text[start..head.start].starts_with(['J', 'U']);
            if (law && !numbered) || (common && bare) || form {
                continue;
            }
            found.push(Named { span: start..end, bare, own });
        }
        found
    }
}

/// Where the name begins: over the capitalised words before its head, and small words among them.
fn leftwards(text: &str, head: usize, floor: usize) -> usize {
    let mut start = head;
    let mut at = head;
    for _ in 0..12 {
        let before = &text[floor..at];
        let trimmed = before.trim_end_matches(' ');
        if trimmed.len() == before.len() {
            break;
        }
        let from = trimmed
            .rfind(|c: char| !is_part(c))
            .map_or(0, |i| i + trimmed[i..].chars().next().map_or(1, char::len_utf8));
        let word = &trimmed[from..];
        if word.is_empty() {
            break;
        }
        at = floor + from;
        if word.starts_with(char::is_uppercase) && !APART.contains(&word) {
            start = at;
        } else if start == head || !["of", "on", "for", "and", "the", "de"].contains(&word) {
            break;
        } else if word == "and" || word == "the" {
            // "Japan and the Vienna Convention": what stands before is another thing.
            break;
        }
    }
    start
}

/// Where the name ends: over its tail "of the United Nations", and a year.
fn rightwards(text: &str, head: usize) -> usize {
    let mut end = head;
    let mut at = head;
    let mut links = 0;
    while let Some((from, word)) = next_word(text, at) {
        let to = from + word.len();
        if word.starts_with(char::is_uppercase) {
            if APART.contains(&word) || (links == 0 && end == head && word.len() < 2) {
                break;
            }
            // "and the Agreement on Agriculture" is the next one.
            if links > 0 && text[end..from].contains(" and") && begins_a_name(text, from) {
                break;
            }
            end = to;
            links = 0;
        } else if LINKS.contains(&word) && links < 4 {
            links += 1;
        } else {
            break;
        }
        at = to;
    }
    number_and_year(text, end)
}

/// Whether the capitalised words at `at` hold what an instrument is called.
fn begins_a_name(text: &str, mut at: usize) -> bool {
    let mut first = text[at..].split(|c: char| !is_part(c)).next().map(|word| (at, word));
    for _ in 0..8 {
        let Some((from, word)) = first.filter(|(_, w)| w.starts_with(char::is_uppercase)) else {
            return false;
        };
        if HEADS.contains(&word) {
            return true;
        }
        at = from + word.len();
        first = next_word(text, at);
    }
    false
}

/// "1994", "of 10 December 1982", ", 1969", "(EC) No 1/2003", "2009/28/EC".
fn number_and_year(text: &str, end: usize) -> usize {
    let mut at = end;
    let mut year = None;
    for _ in 0..5 {
        let rest = &text[at..];
        let body = rest.trim_start_matches([' ', ',']);
        let gap = rest.len() - body.len();
        if gap == 0 || gap > 2 {
            break;
        }
        let width =
            body.find(|c: char| c.is_whitespace() || ",;:".contains(c)).unwrap_or(body.len());
        let word = body[..width].trim_end_matches(['.', ')', '”', '"', '’']);
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let passing = ["of", "No", "No.", "Nr", "the"].contains(&word)
            || (word.starts_with('(') && body[..width].ends_with(')') && width < 10)
            || crate::annotate::dates::is_month(word)
            || (digits > 0 && digits < 3 && word.len() <= 4);
        at += gap + if passing { body[..width].len() } else { word.len() };
        if digits >= 3 && word.starts_with(|c: char| c.is_ascii_digit()) {
            year = Some(at);
            break;
        }
        if !passing {
            break;
        }
    }
    year.unwrap_or(end)
}

fn next_word(text: &str, at: usize) -> Option<(usize, &str)> {
    let rest = &text[at..];
    let body = rest.trim_start();
    let space = &rest[..rest.len() - body.len()];
    if space.is_empty() || space.len() > 8 || space.matches('\n').count() > 1 {
        return None;
    }
    let width = body.find(|c: char| !is_part(c)).unwrap_or(body.len());
    (width > 0).then(|| (at + space.len(), &body[..width]))
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || "’'-".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Vec<&str> {
        let found = Instruments::new().unwrap().find(text);
        found.into_iter().filter(|n| !n.bare && !n.own).map(|n| &text[n.span]).collect()
    }

    #[test]
    fn a_name_is_built_around_what_an_instrument_is_called() {
        assert_eq!(
            find("Article XX of GATT 1994 and the General Agreement on Tariffs and Trade 1994"),
            ["GATT 1994", "General Agreement on Tariffs and Trade 1994"]
        );
        assert_eq!(
            find("in accordance with the Charter of the United Nations and this Agreement"),
            ["Charter of the United Nations"]
        );
        assert_eq!(
            find("The Marrakesh Agreement Establishing the World Trade Organization, done"),
            ["Marrakesh Agreement Establishing the World Trade Organization"]
        );
        assert_eq!(
            find("the Agreement on Agriculture and the Agreement on Safeguards shall"),
            ["Agreement on Agriculture", "Agreement on Safeguards"]
        );
        assert_eq!(
            find("the United Nations Convention on the Law of the Sea of 10 December 1982 and"),
            ["United Nations Convention on the Law of the Sea of 10 December 1982"]
        );
        assert_eq!(find("under Directive 2009/28/EC and the Treaty"), ["Directive 2009/28/EC"]);
        assert!(find("The Agreement shall enter into force; this Free Trade Agreement").is_empty());
    }
}
