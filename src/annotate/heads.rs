//! Bodies that the codebook does not know, found by the head noun of their capitalised name:
//! "Ghana Revenue Authority", "National Institute of Anthropology".

use std::ops::Range;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::{AnnotateError, rule::rule};

/// Head nouns that end a name, as in "Revenue Authority".
const LAST: &str = "Authority|Agency|Commission|Council|Committee|Institute|Court|Tribunal|Bank|Board|Bureau|Fund|Organi[sz]ation|Secretariat|Association|Commissioners|Foundation|Ministry|Department|Service|Directorate|Administration|Corporation|Inspectorate|Academy|Observatory|Registry|Panel|Assembly|Mechanism|Facility|Task Force|Working Group|Centre|Center|Group|Corps|University|Defence Force|Defense Force";
/// Head nouns that a name goes on from, as in "Institute of Anthropology".
const FIRST: &str = "Ministry|Department|Institute|Commission|Council|Committee|Office|Agency|Organi[sz]ation|Secretariat|Court|Bank|Fund|Board|Bureau|Chamber|Association|Directorate|Academy|Centre|Center|Federation|Confederation|Union|Alliance|Assembly|Forum|Inspectorate|Administration|Corps|University";
/// Beginnings of days and months, which a name goes on with only by chance.
const DAYS: [&str; 19] = [
    "Mon",
    "Tues",
    "Wednes",
    "Thurs",
    "Fri",
    "Satur",
    "Sun",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Capitalised only because a sentence begins with them.
const OPENERS: [&str; 35] = [
    "The",
    "A",
    "An",
    "In",
    "At",
    "By",
    "Under",
    "For",
    "Its",
    "Their",
    "Neither",
    "Both",
    "And",
    "But",
    "On",
    "This",
    "That",
    "Each",
    "Every",
    "All",
    "Such",
    "Any",
    "No",
    "Former",
    "Mr",
    "According",
    "As",
    // Articles of other languages.
    "De",
    "Het",
    "Der",
    "Die",
    // Whose body it is.
    "US",
    "UK",
    "EU",
    "UN",
];

/// Finds such names. Built once.
pub(super) struct Heads {
    /// The head nouns: most clauses have none.
    nouns: AhoCorasick,
    name: Regex,
}

impl Heads {
    pub(super) fn new() -> Result<Self, AnnotateError> {
        let word = r"\p{Lu}[\p{L}’'-]*\p{L}";
        let spelled =
            LAST.split('|').chain(FIRST.split('|')).map(|n| n.split('[').next().unwrap_or(n));
        Ok(Self {
            nouns: AhoCorasick::new(spelled)?,
            name: rule(&format!(
                r"\b(?:{word}\s+){{0,6}}(?:{FIRST})\s+(?:of|for|on)\s+(?:the\s+)?{word}(?:(?:\s+(?:of|for|on|the|and))*\s+{word}){{0,4}}|\b(?:{word}\s+){{1,6}}(?:{LAST})\b"
            ))?,
        })
    }

    /// Whether a function is only the end of a body's own name: "Federal Supreme Court".
    pub(super) fn is_end(&self, text: &str, span: &Range<usize>) -> bool {
        const MODIFIERS: [&str; 9] = [
            "Federal",
            "National",
            "State",
            "Central",
            "Regional",
            "Provincial",
            "Pan-African",
            "Interim",
            "Joint",
        ];
        let before = text[..span.start].trim_end().rsplit(' ').next().unwrap_or_default();
        text[span.clone()].starts_with(char::is_uppercase)
            && text[span.clone()].rsplit(' ').next().is_some_and(|last| self.nouns.is_match(last))
            && MODIFIERS.contains(&before)
    }

    /// The names of such bodies in a clause, none of which overlaps one of `known`.
    pub(super) fn find(&self, text: &str, known: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut end = 0;
        for noun in self.nouns.find_iter(text) {
            if noun.start() >= end {
                let run = run(text, noun.range());
                end = run.end;
                found.extend(self.find_in(text, run, known));
            }
        }
        found
    }

    /// The names in a run of words that could all belong to one.
    fn find_in(&self, text: &str, run: Range<usize>, known: &[Range<usize>]) -> Vec<Range<usize>> {
        self.name
            .find_iter(&text[run.clone()])
            .filter_map(|m| {
                let mut words = m.as_str();
                while let Some((first, rest)) = words.split_once(char::is_whitespace)
                    && OPENERS.contains(&first)
                {
                    words = rest.trim_start();
                }
                // A line that runs on into the next: "Description An Export Board".
                for article in [" The ", " An ", " A "] {
                    words = words.rsplit_once(article).map_or(words, |(_, rest)| rest);
                }
                // "South Korea’s National Intelligence Service".
                for mark in ["’s ", "'s "] {
                    if let Some((_, rest)) = words.split_once(mark)
                        && rest.contains(char::is_whitespace)
                    {
                        words = rest;
                    }
                }
                let cut = words.len() - words.split(" on ").next().map_or(0, str::len);
                // "the Assembly on Tuesday": when, and no part of the name.
                let day = |rest: &str| DAYS.iter().any(|d| rest.starts_with(d));
                let cut = if words[words.len() - cut..].strip_prefix(" on ").is_some_and(day) {
                    cut
                } else {
                    0
                };
                words = &words[..words.len() - cut];
                let end = run.start + m.end() - cut;
                let span = end - words.len()..end;
                let free = known.iter().all(|k| k.end <= span.start || span.end <= k.start);
                // One word is a common noun that opens the sentence; news agencies only publish.
                let press =
                    words.split_whitespace().any(|w| ["News", "Press", "Wire"].contains(&w));
                // "Internet Service Providers" provide a service.
                let goes_on = ["Service", "Facility"].iter().any(|noun| words.ends_with(noun))
                    && text[end..]
                        .strip_prefix(' ')
                        .is_some_and(|r| r.starts_with(char::is_uppercase));
                (free && !press && !goes_on && words.contains(char::is_whitespace)).then_some(span)
            })
            .collect()
    }
}

/// The words around a head noun that a name can have: capitalised ones and small ones between them.
/// What stands between such runs needs no expression, and is most of a text.
fn run(text: &str, noun: Range<usize>) -> Range<usize> {
    const SMALL: [&str; 5] = ["of", "for", "on", "the", "and"];
    let part = |c: char| c.is_alphabetic() || "’'-".contains(c);
    let belongs = |word: &str| word.starts_with(char::is_uppercase) || SMALL.contains(&word);
    let word_before = |at: usize| {
        let from = text[..at].char_indices().rev().take_while(|(_, c)| part(*c)).last();
        from.map_or(at, |(from, _)| from)
    };
    let word_after = |at: usize| at + text[at..].find(|c| !part(c)).unwrap_or(text.len() - at);
    let mut start = word_before(noun.start);
    loop {
        let space = text[..start].trim_end().len();
        let from = word_before(space);
        if space == start || !belongs(&text[from..space]) {
            break;
        }
        start = from;
    }
    let mut end = word_after(noun.end);
    loop {
        let from = text.len() - text[end..].trim_start().len();
        let to = word_after(from);
        if from == end || !belongs(&text[from..to]) {
            break;
        }
        end = to;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capitalised_name_with_a_head_noun_is_a_body() {
        let heads = Heads::new().unwrap();
        let find = |text: &str| -> Vec<String> {
            heads.find(text, &[]).into_iter().map(|s| text[s].to_owned()).collect()
        };
        assert_eq!(find("The Ghana Revenue Authority agreed."), ["Ghana Revenue Authority"]);
        assert_eq!(
            find("At the National Institute of Anthropology and History in Mexico"),
            ["National Institute of Anthropology and History"]
        );
        assert_eq!(find("Description An Export Advisory Board exists."), ["Export Advisory Board"]);
        assert_eq!(find("De Europese Centrale Bank"), ["Europese Centrale Bank"]);
        for none in
            ["Het Bureau besluit.", "All Council members", "Internet Service Providers pay."]
        {
            assert!(find(none).is_empty(), "{none}");
        }
        assert!(find("The Court agreed with the council of the town.").is_empty());
    }
}
