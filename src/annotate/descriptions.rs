//! What a report calls its treaty in small letters: "the extradition treaty", "a protocol with Peru on
//! fishing", "the Quirinal treaty".
//!
//! What comes in: a headline or a sentence. What goes out: the noun phrases in it whose noun is a word
//! for an instrument and that say what it is on, each with the states that stand with it. What such a
//! phrase makes of a title is the report's own name for the treaty where a name is in it; else it is
//! devised, as libraries devise titles of what has none: subject, kind and parties, in square brackets.

mod description;
mod phrase;
mod words;

use std::ops::Range;

use regex::Regex;

pub(super) use self::description::Description;
use self::{
    phrase::{Before, Opening, Phrases, is_own, is_state},
    words::{KINDS, OTHER, VALUING, has, is_day, is_verb},
};
use super::{Codebook, names::Name, parties::Parties, rule::rule, signatories::codes};

/// Behind these a word for an instrument is a part of another noun.
const PART_OF: &str = r"^(?:-\p{L}|’?\s+(?:ports?|cent(?:re|er)|officers?|organi[sz]ation|hall|all(?:y|ies)|states?|bod(?:y|ies)|law|zones?|rights)\b)";

/// No sentence describes more treaties.
const MOST: usize = 20;

/// Finds descriptions of treaties. Built once.
pub(super) struct Descriptions {
    head: Regex,
    word: Regex,
    earlier: Regex,
    part_of: Regex,
    beside: Regex,
    acted_on: Regex,
    with: Regex,
    joint: Regex,
    about: Regex,
    counted: Regex,
    many: Regex,
    phrases: Phrases,
}

impl Descriptions {
    pub(super) fn new() -> Result<Self, regex::Error> {
        let government = r"(?:the\s+)?(?:governments?\s+of\s+)?(?:the\s+)?";
        Ok(Self {
            head: rule(
                r"\b(?:treaty|agreement|accord|pact|convention|protocol|compact|covenant|concordat|declaration|memorandum\s+of\s+understanding|partnership|deal)\b",
            )?,
            word: rule(r"\p{L}{4,}")?,
            earlier: rule(r"\bhad\s+(?:\w+ly\s+)?\w+\s+$")?,
            part_of: rule(PART_OF)?,
            beside: rule(
                r"(?i)\b(?:implement(?:s|ed|ing)?|amend(?:s|ed|ing)?|supplement(?:s|ed|ing)?|replac(?:es|ed|ing)|supersed(?:es|ed|ing)|repeal(?:s|ed|ing)?|modell?ed\s+on|based\s+on|unlike|like|similar\s+to|(?:protocols?|amendments?|annex|adhere|accession|addition|successor|party)\s+to)\s+$",
            )?,
            acted_on: rule(
                r"(?i)\b(?:sign|conclu|initial|ink|ratif|approv|endors|adopt|denounc|terminat|clear|submit|vote|pass|agree|reach|seal|finali)\w*,?\s+(?:\w+ly\s+)?(?:of\s+|on\s+|upon\s+|for\s+)?$",
            )?,
            with: rule(&format!(r"^,?\s+(?:between|with|among)\s+{government}$"))?,
            joint: rule(&format!(r"^(?:\s*,\s*|\s*,?\s+and\s+|\s*[–/-]\s*){government}$"))?,
            about: rule(r"^\s+(?:on|concerning|regarding|against)\s+")?,
            counted: rule(
                r"^(?:\d[\w.,-]*|\p{L}+-(?:year|day|month|page|article|point|nation|party|state|country|way)s?)$",
            )?,
            many: rule(
                r"(?i)\b(?:treaties|agreements|accords|pacts|conventions|protocols|deals|memoranda|declarations)\b",
            )?,
            phrases: Phrases::new()?,
        })
    }

    /// A headline in capitals, or with one on every word, as a sentence of the same length: its capitals
    /// tell no name.
    pub(super) fn lowered(&self, headline: &str, names: &[Name]) -> Option<String> {
        let is_name = |at: usize| names.iter().any(|n| n.span.contains(&at));
        let mut words = self.word.find_iter(headline).filter(|w| !is_name(w.start()));
        let (first, second) = (words.next()?, words.next()?);
        let mut words = [first, second].into_iter().chain(words);
        if words.any(|w| w.as_str().starts_with(char::is_lowercase)) {
            return None;
        }
        let lower = |(at, c): (usize, char)| {
            let mut small = c.to_lowercase();
            let one = small.next().filter(|s| small.len() == 0 && s.len_utf8() == c.len_utf8());
            one.filter(|_| !is_name(at)).unwrap_or(c)
        };
        Some(headline.char_indices().map(lower).collect())
    }

    /// Whether words of a headline say that something is done.
    pub(super) fn has_verb(&self, words: &str) -> bool {
        let mut words = words.split_whitespace().map(str::to_lowercase);
        words.any(|word| is_verb(&word) || self.phrases.is_done(&word))
    }

    /// Whether a headline speaks of several instruments.
    pub(super) fn is_of_many(&self, headline: &str) -> bool {
        self.many.is_match(headline)
    }

    /// All descriptions in a headline, in order.
    pub(super) fn find_in_headline(
        &self,
        of: (&Codebook, &Parties),
        headline: &str,
        names: &[Name],
        body: &[&str],
    ) -> Vec<Description> {
        let lowered = self.lowered(headline, names);
        let found = self.find(of, lowered.as_deref().unwrap_or(headline), names, true);
        found.into_iter().filter_map(|description| description.supported(body)).collect()
    }

