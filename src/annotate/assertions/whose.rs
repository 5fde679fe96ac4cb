//! Whether what a passage of a report tells is of the treaty that the report is about, or of another
//! instrument: an older treaty, a protocol to it, a law.
//!
//! English only: what a noun is capitalised for, and what "a" and "the" tell, other languages tell
//! otherwise.

mod phrase;

use std::{collections::BTreeSet, ops::Range};

use regex::Regex;

use self::phrase::{LINKS, Phrase};
use super::{near, part};
use crate::annotate::rule::rule;

/// Nouns that reports use for any treaty.
const TREATIES: &str = "treat(?:y|ies)|agreements?|pacts?|accords?|deals?|conventions?|covenants?|compacts?|partnerships?|arrangements?|texts?";
/// Nouns for an instrument that is another one where the report's own is not called so.
const APART: &str = "protocols?|amendments?|memorand(?:um|a)|charters?|declarations?|concessions?|contracts?|frameworks?|successors?|predecessors?|twins?";
/// Nouns for what a parliament passes.
const LAWS: &str = "laws?|acts?";
/// What tells that an instrument stands beside or before another.
const BESIDE: [&str; 21] = [
    "additional",
    "amending",
    "another",
    "companion",
    "earlier",
    "existing",
    "former",
    "framework",
    "interim",
    "old",
    "older",
    "other",
    "parallel",
    "predecessor",
    "previous",
    "separate",
    "similar",
    "special",
    "successor",
    "supplementary",
    "twin",
];
/// Capitalised words that tell no treaty from another.
const COMMON: [&str; 12] = [
    "agreement",
    "convention",
    "joint",
    "kingdom",
    "nations",
    "new",
    "protocol",
    "republic",
    "states",
    "the",
    "treaty",
    "united",
];

/// No sentence speaks of more instruments.
const MOST: usize = 100;

/// Which treaties a document has spoken of, passage by passage.
#[derive(Debug, Default)]
pub(in super::super) struct Thread {
    /// The words of its own treaty's title, of the headline, and of other names that the document gives
    /// the treaty, lower case.
    words: BTreeSet<String>,
    /// Whether the treaty has a name in capitals: one in small letters ("the Quirinal treaty") is beside
    /// one that may come up later.
    named: bool,
    /// Whether a passage has spoken of it.
    begun: bool,
    /// Whether the last passage of the paragraph spoke of another instrument alone.
    other: bool,
}

impl Thread {
    pub(in super::super) fn of(title: Option<&str>, headline: &str) -> Self {
        let title_words = title.unwrap_or_default();
        let initials = title_words.split_whitespace().filter_map(|w| w.chars().next());
        let acronym: String = initials.filter(|c| c.is_uppercase()).collect();
        let mut words: BTreeSet<String> = words(title_words).chain(words(headline)).collect();
        words.extend((acronym.len() > 2).then(|| acronym.to_lowercase()));
        let small = |w: &str| {
            ["accord", "agreement", "convention", "pact", "protocol", "treaty"].contains(&w)
        };
        let named = title.is_some_and(|title| !title.split_whitespace().any(small));
        Self { words, named, ..Self::default() }
    }

    /// A new paragraph takes up no "it" from the one before.
    pub(in super::super) fn new_paragraph(&mut self) {
        self.other = false;
    }

    /// Whether most of the words that tell an instrument from others are its own treaty's.
    fn is_called(&self, words: &[String]) -> bool {
        2 * words.iter().filter(|w| self.has(w)).count() > words.len()
    }

