//! What has to happen for a treaty to enter into force, and the date where one is stated.

use regex::Regex;

use super::{Reading, claim, dated, end_of, is_day, sentences::sentences, start_of};
use crate::{
    annotate::rule::rule,
    model::{Claim, Evidence, Property},
};

/// Reads them. Built once.
pub(super) struct Entry {
    own: Regex,
    verb: Regex,
    number: Regex,
    some: Regex,
    condition: Regex,
    plain: Regex,
}

impl Entry {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            own: rule(
                r"(?i)\b(?:(?:this|the present|the)\s+(?:\w+\s+){0,3}?(?:agreement|treaty|convention|protocol|pact|covenant|charter|statute|arrangement|memorandum|instrument)|it)\b",
            )?,
            verb: rule(
                r"(?i)\b(?:shall|will)\s+(?:also\s+|thereupon\s+)?(?:enter into force|come into (?:force|effect|operation)|take effect|become effective)\b[\s,]*",
            )?,
            number: rule(r"^\W*(?:\(?\w{1,4}[.)]\W*)*")?,
            // For some states only: those that accede later, or territories.
            some: rule(
                r"(?i)^(?:for|in (?:relation|respect|regard) (?:to|of)|as regards|with (?:respect|regard) to|in the case of|as (?:to|between))\s+(?:an?|any|each|every|that|such|the notifying|states?|those (?:states )?(?:that|which)|the (?:acceding|other))\b",
            )?,
            condition: rule(
                r"(?i)^(?:upon|on|after|following|once|when|where|as soon as|if|in the event|unless|subject to|provided|should|within|from|with effect|\w+ (?:days|months) (?:after|following))\b",
            )?,
            // Behind a date that is stated as such.
            plain: rule(
                r"(?i)^[\s,.)]*(?:$|for an?\s+(?:\w+\s+)?(?:period|term|duration)\b|and\s+(?:shall|will|remains?|is|be)\b)",
            )?,
        })
    }

    /// The claims of a clause.
    pub(super) fn read(&self, of: &Reading<'_>, claims: &mut Vec<Claim>) {
        for sentence in sentences(of.clause.text) {
            self.sentence(of, sentence.start, sentence.end, claims);
        }
    }

    fn sentence(&self, of: &Reading<'_>, start: usize, end: usize, claims: &mut Vec<Claim>) {
        let text = &of.clause.text[start..end];
        let Some(verb) = self.verb.find(text) else { return };
        let Some(it) = self.own.find_iter(&text[..verb.start()]).last() else { return };
        // "After this date this Agreement": the last word of its kind begins the name.
        let name = it.as_str().to_lowercase();
        let inner = [" this ", " the "].iter().filter_map(|w| name.rfind(w)).max();
        let its = it.start() + inner.map_or(0, |at| at + 1);
        let start = start + self.number.find(text).map_or(0, |m| m.end()).min(its);
        let lead = of.clause.text[start..end][..its + (end - text.len()) - start].trim();
        let when = text[verb.end()..].trim_end().trim_end_matches('.');
        let when = when.split(';').next().unwrap_or_default().trim();
        if !is_subject(lead, &text[it.end()..verb.start()]) {
            return;
        }
        let lead = lead.trim_end_matches([',', ' ']);
        // "For those States that have ratified it" are all for which it enters into force.
        let first = when.split_whitespace().take(4).any(|word| word == "those");
        if self.some.is_match(lead) || (self.some.is_match(when) && !first) {
            return;
        }
        let lead = if self.condition.is_match(lead) { lead } else { "" };
        let from = end - text.len() + verb.end();
        let stated = of.annotations.dates.iter().find(|d| {
            is_day(d.value)
                && (from..=from + 12).contains(&start_of(d))
                && end_of(d) <= from + when.len()
                && self.plain.is_match(&of.clause.text[end_of(d)..from + when.len()])
        });
        if let Some(date) = stated.filter(|_| lead.is_empty()) {
            claims.push(dated(Property::EntryIntoForce, date));
        } else if when.len() > 8 {
            let words = if lead.is_empty() { when.to_owned() } else { format!("{lead}, {when}") };
            let evidence = Evidence::of(of.clause.text, start, from + when.len());
            let short = shortened(&words);
            claims.push(claim(Property::EntryIntoForceRule, &short, &short, vec![evidence]));
        }
    }
}

/// Whether the treaty is what enters into force, and not what has it as a part of its name ("amendments to
/// this Agreement") or tells of it ("the date on which this Agreement").
fn is_subject(lead: &str, between: &str) -> bool {
    const OTHERS: [&str; 18] = [
        "to", "of", "under", "by", "in", "from", "with", "for", "which", "that", "whether", "when",
        "if", "before", "until", "after", "as", "than",
    ];
    let word = lead.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    between.len() <= 50
        && !between.contains([';', ':'])
        && (lead.ends_with("provisions of") || !OTHERS.contains(&word.as_str()))
        && !["which", "that ", "amend", "decision", "accession"].iter().any(|w| between.contains(w))
}

/// At most 160 characters, cut at a word.
fn shortened(words: &str) -> String {
    let folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= 160 {
        return folded;
    }
    let end = folded.char_indices().nth(160).map_or(folded.len(), |(at, _)| at);
    let cut = folded[..end].rfind(' ').unwrap_or(end);
    format!("{}…", folded[..cut].trim_end_matches([',', ';']))
}
