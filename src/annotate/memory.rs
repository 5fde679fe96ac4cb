//! What earlier clauses of a document said that later ones refer to: bodies named a moment ago,
//! acronyms that the document defines, people it has introduced, and whom it last spoke of.

use std::collections::HashMap;

use regex::Regex;

use super::{
    Codebook, assertions,
    bodies::Body,
    dates::Known,
    kinds::Before,
    names::{Name, Named},
    rule::rule,
};
use crate::model::{DateEvent, PartialDate, PartyMention};

/// References reach back a few clauses, not to the start of a long document.
const REACH: usize = 20;

/// Grows clause by clause.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Bodies of earlier clauses, oldest first.
    pub(super) bodies: Vec<Body>,
    /// Bodies that the codebook does not know, by the acronym that the document gives them.
    pub(super) acronyms: HashMap<String, Body>,
    /// The country of a person, by surname.
    pub(super) people: HashMap<String, String>,
    /// What is known of the document's time.
    pub(super) time: Known,
    /// The day on which the document was written, where it or its dateline tells.
    pub(super) written: Option<PartialDate>,
    /// Whether it stands in a line of its own, so that "today" is told there.
    pub(super) headed: bool,
    /// What the clause before is, in the same paragraph.
    pub(super) before: Before,
    /// Whether a quotation has begun in the paragraph and goes on.
    pub(super) quoting: bool,
    /// What the date that the clause before named last dates.
    pub(super) act: Option<DateEvent>,
    /// Whether the heading above the clause says that the treaty's contents follow.
    pub(super) contents: bool,
    /// Which treaties were spoken of.
    pub(super) instruments: assertions::Thread,
    /// The one party that one of the last clauses was about, and how many clauses ago.
    single: Option<(String, usize)>,
}

impl Memory {
    pub(super) fn keep(&mut self, bodies: Vec<Body>, parties: &[PartyMention]) {
        self.bodies.extend(bodies);
        self.bodies.drain(..self.bodies.len().saturating_sub(REACH));
        self.single = match (parties, self.single.take()) {
            ([one], _) => Some((one.code.clone(), 0)),
            (_, Some((one, ago))) if ago < 2 => Some((one, ago + 1)),
            _ => None,
        };
    }

    /// The country whose legislature was named last.
    pub(super) fn legislature(&self) -> Option<&str> {
        let last = self.bodies.iter().rev().find(|b| b.kind == "legislature")?;
        last.country.as_deref()
    }

    /// The party that the last clauses about a single one were about.
    pub(super) fn single(&self) -> Option<&str> {
        self.single.as_ref().map(|(code, _)| code.as_str())
    }
}

/// Learns who belongs to which country: "Japanese Foreign Minister Yoko Kamikawa", "Yoko Kamikawa,
/// foreign minister of Japan". Built once.
pub(super) struct Introductions {
    after: Regex,
    before: Regex,
}

const OFFICES: &str = "president|premier|minister|chancellor|leader|king|queen|emir|sultan|prince|ambassador|envoy|secretary|spokes(?:man|woman|person)|commissioner|negotiator|speaker|senator|counterpart|general|chief|taoiseach";

/// Countries where the surname stands before the given name.
const FAMILY_FIRST: [&str; 7] = ["CHN", "HKG", "KHM", "KOR", "PRK", "TWN", "VNM"];

impl Introductions {
    pub(super) fn new() -> Result<Self, regex::Error> {
        let name = r"(?P<name>\p{Lu}[\p{L}’'-]+(?:\s+(?:al-|bin\s+|de\s+|van\s+|von\s+)?\p{Lu}[\p{L}’'-]+){1,3})";
        Ok(Self {
            after: rule(&format!(
                r"^(?:’s|'s)?\s+(?:[\p{{L}}-]+\s+){{0,4}}?(?i:{OFFICES})(?:\s+(?:for|of)\s+(?:the\s+)?[\p{{L}}-]+(?:\s+[\p{{L}}-]+)?)?,?\s+{name}"
            ))?,
            before: rule(&format!(
                r"{name},\s+(?:the\s+)?(?:[\p{{L}}-]+\s+){{0,3}}?(?i:{OFFICES})\s+(?:of|for)\s+(?:the\s+)?$"
            ))?,
        })
    }

    pub(super) fn learn(&self, codebook: &Codebook, text: &str, names: &[Name], into: &mut Memory) {
        for name in names {
            if let Named::Leader(i) = name.named {
                let country = &codebook.countries[i].code;
                let words: Vec<&str> = text[name.span.clone()].split_whitespace().collect();
                // "Kim Jong Un": the surname stands first.
                let first = FAMILY_FIRST.contains(&country.as_str());
                let surname = if first { words.first() } else { words.last() };
                if let Some(surname) = surname.filter(|s| words.len() > 1 && s.len() > 2) {
                    into.people.insert((*surname).to_owned(), country.clone());
                }
            }
            let (Named::Country(i) | Named::Demonym(i)) = name.named else { continue };
            let captures = self
                .after
                .captures(&text[name.span.end..])
                .or_else(|| self.before.captures(&text[..name.span.start]));
            let Some(person) = captures.as_ref().and_then(|c| c.name("name")) else { continue };
            if let Some(surname) = person.as_str().split_whitespace().next_back()
                && surname.chars().count() > 2
            {
                into.people.insert(surname.to_owned(), codebook.countries[i].code.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::names::Names;

    #[test]
    fn a_person_is_introduced_with_office_and_country() {
        let codebook = Codebook::built_in().unwrap();
        let names = Names::new(&codebook).unwrap();
        let rules = Introductions::new().unwrap();
        let mut memory = Memory::default();
        for text in [
            "It was signed by Japanese Foreign Minister Yoko Kamikawa in May.",
            "Enele Sopoaga, prime minister of Tuvalu, objected.",
        ] {
            rules.learn(&codebook, text, &names.find(text), &mut memory);
        }
        assert_eq!(memory.people.get("Kamikawa").map(String::as_str), Some("JPN"));
        assert_eq!(memory.people.get("Sopoaga").map(String::as_str), Some("TUV"));
        assert_eq!(memory.people.len(), 2);
    }

    #[test]
    fn the_one_party_spoken_of_is_remembered_for_a_few_clauses() {
        let party = |code: &str| PartyMention {
            code: code.to_owned(),
            name: code.to_owned(),
            rule: "name".to_owned(),
            evidence: Vec::new(),
        };
        let mut memory = Memory::default();
        memory.keep(Vec::new(), &[party("FRA")]);
        memory.keep(Vec::new(), &[party("FRA"), party("POL")]);
        assert_eq!(memory.single(), Some("FRA"));
        memory.keep(Vec::new(), &[party("FRA"), party("POL")]);
        memory.keep(Vec::new(), &[party("FRA"), party("POL")]);
        assert_eq!(memory.single(), None);
    }
}