    fn has(&self, word: &str) -> bool {
        let one = word.strip_suffix('s');
        self.words.contains(word) || one.is_some_and(|one| self.words.contains(one))
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// Finds instruments in a passage. Built once.
pub(super) struct Whose {
    noun: Regex,
    predicate: Regex,
    of_year: Regex,
    approving: Regex,
    refers: Regex,
    counted: Regex,
    tail: Regex,
    also: Regex,
}

/// The instruments that a passage speaks of, in text order.
#[derive(Debug, Default)]
pub(super) struct Told {
    mentions: Vec<Mention>,
    /// Whether it begins with a word for another instrument that was spoken of before.
    goes_on: bool,
}

#[derive(Debug)]
struct Mention {
    /// The noun.
    span: Range<usize>,
    /// Whether it is another instrument than the document's own.
    other: bool,
    /// Whether it is a law, by which a treaty may be approved.
    law: bool,
}

/// A noun for an instrument.
struct Named<'a> {
    noun: Range<usize>,
    phrase: Phrase<'a>,
    /// The words that tell the instrument from others, lower case.
    called: Vec<String>,
    /// Whether it is one that the document's own is not called by.
    apart: bool,
}

impl Whose {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            noun: rule(&format!(
                r"\b(?:(?i:{TREATIES}|(?P<apart>{APART})|(?P<law>{LAWS}))|(?P<acronym>\p{{Lu}}{{3,8}}))\b"
            ))?,
            predicate: rule(
                r"(?i)\b(?:is|was|are|were|called|as)\s+(?:the\s+(?:\w+\s+)?(?:name|title)\s+(?:of|for|given\s+to)\s+)?$",
            )?,
            of_year: rule(r"^\s+of\s+(?:\d{1,2}\s+)?(?:\p{L}+\s+)?(?P<year>1\d{3}|20\d{2})\b")?,
            approving: rule(
                r"(?i)^\s+(?:of|on|for)\s+(?:approval|ratification)\b|^\s+(?:approving|ratifying)\b",
            )?,
            refers: rule(r"^(?:It|They|Both|Each|That|This)\b")?,
            counted: rule(r"^The\s+(?:first|second|third|latter|former|other)(?:,|\s+\p{Ll}+\s)")?,
            tail: rule(
                r"^\s+(?:of|on|for|concerning|against|to)\s+(?:the\s+)?(?P<name>\p{Lu}[\p{L}’'-]+(?:\s+(?:(?:of|on|for|and|the|in)\s+)*\p{Lu}[\p{L}’'-]+)*)",
            )?,
            also: rule(
                r"(?i)(?:\((?:the\s+)?[“‘\x22]?|,\s+(?:or|(?:also|better|formally|officially|commonly)(?:\s+(?:known\s+as|called))?|known\s+as|called)\s+(?:the\s+)?[“‘\x22]?)$",
            )?,
        })
    }

    /// Reads a passage. `names` are the states and bodies in it, which name no treaty.
    ///
    /// `between_all`: they are all parties of the document's treaty, so that a treaty of theirs that is
    /// introduced is that one.
    pub(super) fn read(
        &self,
        text: &str,
        names: &[Range<usize>],
        between_all: bool,
        thread: &mut Thread,
    ) -> Told {
        let goes_on = (thread.other && self.refers.is_match(text)) || self.counted.is_match(text);
        let mut mentions: Vec<Mention> = Vec::new();
        for found in self.noun.captures_iter(text).take(MOST) {
            let Some(noun) = found.get(0).map(|m| m.range()) else { continue };
            if found.name("acronym").is_some() {
                if thread.has(&text[noun.clone()].to_lowercase()) {
                    mentions.push(Mention { span: noun, other: false, law: false });
                }
                continue;
            }
            let law = found.name("law").is_some();
            let apart = law || found.name("apart").is_some();
            let phrase = Phrase::before(text, noun.start);
            let called = self.called(text, &noun, &phrase, names);
            let of = Named { noun, phrase, called, apart };
            // "A partnership treaty" is one.
            while mentions.pop_if(|m| m.span.start >= of.phrase.start).is_some() {}
            if let Some(own) = self.is_alias(text, &of, &mut mentions, thread) {
                thread.words.extend(of.called.into_iter().filter(|_| own));
                mentions.push(Mention { span: of.noun, other: !own, law: false });
                continue;
            }
            let begun = thread.begun || mentions.iter().any(|m| !m.other && !m.law);
            let begun = law || (begun && (apart || !between_all));
            if let Some(other) = self.is_other(text, &of, thread, begun) {
                let law = law && of.called.is_empty();
                mentions.push(Mention { span: of.noun, other, law });
            }
        }
        if mentions.iter().any(|m| !m.law) {
            thread.other = mentions.iter().all(|m| m.other);
            thread.begun |= !thread.other;
        }
        Told { mentions, goes_on }
    }

    /// The words that tell a noun's instrument from others, lower case.
    fn called(
        &self,
        text: &str,
        noun: &Range<usize>,
        phrase: &Phrase<'_>,
        names: &[Range<usize>],
    ) -> Vec<String> {
        let tail = self.tail.captures(&text[noun.end..]).and_then(|c| c.name("name"));
        let tail = tail.map(|t| noun.end + t.start()..noun.end + t.end());
        phrase
            .names
            .iter()
            .cloned()
            .chain(tail)
            .filter(|name| !names.iter().any(|n| n.start < name.end && name.start < n.end))
            .flat_map(|name| words(&text[name]).collect::<Vec<_>>())
            .filter(|w| w.len() > 2 && ![&COMMON[..], &LINKS[..]].concat().contains(&w.as_str()))
            .collect()
    }

    /// Whether a second name of an instrument, "The Convention on …, known as the Escazú Agreement" or
    /// "(BBNJ Agreement)", is of the document's own; nothing where it is no second name.
    fn is_alias(
        &self,
        text: &str,
        of: &Named<'_>,
        mentions: &mut [Mention],
        thread: &Thread,
    ) -> Option<bool> {
        if !self.also.is_match(near(text, of.phrase.start)) {
            return None;
        }
        let noun = &text[of.noun.clone()];
        let same = mentions.iter().rposition(|m| &text[m.span.clone()] == noun);
        let first = &mut mentions[same.or(mentions.len().checked_sub(1))?];
        first.other &= !thread.is_called(&of.called);
        Some(!first.other)
    }

    /// Whether a noun tells of another instrument than the document's own; nothing where it is no
    /// mention of one. `begun`: the document's own was spoken of before.
    fn is_other(&self, text: &str, of: &Named<'_>, thread: &Thread, begun: bool) -> Option<bool> {
        let Named { noun, phrase, called, apart } = of;
        let after = &text[noun.end..];
        let capital = text[noun.clone()].starts_with(char::is_uppercase);
        let noun = text[noun.clone()].to_lowercase();
        let beside = phrase.words.iter().map(|w| w.to_lowercase()).chain([noun.clone()]);
        if beside.filter(|w| BESIDE.contains(&w.as_str())).any(|w| !thread.has(&w)) {
            return Some(true);
        }
        // "This is an agreement between neighbours" says what something is; "the law of ratification"
        // is a word on the treaty, and an act is somebody's.
        if (phrase.is_unknown() && self.predicate.is_match(near(text, phrase.start)))
            || phrase.is_beside(text)
            || self.approving.is_match(after)
            || (!capital && noun.starts_with("act"))
        {
            return None;
        }
        let year = self.of_year.captures(after).and_then(|c| c.name("year")).map(|y| y.as_str());
        let is_year = |w: &&str| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit());
        let mut years = phrase.words.iter().copied().filter(is_year).chain(year);
        if years.any(|year| !thread.has(year)) {
            return Some(true);
        }
        if thread.is_called(called) {
            return Some(false);
        }
        let unlike = (*apart && begun && !thread.has(&noun))
            || (capital && !called.is_empty() && thread.named);
        // "A strategic partnership" in a report on the "Strategic Partnership Treaty".
        let alike = phrase.words.iter().any(|w| w.len() > 4 && thread.has(&w.to_lowercase()));
        Some(unlike || (phrase.is_unknown() && begun && !alike))
    }
}

impl Told {
    /// Whether what is told at `at` is of another instrument: of the last one named before it in the
    /// same part of the sentence, else of the first one after. A law is nothing but how a treaty is
    /// approved, where it is not `lasting` itself.
    pub(super) fn is_of_another(&self, text: &str, at: usize, lasting: bool) -> bool {
        let part = part(text, at);
        let to = text[at..].find(';').map_or(text.len(), |i| at + i);
        let (before, after) =
            self.mentions.split_at(self.mentions.partition_point(|m| m.span.start < at));
        let counts = |m: &&Mention| !m.law || lasting;
        let last = before.iter().rev().find(counts);
        let next = || after.iter().take_while(|m| m.span.start < to).find(counts);
        match last.filter(|m| m.span.start >= part).or_else(next).or(last) {
            Some(mention) => mention.other,
            None => self.goes_on,
        }
    }

    /// Whether the document's own treaty is named anywhere in the passage.
    pub(super) fn has_own(&self) -> bool {
        self.mentions.iter().any(|m| !m.other)
    }
}
