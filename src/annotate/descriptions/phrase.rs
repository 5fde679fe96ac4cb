//! Where the noun phrase around a word for an instrument begins and ends.

use std::ops::Range;

use regex::Regex;

use super::words::{OTHER, VALUING, has, is_day, is_outside, is_owner};
use crate::annotate::{
    events::verbs::{Forms, Part},
    names::{Name, Named},
    rule::rule,
};

/// Treaties are made on what is "in" these; "in" else says where they were signed.
const AREA: &str = r"(?i)^in\s+(?:the\s+)?(?:[\p{L}–-]+\s+){0,4}?(?:matters|affairs|waters?|waterways?|seas?|oceans?|gulf|basin|fields?\s+of|regions?|areas?|zones?|sectors?|straits?|rivers?|lakes?|channel|space|arctic|antarctic|antarctica|pacific|atlantic|mediterranean|baltic|caribbean)\b";

/// "To detainees", "for diplomats", but not "to deepen ties".
const GOES_ON: &str = r"^(?:to|for)\s+(?:\p{L}+\s+)?\p{L}+[^s\W]s\b";

/// No description has more words before its noun, or behind it.
const MOST: usize = 9;

/// What stands before a phrase.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// "the", "its", "Kenya’s".
    Known,
    /// "a".
    Unknown,
    /// A preposition or a verb.
    Bare,
    /// The beginning of the text, or a mark.
    Start,
    /// More words than a phrase has.
    Lost,
}

/// The words before a noun that belong to it.
pub(super) struct Before {
    /// Words and names, in text order.
    pub(super) words: Vec<Range<usize>>,
    /// Where the phrase begins, with its article.
    pub(super) start: usize,
    pub(super) opening: Opening,
}

/// Finds where phrases begin and end. Built once.
pub(super) struct Phrases {
    area: Regex,
    goes_on: Regex,
    forms: Forms,
}

impl Phrases {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self { area: rule(AREA)?, goes_on: rule(GOES_ON)?, forms: Forms::new() })
    }

    /// Whether a word says that something was done.
    pub(super) fn is_done(&self, word: &str) -> bool {
        matches!(self.forms.part(word), Some(Part::Past | Part::Auxiliary))
    }

    /// The words before the noun at `head` that belong to it.
    pub(super) fn before(
        &self,
        text: &str,
        names: &[Name],
        head: usize,
        is_headline: bool,
    ) -> Before {
        let mut found = Before { words: Vec::new(), start: head, opening: Opening::Start };
        for _ in 0..MOST {
            let Some(word) = previous(text, names, &found) else { return found };
            let said = &text[word.clone()];
            let lower = said.to_lowercase();
            let is_name = names.iter().any(|n| n.span == word);
            let part = self.forms.part(said).filter(|_| !is_name);
            let article = opening(&lower);
            if article != Opening::Bare {
                (found.start, found.opening) = (word.start, article);
                return found;
            }
            let belongs = match part {
                _ if lower == "and" => !found.words.is_empty(),
                Some(Part::Determiner) => has(OTHER, &lower),
                Some(Part::Adverb) | None => !is_outside(&lower, is_headline),
                Some(Part::Past) => {
                    // "A revised fishing pact": what was done to it is none of its name.
                    let before = text[..word.start].trim_end().rsplit(char::is_whitespace).next();
                    found.opening = opening(&before.unwrap_or_default().to_lowercase());
                    return found;
                }
                Some(_) => false,
            };
            if !belongs {
                found.opening = Opening::Bare;
                return found;
            }
            found.start = word.start;
            found.words.insert(0, word);
        }
        found.opening = Opening::Lost;
        found
    }

    /// Where what a treaty is on ends, and whether it has a name; where it begins, if that can't be told.
    pub(super) fn tail(&self, text: &str, names: &[Name], from: usize) -> (usize, bool) {
        let (mut at, mut end, mut is_named) = (from, from, false);
        for count in 0.. {
            let rest = &text[at..];
            if at > from
                && let Some(area) = self.area.find(rest)
            {
                is_named |= area.as_str().contains(char::is_uppercase);
                at += area.end();
                end = at;
                if !area.as_str().ends_with("of") {
                    break;
                }
            } else {
                let stop = |c: char| c.is_whitespace() || ".,;:()—“”\"!?".contains(c);
                let word = rest.split(stop).next().unwrap_or_default();
                let lower = word.to_lowercase();
                let link = has("of and the a an its their", &lower);
                let before = text[..at].trim_end().rsplit(char::is_whitespace).next();
                let part = self.forms.part(word).filter(|part| match part {
                    Part::Adverb => false,
                    // "The transfer of sentenced persons".
                    Part::Past => !before.is_some_and(|b| has("of the and on", b)),
                    _ => !link,
                });
                let link = link || self.goes_on.is_match(rest);
                let part = part.filter(|_| !link);
                let number = word.starts_with(|c: char| c.is_ascii_digit());
                if word.is_empty() || number || is_day(word) || part.is_some() {
                    break;
                }
                if is_outside(&lower, true) {
                    break;
                }
                if count == MOST {
                    return (from, false);
                }
                is_named |= word.starts_with(char::is_uppercase)
                    && !names.iter().any(|n| is_own(n) && n.span.contains(&at));
                at += word.len();
                end = if link { end } else { at };
            }
            if !text[at..].starts_with(' ') {
                break;
            }
            at += 1;
        }
        // A list of which only the beginning was read.
        let next: String = text[end..].chars().take(40).collect();
        if next.starts_with(',') && next.contains(" and ") {
            (from, false)
        } else {
            (end, is_named)
        }
    }
}

