//! Places: where something was done.

use std::ops::Range;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::{
    AnnotateError,
    capitals::dateline_end,
    dates::is_month,
    exonyms,
    names::{Name, Named},
    parties::Parties,
    rule::rule,
};
use crate::model::{Evidence, LANGUAGES, PlaceMention};

/// Parts of the words for acts that are done in a place.
const TRIGGERS: [&str; 29] = [
    "signed",
    "signing",
    "talks",
    "meeting",
    "summit",
    "conference",
    "negotiations",
    "gathered",
    "concluded",
    "done",
    "adopted",
    "initialled",
    "exchange",
    "swapped",
    "deposited",
    "signature",
    "held",
    "met",
    "launched",
    "ceremony",
    "place",
    "arrived",
    "fait à",
    "signé à",
    "hecho en",
    "firmado",
    "geschehen",
    "gedaan te",
    "ondertekend te",
];

/// Parts of words that tell that something was done: a capital in a clause without one of them is
/// only where somebody lives or looks from.
const DONE: [&str; 40] = [
    "sign",
    "initial",
    "conclu",
    "adopt",
    "exchang",
    "swap",
    "deposit",
    "ceremon",
    "meet",
    " met ",
    "talks",
    "round",
    "visit",
    "summit",
    "conferen",
    "negotia",
    "ruled",
    "seat",
    "launch",
    "opened",
    "held",
    "receive",
    "paper",
    "gather",
    "headquarter",
    "hosted",
    "session",
    "place",
    "done",
    "agreed",
    "put ",
    "court",
    "fait à",
    "hecho en",
    "forum",
    "sideline",
    "margin",
    "assembl",
    "arriv",
    "did so",
];

/// Nothing is done in so large a place.
const CONTINENTS: [&str; 5] = ["Africa", "America", "Asia", "Europe", "Latin America"];

/// States that are cities, or are called as the city in which they are governed.
const CITIES: [&str; 6] =
    ["Djibouti", "Hong Kong", "Luxembourg", "Monaco", "San Marino", "Singapore"];

/// "In the city of Lima" begins a sentence.
const OPENING: usize = 16;

/// Words before a place that is not where something is done.
const ELSEWHERE: [&str; 8] =
    ["from", "through", "via", "towards", "toward", "across", "around", "into"];

/// Whether a capitalised word can be a place: "signed in English" names a language, and "in Table II" a
/// place in a text.
fn is_place(text: &str, span: &Range<usize>) -> bool {
    let number = |word: &str| word.chars().all(|c| c.is_ascii_digit() || "IVXLC".contains(c));
    let next = text[span.end..].split(|c: char| !c.is_alphanumeric()).nth(1);
    let last = text[span.clone()].rsplit(' ').next().filter(|_| text[span.clone()].contains(' '));
    LANGUAGES.iter().all(|(name, _)| *name != &text[span.clone()])
        && ![next, last].into_iter().flatten().any(|w| !w.is_empty() && number(w))
}

/// Finds places. Built once.
pub(super) struct Places {
    /// Words without one of which no act is told of: most clauses have none.
    triggers: AhoCorasick,
    done: AhoCorasick,
    act: Regex,
}

impl Places {
    pub(super) fn new() -> Result<Self, AnnotateError> {
        let triggers = AhoCorasick::builder().ascii_case_insensitive(true).build(TRIGGERS)?;
        Ok(Self {
            triggers,
            done: AhoCorasick::builder().ascii_case_insensitive(true).build(DONE)?,
            act: rule(
                r"\b(?i:fait à|signé à|hecho en(?: la ciudad de)?|firmado en|geschehen (?:zu|in)|gedaan te|ondertekend te)\s+(?P<city>\p{Lu}[\p{L}’'-]+(?:\s+\p{Lu}[\p{L}’'-]+){0,2})|\b(?i:signed|concluded|done|adopted|initialled|exchanged?|exchanges|swapped|deposited|opened for signature|signatures?|signing|held|met|launched|ceremony)\b(?:[^.;]|\b(?:\p{Lu}|Sept?|Oct|Nov|Dec|Jan|Feb|Mar|Apr|Aug)\.){0,80}?\b(?:in|at)\s+(?:the\s+)?(?P<place>\p{Lu}[\p{L}’'-]+(?:\s+(?:de|of|del|la)?\s*\p{Lu}[\p{L}’'-]+){0,3})|\b(?i:talks|meetings?|summits?|conferences?|negotiations|gathered|arrived)\s+(?:in|at)\s+(?:the\s+)?(?P<near>\p{Lu}[\p{L}’'-]+(?:\s+\p{Lu}[\p{L}’'-]+){0,3})|^(?i:signed|done|place)\b[^;]{0,40}?(?:\d{4}, |: )(?P<listed>\p{Lu}[\p{L}’'-]+(?:\s+\p{Lu}[\p{L}’'-]+)?)(?:\s+and\s|$)",
            )?,
        })
    }

