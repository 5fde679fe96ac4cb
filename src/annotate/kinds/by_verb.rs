//! What the main verb of a report's sentence and its subject tell of its kind, where no word decides.

use regex::Regex;

use super::{
    super::{events::verbs::Forms, rule::rule, signatories::INSTRUMENT},
    main_verb::{self, MainVerb},
    verb_group::Tense,
};
use crate::model::{Annotations, Edtf, Kind};

/// What stands above or before a sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct Before {
    /// The sentence before it in the same paragraph is a provision.
    pub(in super::super) provision: bool,
    /// The sentence itself stands mostly in quotation marks.
    pub(in super::super) quoted: bool,
}

/// Reads main verbs. Built once.
pub(super) struct ByVerb {
    forms: Forms,
    treaty: Regex,
    clause: Regex,
    trailing: Regex,
    in_words: Regex,
    now: Regex,
}

impl ByVerb {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            forms: Forms::new(),
            // The first noun of the subject that is not of something else: "a protocol to the treaty".
            treaty: rule(&format!(
                r"(?i)^(?:it|(?:[\w’'-]+\s+){{0,5}}?(?:{INSTRUMENT}|text|articles?|clauses?|chapters?|annex(?:es)?|provisions?|promise|declaration|framework|scheme)(?:\s+\d+)?(?:\s+itself)?(?:\s+(?:to|on|of|for|between|with|in|from)\b.*)?)$"
            ))?,
            clause: rule(
                r"^\s+that\s+(?:the|its?|he|she|they|their|his|her|an?|there|no|this|these|we|our|both|all|any|neither|most|some|such|\p{Lu}[\p{L}’'-]+|\p{Ll}+s)\s",
            )?,
            trailing: rule(
                r"[,”»]\s+(?:as\s+)?(?:the\s+)?(?P<who>[\w’'.-]+)(?:\s+[\w’'.-]+){0,5}?\s+(?:said|says|found|finds|held|holds|ruled|wrote|writes|argue[ds]|noted|notes|add(?:ed|s)|thinks?|thought|believe[ds]|admit(?:s|ted)|insist(?:s|ed)|claim(?:s|ed)|conclude[ds]|repli(?:ed|es)|warn(?:s|ed)|fears?|feared|explain(?:s|ed)|stress(?:es|ed)|underline[ds]|remark(?:s|ed)|disclosed|emphasi[sz]e[ds]|maintain(?:s|ed)|recall(?:s|ed)|(?:points?|pointed)\s+out|(?:goes|went)\s+on|puts?\s+it)(?:[,.!]|$)",
            )?,
            // "in the view of the ministry", "he was quoted as saying"
            in_words: rule(
                r"(?i)\bin\s+(?:the\s+(?:opinion|view|eyes|words)\s+of|(?:(?:his|her|their)|[\w-]+[’']s?)\s+(?:opinion|view|eyes|words))\b|\bquoted\s+as\s+saying\b|\bit\s+was\s+(?:added|said|stressed|explained|pointed\s+out)\b",
            )?,
            // How things stand, and what people think of it.
            now: rule(
                r"(?i)\b(?:today|now|currently|already|at\s+(?:the\s+)?present|(?:is|are)\s+(?:believed|thought|seen|likely|unlikely))\b",
            )?,
        })
    }

    pub(super) fn find<'a>(&self, text: &'a str) -> Option<MainVerb<'a>> {
        main_verb::find(&self.forms, text)
    }

    /// Whether the treaty or a part of it is the subject.
    pub(super) fn of_treaty(&self, verb: &MainVerb<'_>) -> bool {
        self.treaty.is_match(verb.subject)
    }

    /// Whether somebody thinks or says what follows: "One judge thought that…", "…, the Court found."
    pub(super) fn is_said(&self, text: &str, verb: Option<&MainVerb<'_>>) -> bool {
        /// With these it is the treaty that says so, or a fact that speaks.
        const NOT_SAYING: [&str; 28] = [
            "agreed",
            "agree",
            "agrees",
            "are",
            "claims",
            "decided",
            "decides",
            "ensured",
            "ensures",
            "guaranteed",
            "guarantees",
            "is",
            "means",
            "meant",
            "ordered",
            "pledged",
            "promised",
            "provided",
            "provides",
            "recognised",
            "recognized",
            "requires",
            "showed",
            "shows",
            "stipulates",
            "suggests",
            "undertakes",
            "undertook",
        ];
        // "the border, which the court held, …", "an attack, it says, …": so says the treaty.
        const NOBODY: [&str; 7] = ["which", "that", "who", "whom", "where", "when", "it"];
        let mut trailing = self.trailing.captures_iter(text);
        trailing.any(|c| !NOBODY.contains(&&c["who"]))
            || self.in_words.is_match(text)
            || verb.is_some_and(|v| {
                matches!(v.tense, Tense::Past | Tense::Present | Tense::Perfect)
                    && !NOT_SAYING.contains(&v.word)
                    && self.clause.is_match(v.rest)
                    && !self.of_treaty(v)
            })
    }

    /// What a sentence is that seems a comment by its words.
    pub(super) fn instead_of_comment(
        &self,
        text: &str,
        verb: &MainVerb<'_>,
        read: &Annotations,
        before: Before,
    ) -> Option<Kind> {
        let treaty = self.of_treaty(verb);
        let has = ["has", "have"].contains(&verb.word);
        match verb.tense {
            Tense::Past | Tense::PastPerfect if !treaty && has_month(read) => Some(Kind::Event),
            // "has" tells of a treaty what it says as little as "is".
            Tense::Present if treaty && !has => Some(Kind::Provision),
            Tense::Present if before.provision && !has && !self.now.is_match(text) => {
                Some(Kind::Provision)
            }
            _ => None,
        }
    }
}

/// Whether a clause tells a day or month, or a time from one to another.
fn has_month(read: &Annotations) -> bool {
    read.dates.iter().any(
        |d| matches!(d.value, Edtf::On(date) | Edtf::Between(date, _) if date.month().is_some()),
    )
}