/// The word or name before what was found of a phrase; nothing where a mark stands before it.
fn previous(text: &str, names: &[Name], found: &Before) -> Option<Range<usize>> {
    let rest = text[..found.start].trim_end_matches([' ', '\u{a0}']);
    let glued = rest.len() == found.start;
    let rest = match rest.strip_suffix(['–', '-', '/', '—']) {
        Some(dashed) if glued && !found.words.is_empty() => dashed,
        _ if glued => return None,
        _ => rest,
    };
    // A comma in a list that is joined later, "trade, energy and defence pact", or between adjectives.
    let is_list = found.words.iter().any(|w| &text[w.clone()] == "and");
    let unlisted = rest.strip_suffix(',').filter(|before| {
        is_list || before.rsplit(' ').next().is_some_and(|word| has(VALUING, word))
    });
    let rest = unlisted.unwrap_or(rest);
    if let Some(name) = names.iter().find(|n| n.span.end == rest.len() && is_own(n)) {
        return Some(name.span.clone());
    }
    let apart = |c: char| c.is_whitespace() || "–—/(“\"‘[".contains(c);
    let word = rest.rsplit(apart).next().unwrap_or_default();
    let is_word = word.ends_with(|c: char| c.is_alphanumeric() || "’'".contains(c));
    is_word.then(|| rest.len() - word.len()..rest.len())
}

/// What a word that opens a phrase tells; [`Opening::Bare`] where it opens none.
fn opening(word: &str) -> Opening {
    match word {
        "the" | "this" | "its" | "their" | "our" => Opening::Known,
        "a" | "an" => Opening::Unknown,
        _ if is_owner(word) => Opening::Known,
        _ => Opening::Bare,
    }
}

/// Whether a name before a treaty's noun tells whose it is: a capital there is where it was signed.
pub(super) fn is_own(name: &Name) -> bool {
    is_state(name) && !matches!(name.named, Named::Capital(_))
}

/// Whether a name can be a treaty's party.
pub(super) fn is_state(name: &Name) -> bool {
    !matches!(name.named, Named::Landscape | Named::Role(_) | Named::Leader(_))
}