    /// Whether a report tells that something was done in the capitals at `spans`.
    fn is_done_there(
        &self,
        text: &str,
        spans: &[(Range<usize>, &str)],
        dates: &[Range<usize>],
    ) -> bool {
        let (Some((first, _)), Some((last, _))) = (spans.first(), spans.last()) else {
            return false;
        };
        // "The mood has changed in Lima, and talks…": what is done there is said before it, or after
        // a place that begins the sentence.
        let said = if first.start < OPENING { text } else { &text[..last.start] };
        // "In Apia on 15 November 2023", "on 15 November 2023 in Apia".
        let on_a_day = |s: &Range<usize>| {
            dates.iter().any(|d| {
                (d.start >= s.end && d.start - s.end <= 8)
                    || (d.end <= s.start && s.start - d.end <= 8)
            })
        };
        self.done.is_match(said) || spans.iter().any(|(s, _)| on_a_day(s))
    }

    /// The places of a clause in text order; `dates` are the spans of its dates.
    pub(super) fn find(
        &self,
        parties: &Parties,
        text: &str,
        names: &[Name],
        dates: &[Range<usize>],
        in_report: bool,
    ) -> Vec<PlaceMention> {
        let dateline = dateline_end(text);
        let elsewhere = |n: &Name| {
            let before = text[..n.span.start].trim_end().rsplit(' ').next().unwrap_or_default();
            ELSEWHERE.iter().any(|w| before.eq_ignore_ascii_case(w))
        };
        let mut spans: Vec<(Range<usize>, &str)> = names
            .iter()
            .filter(|n| n.span.start >= dateline)
            .filter(|n| matches!(n.named, Named::Capital(_)) || is_city(text, n))
            .filter(|n| parties.capitals().is_place(text, &n.span) && !elsewhere(n))
            .map(|n| (n.span.clone(), "capital"))
            .collect();
        if in_report && !self.is_done_there(text, &spans, dates) {
            spans.clear();
        }
        let acts = self.triggers.is_match(text).then(|| self.act.captures_iter(text));
        for captures in acts.into_iter().flatten() {
            let Some(span) = ["place", "near", "listed", "city"]
                .iter()
                .find_map(|name| captures.name(name))
                .map(|m| m.range())
            else {
                continue;
            };
            if is_month(&text[span.clone()])
                || CONTINENTS.contains(&&text[span.clone()])
                || !is_place(text, &span)
            {
                continue;
            }
            // "in Aachen’s town hall"
            let place = &text[span.clone()];
            let owner = ["’s", "'s"].iter().find_map(|own| place.strip_suffix(own));
            let span = span.start..span.start + owner.unwrap_or(place).len();
            let overlaps = |other: &Range<usize>| other.start < span.end && span.start < other.end;
            let known =
                names.iter().any(|n| overlaps(&n.span)) || spans.iter().any(|(s, _)| overlaps(s));
            if !known && !dates.iter().any(overlaps) {
                spans.push((span, "act-place"));
            }
        }
        spans.sort_by_key(|(span, _)| span.start);
        let mut places: Vec<PlaceMention> = Vec::new();
        for (span, rule) in spans {
            let name = exonyms::english(&text[span.clone()]).to_owned();
            let evidence = Evidence::of(text, span.start, span.end);
            match places.iter_mut().find(|p| p.name == name) {
                Some(known) => known.evidence.push(evidence),
                None => places.push(PlaceMention {
                    name,
                    rule: rule.to_owned(),
                    evidence: vec![evidence],
                }),
            }
        }
        places
    }
}

/// Whether a state's name is that of a city in which something can be done: "they met in Singapore".
fn is_city(text: &str, name: &Name) -> bool {
    matches!(name.named, Named::Country(_))
        && CITIES.contains(&&text[name.span.clone()])
        && [" in ", "In "].iter().any(|w| text[..name.span.start].ends_with(w))
}