    /// All descriptions in a text, in order.
    pub(super) fn find(
        &self,
        of: (&Codebook, &Parties),
        text: &str,
        names: &[Name],
        is_headline: bool,
    ) -> Vec<Description> {
        let heads = self.head.find_iter(text).take(MOST).map(|m| m.range());
        let told = heads.filter_map(|head| self.describe(of, text, names, head, is_headline));
        told.collect()
    }

    fn describe(
        &self,
        of: (&Codebook, &Parties),
        text: &str,
        names: &[Name],
        head: Range<usize>,
        is_headline: bool,
    ) -> Option<Description> {
        let before = self.phrases.before(text, names, head.start, is_headline);
        let (lead, after) = (&text[..before.start], &text[head.end..]);
        let is_open = match before.opening {
            Opening::Known => true,
            // "They had signed a fishing pact": before what is told here.
            Opening::Unknown => !self.earlier.is_match(lead),
            Opening::Bare | Opening::Start => is_headline || before.words.is_empty(),
            Opening::Lost => false,
        };
        if !is_open || self.part_of.is_match(after) || self.beside.is_match(lead) {
            return None;
        }
        let mut states = Vec::new();
        let mut state = |name: &Name| {
            let found = codes(of.0, of.1, text, name);
            let is_one = found.is_some();
            states.extend(found.unwrap_or_default());
            is_one
        };
        if let Some(owner) = names.iter().find(|n| n.span.contains(&before.start) && is_own(n)) {
            state(owner);
        }
        let (words, pair) = self.own(text, names, &before, &mut state);
        let word = |span: &Range<usize>| text[span.clone()].to_lowercase();
        if words.iter().any(|span| has(OTHER, &word(span))) {
            return None;
        }
        let is_loose = before.opening == Opening::Start
            || (before.opening == Opening::Bare && words.len() < before.words.len());
        let mut is_proper = words.iter().any(|span| is_proper(text, names, span));
        let mut subject: Vec<String> = words.iter().map(word).collect();
        let mut end = self.with_states(text, names, head.end, &mut state);
        // A deal is a treaty where it is signed.
        let is_deal = &text[head.clone()] == "deal";
        if is_deal && !self.acted_on.is_match(lead) {
            return None;
        }
        // "A partnership between Chad and Mali": without them it is no instrument.
        if text[head.clone()].ends_with("ship") && end == head.end {
            return None;
        }
        let mut tail = "";
        if let Some(about) = self.about.find(&text[end..]) {
            let from = end + about.end();
            let (to, is_named) = self.phrases.tail(text, names, from);
            if to > from {
                tail = &text[end..to];
                is_proper |= is_named;
                let told = text[from..to].split(|c: char| !c.is_alphanumeric());
                subject.extend(told.filter(|w| w.len() > 2).map(str::to_lowercase));
                end = to;
                self.with_states(text, names, end, &mut state);
            }
        }
        subject.retain(|word| !has(KINDS, word));
        if subject.is_empty() {
            return None;
        }
        let start = pair.or(words.first().map(|first| first.start)).unwrap_or(head.start);
        Some(Description {
            words: format!("{}{tail}", &text[start..head.end]),
            subject,
            states,
            is_proper,
            has_pair: pair.is_some(),
            is_deal,
            is_known: is_headline || before.opening == Opening::Known,
            is_loose: is_loose && pair.is_none() && !words.is_empty(),
            is_acted_on: self.acted_on.is_match(lead),
        })
    }

    /// The words of a phrase without those that come first and tell whose it is and how it is valued, and
    /// where two states stand among these with a dash between them.
    fn own<'a>(
        &self,
        text: &str,
        names: &[Name],
        before: &'a Before,
        state: &mut impl FnMut(&Name) -> bool,
    ) -> (&'a [Range<usize>], Option<usize>) {
        let mut words = &before.words[..];
        let state_at = |span: &Range<usize>| names.iter().find(|n| n.span == *span && is_own(n));
        let mut pair = None;
        while let Some((first, rest)) = words.split_first() {
            let word = text[first.clone()].to_lowercase();
            if let Some(name) = state_at(first) {
                let dashed = text[first.end..].starts_with(['–', '-', '/', '—']);
                let is_paired = dashed && rest.first().and_then(state_at).is_some();
                if dashed != is_paired || !state(name) {
                    break;
                }
                pair = pair.or(is_paired.then_some(first.start));
            } else if word != "and" && !has(VALUING, &word) && !self.counted.is_match(&word) {
                break;
            }
            words = rest;
        }
        (words, pair)
    }

    /// Where states that the treaty is with end, behind `from`; they are taken in.
    fn with_states(
        &self,
        text: &str,
        names: &[Name],
        from: usize,
        state: &mut impl FnMut(&Name) -> bool,
    ) -> usize {
        let mut end = from;
        for name in names.iter().filter(|n| n.span.start >= from && is_state(n)) {
            let gap = &text[end..name.span.start];
            let goes_on =
                if end == from { self.with.is_match(gap) } else { self.joint.is_match(gap) };
            if !goes_on || !state(name) {
                break;
            }
            end = name.span.end;
        }
        end
    }
}

/// Whether a word is a name that is neither a state's nor a body's; a capital that opens a sentence tells none.
fn is_proper(text: &str, names: &[Name], span: &Range<usize>) -> bool {
    let word = &text[span.clone()];
    let before = text[..span.start].trim_end_matches([' ', '“', '"', '‘', '•', '*', '-']);
    let opens = before.is_empty() || before.ends_with(['.', ':', '?', '!', '–', '—']);
    word.starts_with(char::is_uppercase)
        && !opens
        && !is_day(word)
        && !names.iter().any(|n| is_own(n) && n.span.start <= span.start && span.end <= n.span.end)
}

#[cfg(test)]
mod tests;
